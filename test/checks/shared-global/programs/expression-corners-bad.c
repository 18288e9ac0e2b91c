#include <pthread.h>
#include <string.h>
int i, j, k, l, mode, size = 4, flags;
char text[64];
int use(int n) { return n; }
void *run(void *p) {
  use(i++); // RACE
  j += 2, k = 1; // RACE
  mode = mode ? 0 : 1; // RACE
  l = sizeof(flags); // NORACE
  flags |= 4; // RACE
  memset(text, 0, sizeof text); // RACE
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, run, 0);
  int a = i; // RACE
  while (j < 10) // RACE
    a++;
  switch (k) { // RACE
  case 0: a = 2;
  }
  for (int n = 0; n < mode; n++) // RACE
    a += n;
  a = flags & 1 ? a : 3; // RACE
  a += strlen(text); // RACE
  pthread_join(t, 0);
  return a + l; // NORACE
}
