#include "race.h"

static int made, *table;
static void set_up(void) {
  if (table) // NORACE
    return;
  table = &made; // RACE
}
static void *worker(void *p) { return table ? p : 0; } // RACE
int main(void) {
  for (int i = 0; i < 3; i++) {
    pthread_t t;
    pthread_create(&t, 0, worker, 0);
    pthread_detach(t);
    set_up();
  }
}
