#include <pthread.h>
#include <stdlib.h>

enum { N = 4 };
typedef struct account { long cents; pthread_mutex_t guard; } account;
static account *bank[N];
static account vault[N];

static long look(account *a) {
  long seen;
  pthread_mutex_lock(&a->guard);
  seen = a->cents; // NORACE
  pthread_mutex_unlock(&a->guard);
  return seen;
}
static void put(account *a, long n) {
  pthread_mutex_lock(&a->guard);
  a->cents += n; // NORACE
  pthread_mutex_unlock(&a->guard);
}
static void *clerk(void *p) {
  for (int i = 0; i < N; i++) {
    put(bank[i], 5); // NORACE
    look(bank[(i + 1) % N]); // NORACE
  }
  return p;
}
int main(void) {
  pthread_t t1, t2;
  int i;
  for (i = 0; i < N; i++) {
    bank[i] = &vault[i]; // NORACE
    pthread_mutex_init(&bank[i]->guard, NULL);
  }
  pthread_create(&t1, NULL, clerk, NULL);
  pthread_create(&t2, NULL, clerk, NULL);
  pthread_join(t1, NULL);
  pthread_join(t2, NULL);
  return 0;
}
