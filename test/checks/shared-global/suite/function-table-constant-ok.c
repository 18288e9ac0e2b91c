#include "race.h"

static int adds, subs;
static void add(void) { adds++; } // NORACE
static void sub(void) { subs++; } // NORACE
static void nop(void) { }
static void (*const ops[2])(void) = { add, sub };
static void (*const quiet[1])(void) = { nop };
static void *w(void *a) { ops[0](); return a; }
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, w, NULL);
  quiet[0]();
  pthread_join(t, NULL);
  return adds + subs; // NORACE
}
