#include <pthread.h>
#include <stdlib.h>

static void must(int rc) { if (rc) abort(); }
static int spawn(pthread_t *t, void *(*fn)(void *), void *arg) {
    pthread_attr_t attr;
    must(pthread_attr_init(&attr));
    int rc = pthread_create(t, &attr, fn, arg);
    pthread_attr_destroy(&attr);
    return rc;
}
static int n, m;
static void *run(void *p) {
    n++; // RACE
    return p;
}
static void *walk(void *p) {
    m++; // NORACE
    return p;
}
int main(void) {
    pthread_t a, b, c;
    must(spawn(&a, run, NULL));
    must(spawn(&b, run, NULL));
    must(spawn(&c, walk, NULL));
    must(pthread_join(a, NULL));
    must(pthread_join(b, NULL));
    must(pthread_join(c, NULL));
    return n + m; // NORACE
}
