#include <pthread.h>
int left, right;
static void swap(int *a, int *b) {
  int t = *a; // RACE
  *a = *b; // RACE
  *b = t; // RACE
}
void *flip(void *p) { swap(&left, &right); return p; }
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, flip, 0);
  swap(&right, &left);
  pthread_join(t, 0);
  return 0;
}
