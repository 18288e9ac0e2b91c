#include <pthread.h>
static int next_id(void) {
  static int id = 0;
  return ++id; // RACE
}
static const char *label(int n) {
  static char text[16];
  text[0] = 'a' + n; // RACE
  return text;
}
void *run(void *p) { label(next_id()); return p; }
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, run, 0);
  pthread_create(&b, 0, run, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  return 0;
}
