#include <pthread.h>
#include <math.h>

static double table[360];
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void fill(void) {
    for (int i = 0; i < 360; i++)
        table[i] = i * 0.5; // NORACE
}
static double lookup(int deg) {
    pthread_once(&table_once, fill);
    return table[deg % 360]; // NORACE
}
static void *user(void *p) {
    double sum = 0;
    for (int i = 0; i < 720; i++)
        sum += lookup(i);
    return sum > 0 ? p : NULL;
}
int main(void) {
    pthread_t t[2];
    pthread_create(&t[0], NULL, user, NULL);
    pthread_create(&t[1], NULL, user, NULL);
    pthread_join(t[0], NULL);
    pthread_join(t[1], NULL);
    return 0;
}
