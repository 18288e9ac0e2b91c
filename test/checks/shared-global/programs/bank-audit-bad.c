#include <pthread.h>
#include <stdlib.h>

enum { N = 4 };
typedef struct account { long cents; pthread_mutex_t guard; } account;
static account vault[N];
static long total;

static void put(account *a, long n) {
  pthread_mutex_lock(&a->guard);
  a->cents += n; // RACE
  pthread_mutex_unlock(&a->guard);
}
static void *clerk(void *p) {
  for (int i = 0; i < 100; i++)
    put(&vault[rand() % N], 5);
  return p;
}
static void *auditor(void *p) {
  long sum = 0;
  for (int i = 0; i < N; i++)
    sum += vault[i].cents; // RACE
  total = sum; // NORACE
  return p;
}
int main(void) {
  pthread_t t1, t2;
  for (int i = 0; i < N; i++)
    pthread_mutex_init(&vault[i].guard, NULL);
  pthread_create(&t1, NULL, clerk, NULL);
  pthread_create(&t2, NULL, auditor, NULL);
  pthread_join(t1, NULL);
  pthread_join(t2, NULL);
  return total > 0; // NORACE
}
