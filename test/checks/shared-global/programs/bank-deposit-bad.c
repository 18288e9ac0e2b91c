#include <pthread.h>
#include <stdio.h>

int balance = 1000;
pthread_mutex_t balance_mutex = PTHREAD_MUTEX_INITIALIZER;

int get_balance(void) { return balance; } // RACE
void set_balance(int b) {
    pthread_mutex_lock(&balance_mutex);
    balance = b; // RACE
    pthread_mutex_unlock(&balance_mutex);
}

void *deposit(void *amount) {
    set_balance(get_balance() + *(int *) amount);
    return 0;
}

void *withdraw(void *amount) {
    set_balance(get_balance() - *(int *) amount);
    return 0;
}

int main() {
    pthread_t alice, bob;
    int a = 100, b = 50;
    pthread_create(&alice, 0, deposit, &a);
    pthread_create(&bob, 0, withdraw, &b);
    pthread_join(alice, 0);
    pthread_join(bob, 0);
    printf("final balance %d\n", get_balance());
}
