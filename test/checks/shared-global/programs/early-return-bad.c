#include <pthread.h>
#include <stdio.h>
int cache_size, cache_hits;
pthread_mutex_t cache_lock = PTHREAD_MUTEX_INITIALIZER;
int lookup(int key) {
  pthread_mutex_lock(&cache_lock);
  if (key < cache_size) { // NORACE
    pthread_mutex_unlock(&cache_lock);
    cache_hits++; // RACE
    return 1;
  }
  cache_size = key + 1; // NORACE
  pthread_mutex_unlock(&cache_lock);
  return 0;
}
void *client(void *p) { lookup(3); return p; }
int main(void) {
  pthread_t a;
  pthread_create(&a, 0, client, 0);
  lookup(4);
  pthread_join(a, 0);
  printf("%d\n", cache_hits); // NORACE
  return 0;
}
