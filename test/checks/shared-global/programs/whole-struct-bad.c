#include <pthread.h>
struct point { int x, y; } here, there, origin;
void *mover(void *p) {
  here.x = 1; // RACE
  there.y++; // RACE
  origin.x++; // NORACE
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, mover, 0);
  struct point copy = here; // RACE
  there = copy; // RACE
  origin.y = 2; // NORACE
  pthread_join(t, 0);
  return 0;
}
