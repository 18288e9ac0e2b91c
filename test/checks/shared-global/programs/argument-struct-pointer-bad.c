#include <pthread.h>
#include <stdlib.h>

struct job_args {
    int *result;
    pthread_mutex_t *lock;
    int from, to;
};
static int answer;
static int checked;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *search(void *p) {
    struct job_args *a = p;
    for (int i = a->from; i < a->to; i++) {
        if (i % 7 == 3)
            *a->result = i; // RACE
        pthread_mutex_lock(a->lock);
        checked++; // NORACE
        pthread_mutex_unlock(a->lock);
    }
    free(a);
    return NULL;
}
int main(void) {
    pthread_t t[4];
    for (int i = 0; i < 4; i++) {
        struct job_args *a = malloc(sizeof *a);
        a->result = &answer;
        a->lock = &lock;
        a->from = i * 100;
        a->to = a->from + 100;
        pthread_create(t + i, NULL, search, a);
    }
    pthread_mutex_lock(&lock);
    checked = 0; // NORACE
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return answer; // NORACE
}
