#include <pthread.h>
#include <stdlib.h>
struct node { int v; struct node *next; };
static struct node *list;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *adder(void *p) {
  struct node *n = malloc(sizeof *n);
  n->v = 1; // NORACE
  pthread_mutex_lock(&m);
  n->next = list; // NORACE
  list = n; // RACE
  pthread_mutex_unlock(&m);
  return p;
}
static void *walker(void *p) {
  int sum = 0;
  for (struct node *n = list; n; n = n->next) // RACE
    sum += n->v;
  return sum ? p : 0;
}
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, adder, 0);
  pthread_create(&b, 0, walker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  return 0;
}
