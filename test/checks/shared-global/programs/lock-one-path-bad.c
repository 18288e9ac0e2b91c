#include <pthread.h>
int threads_on = 1, value;
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void set(int v, int careful) {
  if (careful)
    pthread_mutex_lock(&m);
  value = v; // RACE
  if (careful)
    pthread_mutex_unlock(&m);
}
void *run(void *p) { set(1, p != 0); return p; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, run, 0);
  set(2, 1);
  pthread_join(t, 0);
  return 0;
}
