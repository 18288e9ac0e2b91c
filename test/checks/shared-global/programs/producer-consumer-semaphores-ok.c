#include <pthread.h>
#include <semaphore.h>

#define N 8
int ring[N];
int rd, wr;
sem_t empty_slots, full_slots, mutex;

void *produce(void *a) {
    for (int i = 0; i < 64; i++) {
        sem_wait(&empty_slots);
        sem_wait(&mutex);
        ring[wr] = i; // NORACE
        wr = (wr + 1) % N; // NORACE
        sem_post(&mutex);
        sem_post(&full_slots);
    }
    return a;
}
void *consume(void *a) {
    int sum = 0;
    for (int i = 0; i < 64; i++) {
        sem_wait(&full_slots);
        sem_wait(&mutex);
        sum += ring[rd]; // NORACE
        rd = (rd + 1) % N; // NORACE
        sem_post(&mutex);
        sem_post(&empty_slots);
    }
    return a;
}
int main(void) {
    pthread_t p[2], c[2];
    sem_init(&empty_slots, 0, N);
    sem_init(&full_slots, 0, 0);
    sem_init(&mutex, 0, 1);
    for (int i = 0; i < 2; i++) {
        pthread_create(p + i, NULL, produce, NULL);
        pthread_create(c + i, NULL, consume, NULL);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(p[i], NULL);
        pthread_join(c[i], NULL);
    }
    return 0;
}
