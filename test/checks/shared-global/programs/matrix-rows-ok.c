#include <pthread.h>
#include <stdlib.h>

#define N 64
#define THREADS 4

static double A[N][N], B[N][N], C[N][N];

struct range { int first, last; };

static void *multiply(void *arg) {
    struct range *r = arg;
    for (int i = r->first; i < r->last; i++)
        for (int j = 0; j < N; j++) {
            C[i][j] = 0; // NORACE
            for (int k = 0; k < N; k++)
                C[i][j] += A[i][k] * B[k][j]; // NORACE
        }
    return NULL;
}
int main(void) {
    pthread_t t[THREADS];
    struct range r[THREADS];
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            A[i][j] = B[i][j] = i + j; // NORACE
    for (int i = 0; i < THREADS; i++) {
        r[i].first = i * N / THREADS;
        r[i].last = (i + 1) * N / THREADS;
        pthread_create(&t[i], NULL, multiply, &r[i]);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(t[i], NULL);
    return C[1][1] > 0; // NORACE
}
