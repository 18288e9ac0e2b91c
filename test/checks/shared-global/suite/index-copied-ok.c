#include "race.h"

struct bucket { pthread_mutex_t m; int count; };
static struct bucket buckets[8];
static void put(unsigned key) {
  unsigned i = key % 8;
  unsigned j = i;
  pthread_mutex_lock(&buckets[j].m);
  buckets[i].count++; // NORACE
  pthread_mutex_unlock(&buckets[j].m);
}
static void *w(void *arg) {
  for (unsigned k = 0; k < 100; k++) put(k * 7 + (unsigned)(long)arg);
  return NULL;
}
int main(void) {
  pthread_t t[2];
  for (int i = 0; i < 8; i++) pthread_mutex_init(&buckets[i].m, NULL);
  for (long i = 0; i < 2; i++) pthread_create(&t[i], NULL, w, (void *)i);
  for (int i = 0; i < 2; i++) pthread_join(t[i], NULL);
  int sum = 0;
  for (int i = 0; i < 8; i++) sum += buckets[i].count; // NORACE
  return sum == 200 ? 0 : 1;
}
