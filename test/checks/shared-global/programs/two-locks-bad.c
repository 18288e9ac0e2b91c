#include <pthread.h>
pthread_mutex_t read_lock, write_lock;
int shared;
void *reader(void *p) {
  int v;
  pthread_mutex_lock(&read_lock);
  v = shared; // RACE
  pthread_mutex_unlock(&read_lock);
  return (void *) (long) v;
}
void *writer(void *p) {
  pthread_mutex_lock(&write_lock);
  shared = 1; // RACE
  pthread_mutex_unlock(&write_lock);
  return p;
}
int main(void) {
  pthread_t a, b;
  pthread_mutex_init(&read_lock, 0);
  pthread_mutex_init(&write_lock, 0);
  pthread_create(&a, 0, reader, 0);
  pthread_create(&b, 0, writer, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  return 0;
}
