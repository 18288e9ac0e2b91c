#include <pthread.h>
int progress;
void *run(void *p) {
  for (;;)
    progress++; // RACE
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, run, 0);
  return progress > 10; // RACE
}
