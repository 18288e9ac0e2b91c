#include <pthread.h>
int hot, cold, idle;
static int *pick(int n) {
  switch (n) {
  case 0: return &hot;
  case 1: return &cold;
  default: return 0;
  }
}
void *heater(void *p) {
  int *which = pick(p != 0);
  if (which)
    (*which)++; // RACE
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, heater, 0);
  hot--; // RACE
  cold--; // RACE
  idle--; // NORACE
  pthread_join(t, 0);
  return 0;
}
