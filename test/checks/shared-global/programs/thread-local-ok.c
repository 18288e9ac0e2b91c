#include <pthread.h>
static __thread int depth;
static _Thread_local char scratch[32];
void *run(void *p) { depth++; scratch[0] = 1; return p; } // NORACE
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, run, 0);
  pthread_create(&b, 0, run, 0);
  depth--; // NORACE
  pthread_join(a, 0);
  pthread_join(b, 0);
  return 0;
}
