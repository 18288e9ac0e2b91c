#include <pthread.h>
#include <stdlib.h>

struct task {
    void (*run)(int);
    int arg;
    struct task *next;
};

static struct task *tasks;
static pthread_mutex_t tasks_lock = PTHREAD_MUTEX_INITIALIZER;
static int sum;

static void add_up(int n) { sum += n; } // RACE

static struct task *take(void) {
    struct task *t;
    pthread_mutex_lock(&tasks_lock);
    t = tasks; // NORACE
    if (t)
        tasks = t->next; // NORACE
    pthread_mutex_unlock(&tasks_lock);
    return t;
}

static void submit(void (*run)(int), int arg) {
    struct task *t = malloc(sizeof(struct task));
    t->run = run;
    t->arg = arg;
    pthread_mutex_lock(&tasks_lock);
    t->next = tasks; // NORACE
    tasks = t; // NORACE
    pthread_mutex_unlock(&tasks_lock);
}

static void *worker(void *unused) {
    struct task *t;
    while ((t = take()) != NULL) {
        t->run(t->arg);
        free(t);
    }
    return unused;
}

int main(void) {
    pthread_t w[2];
    for (int i = 0; i < 10; i++)
        submit(add_up, i);
    pthread_create(&w[0], NULL, worker, NULL);
    pthread_create(&w[1], NULL, worker, NULL);
    pthread_join(w[0], NULL);
    pthread_join(w[1], NULL);
    return sum; // NORACE
}
