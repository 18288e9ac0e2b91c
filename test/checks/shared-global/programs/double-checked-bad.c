#include <pthread.h>
#include <stdlib.h>

struct settings { int verbose; };
static struct settings *instance;
static pthread_mutex_t once_lock = PTHREAD_MUTEX_INITIALIZER;

struct settings *get_settings(void) {
    if (instance == NULL) { // RACE
        pthread_mutex_lock(&once_lock);
        if (instance == NULL) // NORACE
            instance = calloc(1, sizeof(struct settings)); // RACE
        pthread_mutex_unlock(&once_lock);
    }
    return instance; // RACE
}
static void *user(void *p) {
    return get_settings() ? p : NULL;
}
int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, user, NULL);
    pthread_create(&b, NULL, user, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
