#define _GNU_SOURCE
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static int depth_sum;
static void visit(int n) {
  pthread_mutex_lock(&m);
  depth_sum += n; // NORACE
  if (n > 0)
    visit(n - 1);
  depth_sum--; // NORACE
  pthread_mutex_unlock(&m);
}
static void *run(void *p) { visit(3); return p; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, run, 0);
  visit(2);
  pthread_join(t, 0);
  return 0;
}
