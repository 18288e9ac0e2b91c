#include <pthread.h>
int work;
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
void *attempt(void *p) {
  pthread_mutex_trylock(&m);
  work++; // RACE
  pthread_mutex_unlock(&m);
  return p;
}
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, attempt, 0);
  pthread_create(&b, 0, attempt, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  return 0;
}
