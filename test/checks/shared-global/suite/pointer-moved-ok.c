#include "race.h"

struct s { int datum; pthread_mutex_t mutex; } A[10];
static void *w(void *p) {
  int i = rand() % 10;
  struct s *e = &A[i];
  pthread_mutex_lock(&e->mutex);
  e->datum++; // NORACE
  pthread_mutex_unlock(&e->mutex);
  return p;
}
int main(void) {
  pthread_t t;
  for (int i = 0; i < 10; i++) pthread_mutex_init(&A[i].mutex, NULL);
  pthread_create(&t, NULL, w, NULL);
  int j = rand() % 10;
  struct s *f = &A[j];
  pthread_mutex_lock(&f->mutex);
  f->datum++; // NORACE
  pthread_mutex_unlock(&f->mutex);
  pthread_join(t, NULL);
  return 0;
}
