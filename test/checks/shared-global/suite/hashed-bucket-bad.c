#include "race.h"

int count[16];
pthread_mutex_t locks[16];
void bump(unsigned key) {
  pthread_mutex_lock(&locks[key % 16]);
  count[key / 3 % 16]++; // RACE
  pthread_mutex_unlock(&locks[key % 16]);
}
unsigned next_key(void);
void *worker(void *p) {
  bump((unsigned)random());
  return 0;
}
int main(void) {
  START(t, worker);
  bump((unsigned)random());
  JOIN(t);
}
