#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

atomic_int ready;
int payload;

void *waiter(void *p) {
    while (!atomic_load_explicit(&ready, memory_order_acquire)) // NORACE
        ;
    printf("%d\n", payload); // NORACE
    return p;
}
int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, waiter, NULL);
    payload = 42; // NORACE
    atomic_store_explicit(&ready, 1, memory_order_release); // NORACE
    pthread_join(t, NULL);
    return 0;
}
