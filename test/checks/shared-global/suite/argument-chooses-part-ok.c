#include "race.h"

static int sum, count;
static pthread_mutex_t m;

// Without a result there is nothing to lock.
static void collect(int *result) {
  if (result)
    pthread_mutex_lock(&m);
  count += result ? 1 : 0; // NORACE
  if (result) {
    *result += 1; // NORACE
    pthread_mutex_unlock(&m);
  }
}
static void each(int *result) { collect(result); }
static void *worker(void *number) {
  long which = (long)number;
  if (which == 0)
    return 0;
  if (which > 1)
    sum = 2; // NORACE
  each(&count);
  return 0;
}
int main(void) {
  pthread_t first, second;
  pthread_create(&first, 0, worker, (void *)1);
  pthread_create(&second, 0, worker, (void *)2);
  each(&count);
  JOIN(first);
  JOIN(second);
  each(NULL);
}
