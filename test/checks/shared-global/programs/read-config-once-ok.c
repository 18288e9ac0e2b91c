#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
static int verbosity;
static char path[256];
static const char *prog;
static void parse(int argc, char **argv) {
  prog = argv[0]; // NORACE
  for (int i = 1; i < argc; i++)
    if (argv[i][0] == '-')
      verbosity++; // NORACE
    else
      snprintf(path, sizeof path, "%s", argv[i]); // NORACE
}
static void *run(void *p) {
  if (verbosity > 1) // NORACE
    printf("%s: %s\n", prog, path); // NORACE
  return p;
}
int main(int argc, char **argv) {
  pthread_t t[2];
  parse(argc, argv);
  for (int i = 0; i < 2; i++)
    pthread_create(&t[i], 0, run, 0);
  for (int i = 0; i < 2; i++)
    pthread_join(t[i], 0);
  return 0;
}
