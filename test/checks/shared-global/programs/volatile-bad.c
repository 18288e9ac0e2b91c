#include <pthread.h>
static volatile int stop;
static volatile unsigned ticks;
static void *clock_main(void *p) {
  while (!stop) // RACE
    ticks++; // RACE
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, clock_main, 0);
  while (ticks < 1000) // RACE
    ;
  stop = 1; // RACE
  pthread_join(t, 0);
  return 0;
}
