#include "race.h"

static pthread_mutex_t locks[4];
static int balance[4];
static void transfer(int from, int to) {
  int first = from < to ? from : to, second = from < to ? to : from;
  pthread_mutex_lock(&locks[first]);
  pthread_mutex_lock(&locks[second]);
  pthread_mutex_unlock(&locks[first]);
  balance[from]--; // RACE
  balance[to]++; // RACE
  pthread_mutex_unlock(&locks[second]);
}
static void *teller(void *a) {
  for (int i = 0; i < 9; i++)
    transfer(rand() % 4, rand() % 4);
  return a;
}
int main(void) {
  START(t, teller);
  START(u, teller);
  JOIN(t);
  JOIN(u);
}
