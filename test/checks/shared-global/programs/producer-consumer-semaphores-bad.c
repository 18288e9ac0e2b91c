#include <pthread.h>
#include <semaphore.h>

#define N 8
int ring[N];
int wr;
sem_t empty_slots, full_slots;

void *produce(void *a) {
    for (int i = 0; i < 64; i++) {
        sem_wait(&empty_slots);
        ring[wr] = i; // RACE
        wr = (wr + 1) % N; // RACE
        sem_post(&full_slots);
    }
    return a;
}
int main(void) {
    pthread_t p[2];
    sem_init(&empty_slots, 0, N);
    sem_init(&full_slots, 0, 0);
    for (int i = 0; i < 2; i++)
        pthread_create(p + i, NULL, produce, NULL);
    for (int i = 0; i < 128; i++) {
        sem_wait(&full_slots);
        sem_post(&empty_slots);
    }
    for (int i = 0; i < 2; i++)
        pthread_join(p[i], NULL);
    return 0;
}
