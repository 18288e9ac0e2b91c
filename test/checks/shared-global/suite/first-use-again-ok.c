#include "race.h"

// A table that is made on first use, with its workers, unmade, and made again.
static int *table;
static pthread_t workers[2];
static void *work(void *p) {
  return table[1] ? p : 0; // NORACE
}
static void set_up(void) {
  if (table != NULL) // NORACE
    return;
  table = calloc(2, sizeof *table); // NORACE
  for (int i = 0; i < 2; i++)
    pthread_create(&workers[i], 0, work, 0);
}
static void tear_down(void) {
  if (table == NULL) // NORACE
    return;
  for (int i = 0; i < 2; i++)
    pthread_join(workers[i], 0);
  free(table); // NORACE
  table = NULL; // NORACE
}
int main(int argc, char **argv) {
  for (int i = 0; i < argc; i++) {
    set_up();
    if (argv[i][0] == '-')
      tear_down();
  }
  tear_down();
}
