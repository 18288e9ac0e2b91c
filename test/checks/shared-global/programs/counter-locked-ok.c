#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    long value;
    pthread_mutex_t lock;
} counter_t;

static counter_t counter = { 0, PTHREAD_MUTEX_INITIALIZER };

static void counter_add(counter_t *c, long n) {
    pthread_mutex_lock(&c->lock);
    c->value += n; // NORACE
    pthread_mutex_unlock(&c->lock);
}

static void *run(void *arg) {
    long times = (long) arg;
    while (times-- > 0)
        counter_add(&counter, 1);
    return NULL;
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 2;
    pthread_t *threads = malloc(n * sizeof *threads);
    for (int i = 0; i < n; ++i) {
        if (pthread_create(&threads[i], NULL, run, (void *) 1000L) != 0) {
            perror("pthread_create");
            exit(1);
        }
    }
    for (int i = 0; i < n; ++i)
        pthread_join(threads[i], NULL);
    printf("%ld\n", counter.value); // NORACE
    free(threads);
    return 0;
}
