#include "race.h"

int v[4], sum;
void *worker(void *p) {
  int i = *(int *)p;
  v[i]++; // NORACE
  return 0;
}
int main(void) {
  pthread_t t[4];
  int id[4];
  for (int i = 0; i < 4; i++) {
    id[i] = i;
    pthread_create(&t[i], 0, worker, &id[i]);
  }
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], 0);
  printf("%d", sum); // NORACE
}
