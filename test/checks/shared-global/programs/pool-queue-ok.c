#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

typedef void (*job_fn)(void *);
typedef struct job {
    job_fn fn;
    void *arg;
    struct job *next;
} job_t;

typedef struct {
    job_t *head, *tail;
    bool stop;
    pthread_mutex_t lock;
    pthread_cond_t ready;
    pthread_t threads[4];
} pool_t;

static pool_t pool = { .lock = PTHREAD_MUTEX_INITIALIZER, .ready = PTHREAD_COND_INITIALIZER };
static int done;
static pthread_mutex_t done_lock = PTHREAD_MUTEX_INITIALIZER;

static void work(void *arg) {
    int *n = arg;
    pthread_mutex_lock(&done_lock);
    done += *n; // NORACE
    pthread_mutex_unlock(&done_lock);
    free(n);
}

static void *pool_main(void *p) {
    pool_t *pl = p;
    for (;;) {
        pthread_mutex_lock(&pl->lock);
        while (pl->head == NULL && !pl->stop) // NORACE
            pthread_cond_wait(&pl->ready, &pl->lock);
        if (pl->stop && pl->head == NULL) { // NORACE
            pthread_mutex_unlock(&pl->lock);
            return NULL;
        }
        job_t *j = pl->head; // NORACE
        pl->head = j->next; // NORACE
        if (pl->head == NULL) // NORACE
            pl->tail = NULL; // NORACE
        pthread_mutex_unlock(&pl->lock);
        j->fn(j->arg);
        free(j);
    }
}

static void pool_add(pool_t *pl, job_fn fn, void *arg) {
    job_t *j = malloc(sizeof *j);
    j->fn = fn;
    j->arg = arg;
    j->next = NULL;
    pthread_mutex_lock(&pl->lock);
    if (pl->tail) // NORACE
        pl->tail->next = j; // NORACE
    else
        pl->head = j; // NORACE
    pl->tail = j; // NORACE
    pthread_cond_signal(&pl->ready);
    pthread_mutex_unlock(&pl->lock);
}

int main(void) {
    for (int i = 0; i < 4; i++)
        pthread_create(&pool.threads[i], NULL, pool_main, &pool);
    for (int i = 0; i < 100; i++) {
        int *n = malloc(sizeof *n);
        *n = i;
        pool_add(&pool, work, n);
    }
    pthread_mutex_lock(&pool.lock);
    pool.stop = true; // NORACE
    pthread_cond_broadcast(&pool.ready);
    pthread_mutex_unlock(&pool.lock);
    for (int i = 0; i < 4; i++)
        pthread_join(pool.threads[i], NULL);
    return done; // NORACE
}
