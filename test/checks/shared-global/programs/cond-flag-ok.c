#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int ready;
static char message[32];
static void *waiter(void *p) {
  pthread_mutex_lock(&m);
  while (!ready) // NORACE
    pthread_cond_wait(&c, &m);
  pthread_mutex_unlock(&m);
  return message[0] ? p : 0; // NORACE
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, waiter, 0);
  message[0] = 'x'; // NORACE
  pthread_mutex_lock(&m);
  ready = 1; // NORACE
  pthread_cond_signal(&c);
  pthread_mutex_unlock(&m);
  pthread_join(t, 0);
  return 0;
}
