#include <pthread.h>
#include <stdlib.h>
int *shared;
void *run(void *p) { *shared = 1; return p; } // RACE
int main(void) {
  pthread_t t;
  shared = malloc(sizeof *shared); // NORACE
  pthread_create(&t, 0, run, 0);
  *shared = 2; // RACE
  pthread_join(t, 0);
  free(shared); // NORACE
  return 0;
}
