#include <pthread.h>
pthread_mutex_t m;
int a, b;
void *run(void *p) {
  for (int i = 0; i < 10; i++) {
    pthread_mutex_lock(&m);
    a = i; // NORACE
    pthread_mutex_unlock(&m);
    b = i; // RACE
  }
  return p;
}
int main(void) {
  pthread_t t, u;
  pthread_mutex_init(&m, NULL);
  pthread_create(&t, 0, run, 0);
  pthread_create(&u, 0, run, 0);
  pthread_join(t, 0);
  pthread_join(u, 0);
  return a + b; // NORACE
}
