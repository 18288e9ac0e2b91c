#include "race.h"

static int *table, ready, setting;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

static int *get(void) {
  pthread_mutex_lock(&m);
  if (!table)                          // NORACE
    table = calloc(8, sizeof(*table)); // NORACE
  pthread_mutex_unlock(&m);
  return table; // NORACE
}
static void prepare(void) {
  pthread_mutex_lock(&m);
  if (ready == 0) { // NORACE
    setting = 7;    // NORACE
    ready = 1;      // NORACE
  }
  pthread_mutex_unlock(&m);
}
static void *worker(void *p) {
  prepare();
  return get() + setting; // NORACE
}
int main(void) {
  pthread_t first, second;
  pthread_create(&first, 0, worker, 0);
  pthread_create(&second, 0, worker, 0);
  prepare();
  printf("%d %p\n", setting, (void *)get()); // NORACE
  JOIN(first);
  JOIN(second);
}
