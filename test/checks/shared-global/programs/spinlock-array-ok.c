#include <pthread.h>
#define BUCKETS 16
struct bucket { pthread_spinlock_t lock; unsigned n; } buckets[BUCKETS];
static unsigned hash(unsigned k) { return k * 2654435761u; }
void insert(unsigned key) {
  struct bucket *b = &buckets[hash(key) % BUCKETS];
  pthread_spin_lock(&b->lock);
  b->n++; // NORACE
  pthread_spin_unlock(&b->lock);
}
void *run(void *p) { for (unsigned i = 0; i < 100; i++) insert(i); return p; }
int main(void) {
  pthread_t t;
  for (int i = 0; i < BUCKETS; i++)
    pthread_spin_init(&buckets[i].lock, 0);
  pthread_create(&t, 0, run, 0);
  insert(7);
  pthread_join(t, 0);
  return 0;
}
