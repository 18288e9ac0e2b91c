#include "race.h"

struct node { int n; struct node *next; } a, b;
void *worker(void *p) {
  a.next->n = 1; // RACE
  return 0;
}
int main(void) {
  a.next = &b; // NORACE
  START(t, worker);
  b.n = 2; // RACE
  JOIN(t);
}
