#include "race.h"

// Each thread runs a function that was put into a structure elsewhere: which
// one is a guess, and a guess is not reported.
struct task {
  void (*run)(void);
  pthread_t id;
};
static int hits, misses;
static void hit(void) { hits++; }    // FN_RACE
static void miss(void) { misses++; } // NORACE
static struct task *task(void (*run)(void)) {
  struct task *t = malloc(sizeof *t);
  t->run = run;
  return t;
}
static void *enter(void *p) {
  struct task *t = p;
  t->run();
  return 0;
}
static void begin(struct task *t) { pthread_create(&t->id, 0, enter, t); }
int main(void) {
  struct task *a = task(hit), *b = task(hit), *c = task(miss);
  begin(a);
  begin(b);
  begin(c);
  pthread_join(a->id, 0);
  pthread_join(b->id, 0);
  pthread_join(c->id, 0);
}
