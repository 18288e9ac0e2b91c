#include "race.h"

struct acc { pthread_mutex_t m; int bal; };
#define N 3
static struct acc *accs[N];
static void move(int from, int to, int amt) {
  pthread_mutex_lock(&accs[from]->m);
  accs[from]->bal -= amt; // RACE
  pthread_mutex_unlock(&accs[from]->m);
  accs[to]->bal += amt; // RACE
}
static void *w(void *a) { for (int i = 0; i < 9; i++) move(i % N, (i + 1) % N, 1); return a; }
int main(void) {
  pthread_t t, u;
  for (int i = 0; i < N; i++) {
    accs[i] = malloc(sizeof *accs[i]); // NORACE
    accs[i]->bal = 100; // NORACE
    pthread_mutex_init(&accs[i]->m, NULL);
  }
  pthread_create(&t, NULL, w, NULL);
  pthread_create(&u, NULL, w, NULL);
  pthread_join(t, NULL);
  pthread_join(u, NULL);
  return accs[0]->bal; // NORACE
}
