#include <pthread.h>

#define N 1000
#define T 4
int data[N];
long total;

void *partial(void *arg) {
    long id = (long) arg;
    for (long i = id * (N / T); i < (id + 1) * (N / T); i++)
        total += data[i]; // RACE
    return 0;
}
int main(void) {
    pthread_t t[T];
    for (int i = 0; i < N; i++)
        data[i] = i; // NORACE
    for (long i = 0; i < T; i++)
        pthread_create(&t[i], 0, partial, (void *) i);
    for (int i = 0; i < T; i++)
        pthread_join(t[i], 0);
    return total != 0; // NORACE
}
