#include <pthread.h>
#include <stdlib.h>

#define SIZE 16
static struct {
  int items[SIZE];
  int head, tail, used;
  pthread_mutex_t m;
  pthread_cond_t c;
} q = {.m = PTHREAD_MUTEX_INITIALIZER, .c = PTHREAD_COND_INITIALIZER};

static int empty(void) { return q.used == 0; } // RACE

static void *producer(void *arg) {
  for (int i = 0; i < 10; i++) {
    pthread_mutex_lock(&q.m);
    if (q.used < SIZE) { // NORACE
      q.items[q.head++ % SIZE] = i; // NORACE
      q.used++; // RACE
    }
    pthread_cond_signal(&q.c);
    pthread_mutex_unlock(&q.m);
  }
  return arg;
}
static void *consumer(void *arg) {
  while (!empty()) {
    pthread_mutex_lock(&q.m);
    int item = q.items[q.tail++ % SIZE]; // NORACE
    q.used--; // NORACE
    pthread_mutex_unlock(&q.m);
    if (item < 0)
      break;
  }
  return arg;
}
int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, producer, NULL);
  pthread_create(&b, NULL, consumer, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  return 0;
}
