#include "race.h"

static int made, *table;
static void set_up(void) {
  if (table) // NORACE
    return;
  table = &made; // NORACE
}
static void *worker(void *p) { return *table ? p : 0; } // NORACE
int main(void) {
  for (int i = 0; i < 3; i++) {
    pthread_t t;
    set_up();
    pthread_create(&t, 0, worker, 0);
    pthread_detach(t);
  }
}
