#include <errno.h>
#include <pthread.h>
int work, skipped;
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
void *attempt(void *p) {
  int rc = pthread_mutex_trylock(&m);
  if (rc == EBUSY) {
    skipped++; // RACE
    return p;
  }
  work++; // NORACE
  pthread_mutex_unlock(&m);
  return p;
}
int main(void) {
  pthread_t t[3];
  for (int i = 0; i < 3; i++)
    pthread_create(&t[i], 0, attempt, 0);
  for (int i = 0; i < 3; i++)
    pthread_join(t[i], 0);
  return work + skipped; // NORACE
}
