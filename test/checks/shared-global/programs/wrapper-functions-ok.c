#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void die(const char *what) { perror(what); exit(1); }
static void Pthread_mutex_lock(pthread_mutex_t *m) { if (pthread_mutex_lock(m)) die("lock"); }
static void Pthread_mutex_unlock(pthread_mutex_t *m) { if (pthread_mutex_unlock(m)) die("unlock"); }
static pthread_t Pthread_create(void *(*fn)(void *), void *arg) {
    pthread_t t;
    if (pthread_create(&t, NULL, fn, arg) != 0)
        die("create");
    return t;
}
static void Pthread_join(pthread_t t) { if (pthread_join(t, NULL)) die("join"); }

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int n;
static void *run(void *p) {
    Pthread_mutex_lock(&m);
    n++; // NORACE
    Pthread_mutex_unlock(&m);
    return p;
}
int main(void) {
    pthread_t a = Pthread_create(run, NULL), b = Pthread_create(run, NULL);
    Pthread_join(a);
    Pthread_join(b);
    printf("%d\n", n); // NORACE
    return 0;
}
