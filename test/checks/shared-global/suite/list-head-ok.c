#include "race.h"

struct node {
  struct node *next;
  int hits;
};
static struct node head;
static void append(void) {
  struct node *last = &head;
  while (last->next)
    last = last->next;
  last->next = calloc(1, sizeof(struct node));
}
static void *worker(void *p) {
  // The head itself is not one of the elements.
  for (struct node *n = head.next; n; n = n->next)
    n->hits++; // NORACE
  return 0;
}
int main(void) {
  append();
  append();
  START(t, worker);
  head.hits++; // NORACE
  JOIN(t);
}
