#include <pthread.h>
typedef struct { pthread_mutex_t *mtx; int *value; } shared_ref;
int shared;
pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;
void *add(void *v) {
  shared_ref *ref = (shared_ref *) v;
  pthread_mutex_lock(ref->mtx);
  *ref->value += 1; // NORACE
  pthread_mutex_unlock(ref->mtx);
  return 0;
}
int main(void) {
  shared_ref ref;
  pthread_t one, two;
  ref.mtx = &mtx;
  ref.value = &shared;
  pthread_create(&one, 0, add, &ref);
  pthread_create(&two, 0, add, &ref);
  pthread_mutex_lock(&mtx);
  shared += 10; // NORACE
  pthread_mutex_unlock(&mtx);
  pthread_join(one, 0);
  pthread_join(two, 0);
  return shared; // NORACE
}
