#include <pthread.h>
#include <stdio.h>

int ready = 0;
int payload;

void *waiter(void *p) {
    while (!ready) // RACE
        ;
    printf("%d\n", payload); // RACE
    return p;
}
int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, waiter, NULL);
    payload = 42; // RACE
    ready = 1; // RACE
    pthread_join(t, NULL);
    return 0;
}
