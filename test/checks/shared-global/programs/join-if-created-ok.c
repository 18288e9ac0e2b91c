#include <pthread.h>
#include <stdlib.h>
#include <stdbool.h>
int x;
void *run(void *p) { x = 1; return p; } // NORACE
int main(int argc, char **argv) {
  pthread_t t;
  bool started = false;
  if (argc > 1) {
    if (pthread_create(&t, 0, run, 0) == 0)
      started = true;
  }
  if (started)
    pthread_join(t, 0);
  x = 2; // NORACE
  return 0;
}
