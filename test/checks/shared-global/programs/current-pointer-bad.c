#include <pthread.h>
struct buf { int n, m; } front, back;
struct buf *current = &front;
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
void *renderer(void *p) {
  pthread_mutex_lock(&m);
  current = current == &front ? &back : &front; // NORACE
  current->n++; // RACE
  current->m++; // NORACE
  pthread_mutex_unlock(&m);
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, renderer, 0);
  back.n = 2; // RACE
  pthread_join(t, 0);
  return 0;
}
