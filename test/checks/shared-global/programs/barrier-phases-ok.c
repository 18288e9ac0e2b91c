#include <pthread.h>

static pthread_barrier_t step;
static double left[100], right[100];

static void *fill_left(void *p) {
    for (int i = 0; i < 100; i++)
        left[i] = i; // NORACE
    pthread_barrier_wait(&step);
    double s = 0;
    for (int i = 0; i < 100; i++)
        s += right[i]; // NORACE
    return s > 0 ? p : 0;
}
static void *fill_right(void *p) {
    for (int i = 0; i < 100; i++)
        right[i] = i; // NORACE
    pthread_barrier_wait(&step);
    double s = 0;
    for (int i = 0; i < 100; i++)
        s += left[i]; // NORACE
    return s > 0 ? p : 0;
}
int main(void) {
    pthread_t a, b;
    pthread_barrier_init(&step, NULL, 2);
    pthread_create(&a, NULL, fill_left, NULL);
    pthread_create(&b, NULL, fill_right, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
