#include "race.h"

// A wrapper starts every thread; what it returns tells which one is joined.
struct worker {
  pthread_t id;
};
struct order {
  void (*run)(void *);
  void *with;
};
static void *enter(void *p) {
  struct order *o = p;
  o->run(o->with);
  free(o);
  return 0;
}
static struct worker *launch(void (*run)(void *), void *with) {
  struct order *o = malloc(sizeof *o);
  o->run = run;
  o->with = with;
  struct worker *w = malloc(sizeof *w);
  pthread_create(&w->id, 0, enter, o);
  return w;
}
static void join(struct worker *w) {
  pthread_join(w->id, 0);
  free(w);
}
static int read_lines, written_lines, depth;
static void reader(void *p) { read_lines++; }     // RACE
static void writer(void *p) { written_lines++; }  // NORACE
static void nested(void *p) { depth++; }          // NORACE
int main(void) {
  struct worker *r = launch(reader, 0);
  struct worker *w = launch(writer, 0);
  read_lines++; // RACE
  join(w);
  written_lines++; // NORACE
  join(r);
  join(launch(nested, 0));
  depth++; // NORACE
}
