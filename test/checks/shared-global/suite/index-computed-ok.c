#include "race.h"

typedef struct { pthread_rwlock_t l; char v[16]; } entry;
static entry tab[4];
static void set(int i, const char *s) {
  pthread_rwlock_wrlock(&tab[i].l);
  strcpy(tab[i].v, s); // NORACE
  pthread_rwlock_unlock(&tab[i].l);
}
static int get(int i, char *out) {
  pthread_rwlock_rdlock(&tab[i].l);
  strcpy(out, tab[i].v); // NORACE
  pthread_rwlock_unlock(&tab[i].l);
  return out[0];
}
static void *w(void *a) { set(rand() % 4, "x"); return a; }
int main(void) {
  pthread_t t;
  char b[16];
  for (int i = 0; i < 4; i++) pthread_rwlock_init(&tab[i].l, NULL);
  pthread_create(&t, NULL, w, NULL);
  get(rand() % 4, b);
  pthread_join(t, NULL);
  return 0;
}
