#include <pthread.h>

#define T 4
static pthread_mutex_t bm = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bc = PTHREAD_COND_INITIALIZER;
static int arrived, generation;

static void barrier_wait(void) {
    pthread_mutex_lock(&bm);
    int mine = generation; // NORACE
    if (++arrived == T) { // NORACE
        arrived = 0; // NORACE
        generation++; // NORACE
        pthread_cond_broadcast(&bc);
    } else {
        while (mine == generation) // NORACE
            pthread_cond_wait(&bc, &bm);
    }
    pthread_mutex_unlock(&bm);
}
static int cells[T];
static void *worker(void *p) {
    int id = (int) (long) p;
    cells[id] = id; // NORACE
    barrier_wait();
    return (void *) (long) cells[id]; // NORACE
}
int main(void) {
    pthread_t t[T];
    for (long i = 0; i < T; i++)
        pthread_create(&t[i], 0, worker, (void *) i);
    for (int i = 0; i < T; i++)
        pthread_join(t[i], 0);
    return 0;
}
