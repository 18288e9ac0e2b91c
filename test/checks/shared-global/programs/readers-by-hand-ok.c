#include <pthread.h>
#include <semaphore.h>

sem_t room_empty, turnstile;
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
int readers;
int data;

void *writer(void *p) {
    sem_wait(&room_empty);
    data++; // NORACE
    sem_post(&room_empty);
    return p;
}
void *reader(void *p) {
    pthread_mutex_lock(&m);
    if (++readers == 1) // NORACE
        sem_wait(&room_empty);
    pthread_mutex_unlock(&m);
    int seen = data; // NORACE
    pthread_mutex_lock(&m);
    if (--readers == 0) // NORACE
        sem_post(&room_empty);
    pthread_mutex_unlock(&m);
    return (void *) (long) seen;
}
int main(void) {
    pthread_t r1, r2, w;
    sem_init(&room_empty, 0, 1);
    pthread_create(&r1, 0, reader, 0);
    pthread_create(&r2, 0, reader, 0);
    pthread_create(&w, 0, writer, 0);
    pthread_join(r1, 0);
    pthread_join(r2, 0);
    pthread_join(w, 0);
    return 0;
}
