#include <pthread.h>
int slot[4];
void *w0(void *p) { slot[0] = 1; slot[2] = 3; return p; } // RACE
int idx(void *p) { return p ? 1 : 2; }
void *w1(void *p) { slot[1] = 1; return p; } // RACE
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, w0, 0);
  pthread_create(&b, 0, w1, 0);
  slot[3] = 9; // NORACE
  slot[2] = 4; // RACE
  for (int i = 0; i < 2; i++)
    slot[i]--; // RACE
  pthread_join(a, 0);
  pthread_join(b, 0);
  return 0;
}
