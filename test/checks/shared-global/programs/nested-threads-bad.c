#include <pthread.h>
int depth, leaf;
void *child(void *p) { leaf++; return p; } // RACE
void *parent(void *p) {
  pthread_t c;
  depth = 1; // NORACE
  pthread_create(&c, 0, child, 0);
  pthread_detach(c);
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, parent, 0);
  pthread_join(t, 0);
  depth = 2; // NORACE
  leaf = 5; // RACE
  return 0;
}
