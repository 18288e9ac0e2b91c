#include <pthread.h>
int step, trace[3];
void *one(void *p) { step = 1; trace[0] = step; return p; } // NORACE
void *two(void *p) { step = 2; trace[1] = step; return p; } // NORACE
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, one, 0);
  pthread_join(t, 0);
  step++; // NORACE
  pthread_create(&t, 0, two, 0);
  pthread_join(t, 0);
  return step; // NORACE
}
