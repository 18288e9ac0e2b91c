#include <pthread.h>
#include <stdlib.h>

#define ACCOUNTS 8

struct account {
    int id;
    double balance;
    pthread_mutex_t mutex;
};

struct account accounts[ACCOUNTS];

void transfer(struct account *from, struct account *to, double amount)
{
    struct account *first = from->id < to->id ? from : to;
    struct account *second = from->id < to->id ? to : from;
    pthread_mutex_lock(&first->mutex);
    pthread_mutex_lock(&second->mutex);
    from->balance -= amount; // NORACE
    to->balance += amount; // NORACE
    pthread_mutex_unlock(&second->mutex);
    pthread_mutex_unlock(&first->mutex);
}

void *teller(void *arg)
{
    unsigned seed = (unsigned) (size_t) arg;
    for (int i = 0; i < 1000; i++) {
        int a = rand_r(&seed) % ACCOUNTS;
        int b = rand_r(&seed) % ACCOUNTS;
        if (a != b)
            transfer(&accounts[a], &accounts[b], 1.0);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    for (int i = 0; i < ACCOUNTS; i++) {
        accounts[i].id = i; // NORACE
        accounts[i].balance = 100; // NORACE
        pthread_mutex_init(&accounts[i].mutex, NULL);
    }
    for (size_t i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, teller, (void *) i);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return 0;
}
