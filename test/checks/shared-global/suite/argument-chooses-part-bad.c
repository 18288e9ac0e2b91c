#include "race.h"

static int sum, count;
static pthread_mutex_t m;

// Without a result it counts all the same.
static void collect(int *result) {
  if (result)
    pthread_mutex_lock(&m);
  count += 1; // RACE
  if (result) {
    *result += 1; // RACE
    pthread_mutex_unlock(&m);
  }
}
static void each(int *result) { collect(result); }
static void *worker(void *number) {
  long which = (long)number;
  if (which == 0)
    return 0;
  if (which > 1)
    sum = 2; // RACE
  each(&count);
  return 0;
}
int main(void) {
  pthread_t first, second;
  pthread_create(&first, 0, worker, (void *)3);
  pthread_create(&second, 0, worker, (void *)2);
  each(NULL);
  JOIN(first);
  JOIN(second);
  each(NULL);
}
