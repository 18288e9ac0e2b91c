#include <pthread.h>
#include <stdio.h>

#define SIZE 16

int buffer[SIZE];
int count, in, out;
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t not_full = PTHREAD_COND_INITIALIZER;
pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER;

void put(int item)
{
    pthread_mutex_lock(&mutex);
    while (count == SIZE) // NORACE
        pthread_cond_wait(&not_full, &mutex);
    buffer[in] = item; // NORACE
    in = (in + 1) % SIZE; // NORACE
    count++; // NORACE
    pthread_cond_signal(&not_empty);
    pthread_mutex_unlock(&mutex);
}

int get(void)
{
    int item;
    pthread_mutex_lock(&mutex);
    while (count == 0) // NORACE
        pthread_cond_wait(&not_empty, &mutex);
    item = buffer[out]; // NORACE
    out = (out + 1) % SIZE; // NORACE
    --count; // NORACE
    pthread_cond_signal(&not_full);
    pthread_mutex_unlock(&mutex);
    return item;
}

void *producer(void *p)
{
    for (int i = 0; i < 100; i++)
        put(i);
    return NULL;
}

void *consumer(void *p)
{
    for (int i = 0; i < 100; i++)
        printf("%d\n", get());
    return NULL;
}

int main(void)
{
    pthread_t p, c;
    pthread_create(&p, NULL, producer, NULL);
    pthread_create(&c, NULL, consumer, NULL);
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    return 0;
}
