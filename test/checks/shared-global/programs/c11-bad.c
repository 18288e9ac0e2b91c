#include <threads.h>
#include <stdio.h>
static int n;
static mtx_t lock;
static int run(void *arg) {
  mtx_lock(&lock);
  n++; // RACE
  mtx_unlock(&lock);
  return 0;
}
int main(void) {
  thrd_t t;
  mtx_init(&lock, mtx_plain);
  thrd_create(&t, run, NULL);
  printf("%d\n", n); // RACE
  thrd_join(t, NULL);
  printf("%d\n", n); // NORACE
  mtx_destroy(&lock);
  return 0;
}
