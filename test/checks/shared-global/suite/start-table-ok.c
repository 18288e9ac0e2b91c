#include "race.h"

int x, y;
void *one(void *p) {
  x++; // NORACE
  return 0;
}
void *two(void *p) {
  y++; // NORACE
  return 0;
}
void *(*table[2])(void *) = {one, two};
int main(void) {
  pthread_t t[2];
  for (int i = 0; i < 2; i++)
    pthread_create(&t[i], 0, table[i], 0);
  for (int i = 0; i < 2; i++)
    pthread_join(t[i], 0);
}
