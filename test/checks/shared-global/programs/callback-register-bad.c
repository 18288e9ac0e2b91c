#include <pthread.h>

typedef void (*event_cb)(int, void *);
static event_cb callbacks[8];
static void *callback_args[8];
static int ncallbacks;

static void on_event(event_cb cb, void *arg) {
    callbacks[ncallbacks] = cb; // NORACE
    callback_args[ncallbacks++] = arg; // NORACE
}
static void fire(int event) {
    for (int i = 0; i < ncallbacks; i++) // NORACE
        callbacks[i](event, callback_args[i]); // NORACE
}
static int seen;
static void count(int event, void *arg) {
    int *where = arg;
    *where += event; // RACE
}
static void *source(void *p) {
    for (int i = 0; i < 10; i++)
        fire(i);
    return p;
}
int main(void) {
    pthread_t a, b;
    on_event(count, &seen);
    pthread_create(&a, NULL, source, NULL);
    pthread_create(&b, NULL, source, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return seen; // NORACE
}
