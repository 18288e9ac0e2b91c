#include <pthread.h>
#define BUCKETS 16
static int table[BUCKETS], used;
static pthread_mutex_t locks[BUCKETS];
void bump(int key) {
  int h = key % BUCKETS;
  pthread_mutex_lock(&locks[h]);
  if (table[h]++ == 0) // NORACE
    used++; // RACE
  pthread_mutex_unlock(&locks[h]);
}
void *run(void *p) { bump(3); return p; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, run, 0);
  bump(5);
  pthread_join(t, 0);
  return 0;
}
