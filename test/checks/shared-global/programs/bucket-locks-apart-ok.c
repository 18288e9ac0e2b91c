#include <pthread.h>
#define BUCKETS 16
static int table[BUCKETS];
static pthread_mutex_t locks[BUCKETS];
void bump(int key) {
  int h = key % BUCKETS;
  pthread_mutex_lock(&locks[h]);
  table[h]++; // NORACE
  pthread_mutex_unlock(&locks[h]);
}
void *run(void *p) { bump(3); return p; }
int main(void) {
  pthread_t t;
  int i;
  for (i = 0; i < BUCKETS; i++)
    pthread_mutex_init(&locks[i], 0);
  pthread_create(&t, 0, run, 0);
  bump(5);
  for (i = 0; i < BUCKETS; i++) {
    pthread_mutex_lock(&locks[i]);
    table[i] = 0; // NORACE
    pthread_mutex_unlock(&locks[i]);
  }
  pthread_join(t, 0);
  return 0;
}
