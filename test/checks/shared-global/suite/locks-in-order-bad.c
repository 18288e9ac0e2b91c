#include "race.h"

struct account { pthread_mutex_t m; int balance; };
static struct account accounts[4];
static void transfer(struct account *from, struct account *to) {
  if (from == to)
    return;
  struct account *first = from, *second = to;
  if (first > second) {
    struct account *swap = first;
    first = second;
    second = swap;
  }
  pthread_mutex_lock(&first->m);
  from->balance--; // RACE
  to->balance++; // RACE
  pthread_mutex_unlock(&first->m);
}
static void *teller(void *a) {
  for (int i = 0; i < 9; i++)
    transfer(&accounts[rand() % 4], &accounts[rand() % 4]);
  return a;
}
int main(void) {
  START(t, teller);
  START(u, teller);
  JOIN(t);
  JOIN(u);
}
