#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define PHILOSOPHERS 5
pthread_mutex_t forks[PHILOSOPHERS];
int meals[PHILOSOPHERS];
int total_meals;
pthread_mutex_t total_lock = PTHREAD_MUTEX_INITIALIZER;

void *dine(void *arg) {
    int id = *(int *) arg;
    int left = id, right = (id + 1) % PHILOSOPHERS;
    if (id == PHILOSOPHERS - 1) {
        int swap = left;
        left = right;
        right = swap;
    }
    for (int i = 0; i < 10; i++) {
        pthread_mutex_lock(&forks[left]);
        pthread_mutex_lock(&forks[right]);
        meals[id]++; // NORACE
        pthread_mutex_lock(&total_lock);
        total_meals++; // NORACE
        pthread_mutex_unlock(&total_lock);
        pthread_mutex_unlock(&forks[right]);
        pthread_mutex_unlock(&forks[left]);
        usleep(100);
    }
    return NULL;
}

int main(void) {
    pthread_t t[PHILOSOPHERS];
    int ids[PHILOSOPHERS];
    for (int i = 0; i < PHILOSOPHERS; i++)
        pthread_mutex_init(&forks[i], NULL);
    for (int i = 0; i < PHILOSOPHERS; i++) {
        ids[i] = i;
        pthread_create(&t[i], NULL, dine, &ids[i]);
    }
    for (int i = 0; i < PHILOSOPHERS; i++)
        pthread_join(t[i], NULL);
    printf("%d %d\n", total_meals, meals[0]); // NORACE
    return 0;
}
