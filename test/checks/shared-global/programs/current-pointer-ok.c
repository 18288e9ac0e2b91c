#include <pthread.h>
struct buf { int n; } front, back;
struct buf *current = &front;
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
void *renderer(void *p) {
  pthread_mutex_lock(&m);
  current = current == &front ? &back : &front; // NORACE
  current->n++; // NORACE
  pthread_mutex_unlock(&m);
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, renderer, 0);
  pthread_mutex_lock(&m);
  front.n = 2; // NORACE
  current->n = 1; // NORACE
  pthread_mutex_unlock(&m);
  pthread_join(t, 0);
  return 0;
}
