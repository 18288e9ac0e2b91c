#include <pthread.h>
#include <stdlib.h>
int entries;
char *names[10];
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
int add(const char *name) {
  int err = -1;
  char *copy = malloc(8);
  if (!copy)
    return err;
  pthread_mutex_lock(&m);
  if (entries >= 10) // NORACE
    goto out;
  names[entries++] = copy; // NORACE
  copy = NULL;
  err = 0;
out:
  pthread_mutex_unlock(&m);
  free(copy);
  return err;
}
void *run(void *p) { add("x"); return p; }
int main(void) {
  pthread_t a, b;
  if (pthread_create(&a, 0, run, 0))
    return 1;
  if (pthread_create(&b, 0, run, 0))
    return 1;
  pthread_join(a, 0);
  pthread_join(b, 0);
  return entries; // NORACE
}
