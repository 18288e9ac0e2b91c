#include "race.h"

typedef int (*visit_fn)(int, void *);
static int keys[5] = { 1, 2, 3, 4, 5 };
static int visited;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void for_each(visit_fn f, void *ctx) { for (int i = 0; i < 5; i++) if (f(keys[i], ctx)) break; } // NORACE
static int count(int k, void *ctx) {
  (void)k;
  ++*(int *)ctx; // NORACE
  return 0;
}
static void *w(void *a) {
  pthread_mutex_lock(&m);
  for_each(count, &visited);
  pthread_mutex_unlock(&m);
  return a;
}
int main(void) {
  pthread_t t, u;
  int mine = 0;
  pthread_create(&t, NULL, w, NULL);
  pthread_create(&u, NULL, w, NULL);
  for_each(count, &mine);
  pthread_join(t, NULL);
  pthread_join(u, NULL);
  return visited + mine; // NORACE
}
