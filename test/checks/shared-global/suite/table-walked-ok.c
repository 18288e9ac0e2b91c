#include "race.h"

struct task { const char *name; void *(*run)(void *); pthread_t id; };
static int io, cpu;
static void *do_io(void *p) { io++; return p; } // NORACE
static void *do_cpu(void *p) { cpu++; return p; } // NORACE
static struct task tasks[] = {
  { "io", do_io, 0 }, { "cpu", do_cpu, 0 }, 
};
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
int main(void) {
  for (struct task *t = tasks; t != tasks + COUNT(tasks); t++)
    pthread_create(&t->id, NULL, t->run, t);
  for (struct task *t = tasks; t != tasks + COUNT(tasks); t++)
    pthread_join(t->id, NULL);
  return io + cpu; // NORACE
}
