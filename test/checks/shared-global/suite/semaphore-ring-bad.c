#include "race.h"

static sem_t empty, full;
static int slot;
static void *producer(void *a) {
  for (int i = 0; i < 9; i++) {
    sem_wait(&empty);
    slot = i; // RACE
    sem_post(&full);
  }
  return a;
}
static void *consumer(void *a) {
  for (int i = 0; i < 9; i++) {
    sem_wait(&full);
    printf("%d\n", slot); // RACE
    sem_post(&empty);
  }
  return a;
}
int main(void) {
  sem_init(&empty, 0, 1);
  sem_init(&full, 0, 1);
  START(t, producer);
  START(u, consumer);
  JOIN(t);
  JOIN(u);
}
