#include <pthread.h>

#define N 1000
#define T 4
int data[N];
long partials[T];

void *partial(void *arg) {
    int id = (int) (long) arg;
    long sum = 0;
    int start = id * N / T, end = start + N / T;
    for (int i = start; i < end; i++)
        sum += data[i]; // NORACE
    partials[id] = sum; // NORACE
    pthread_exit(NULL);
}
int main(void) {
    pthread_t t[T];
    void *status;
    long total = 0;
    for (int i = 0; i < N; i++)
        data[i] = i; // NORACE
    for (long i = 0; i < T; i++)
        pthread_create(&t[i], 0, partial, (void *) i);
    for (int i = 0; i < T; i++) {
        pthread_join(t[i], &status);
        total += partials[i]; // NORACE
    }
    return total != 0;
}
