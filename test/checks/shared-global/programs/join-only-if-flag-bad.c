#include <pthread.h>
#include <stdlib.h>
int x;
void *run(void *p) { x = 1; return p; } // RACE
int main(int argc, char **argv) {
  pthread_t t;
  int wait = getenv("WAIT") != NULL;
  pthread_create(&t, 0, run, 0);
  if (wait)
    pthread_join(t, 0);
  x = 2; // RACE
  return 0;
}
