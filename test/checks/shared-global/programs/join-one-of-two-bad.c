#include <pthread.h>
int a, b;
void *fa(void *p) { a = 1; return p; } // NORACE
void *fb(void *p) { b = 1; return p; } // RACE
int main(void) {
  pthread_t t1, t2;
  pthread_create(&t1, 0, fa, 0);
  pthread_create(&t2, 0, fb, 0);
  pthread_join(t1, 0);
  int sum = a; // NORACE
  sum += b; // RACE
  pthread_join(t2, 0);
  return sum;
}
