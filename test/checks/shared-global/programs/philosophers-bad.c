#include <pthread.h>
#include <stdlib.h>

#define N 5
pthread_mutex_t forks[N];
int total_meals;

void *dine(void *arg) {
    long id = (long) arg;
    for (int i = 0; i < 10; i++) {
        pthread_mutex_lock(&forks[id]);
        pthread_mutex_lock(&forks[(id + 1) % N]);
        total_meals = total_meals + 1; // RACE
        pthread_mutex_unlock(&forks[(id + 1) % N]);
        pthread_mutex_unlock(&forks[id]);
    }
    return NULL;
}

int main(void) {
    pthread_t t[N];
    long i;
    for (i = 0; i < N; i++)
        pthread_mutex_init(&forks[i], NULL);
    for (i = 0; i < N; i++)
        pthread_create(&t[i], NULL, dine, (void *) i);
    for (i = 0; i < N; i++)
        pthread_join(t[i], NULL);
    return total_meals; // NORACE
}
