#include <pthread.h>
#include <string.h>
#include <stdlib.h>

static struct config {
    char host[64];
    int port;
} config;
static pthread_rwlock_t config_lock = PTHREAD_RWLOCK_INITIALIZER;

static int read_port(void) {
    int p;
    pthread_rwlock_rdlock(&config_lock);
    p = config.port; // NORACE
    pthread_rwlock_unlock(&config_lock);
    return p;
}
static void reload(const char *host, int port) {
    pthread_rwlock_wrlock(&config_lock);
    strncpy(config.host, host, sizeof config.host - 1); // NORACE
    config.port = port; // NORACE
    pthread_rwlock_unlock(&config_lock);
}
static void *reader(void *p) {
    char copy[64];
    pthread_rwlock_rdlock(&config_lock);
    strcpy(copy, config.host); // NORACE
    pthread_rwlock_unlock(&config_lock);
    return (void *) (long) read_port();
}
static void *reloader(void *p) {
    reload("localhost", 80);
    return p;
}
int main(void) {
    pthread_t r[3], w;
    reload("example.org", 8080);
    for (int i = 0; i < 3; i++)
        pthread_create(&r[i], NULL, reader, NULL);
    pthread_create(&w, NULL, reloader, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(r[i], NULL);
    pthread_join(w, NULL);
    return 0;
}
