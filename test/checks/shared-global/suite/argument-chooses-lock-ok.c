#include "race.h"
#include <stdarg.h>

enum { READING = 1, WRITING = 2, QUIET = 4 };

static int table, lines, shown;
static pthread_rwlock_t guard = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t out = PTHREAD_MUTEX_INITIALIZER;

static void enter(int mode) {
  if (mode & WRITING)
    pthread_rwlock_wrlock(&guard);
  else
    pthread_rwlock_rdlock(&guard);
}
static void note(int locked, const char *format, ...) {
  va_list rest;
  va_start(rest, format);
  if (!locked)
    pthread_mutex_lock(&out);
  lines++; // NORACE
  vprintf(format, rest);
  if (!locked)
    pthread_mutex_unlock(&out);
  va_end(rest);
}
static void say(int mode, const char *text) { note(mode | QUIET, "%s", text); }
static void show(int mode) {
  switch (mode) {
  case READING:
    break;
  case WRITING:
    shown = 0; // NORACE
    break;
  default:
    shown++; // NORACE
  }
}
static void *worker(void *p) {
  enter(WRITING);
  table++; // NORACE
  pthread_rwlock_unlock(&guard);
  note(0, "written\n");
  pthread_mutex_lock(&out);
  say(0, "twice\n");
  pthread_mutex_unlock(&out);
  show(READING);
  return 0;
}
int main(void) {
  START(t, worker);
  enter(READING);
  printf("%d\n", table); // NORACE
  pthread_rwlock_unlock(&guard);
  note(0, "read\n");
  show(WRITING);
  show(0);
  JOIN(t);
}
