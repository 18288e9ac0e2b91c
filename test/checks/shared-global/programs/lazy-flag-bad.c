#include <pthread.h>

static double table[360];
static int initialised;

static double lookup(int deg) {
    if (!initialised) { // RACE
        for (int i = 0; i < 360; i++)
            table[i] = i * 0.5; // RACE
        initialised = 1; // RACE
    }
    return table[deg % 360]; // RACE
}
static void *user(void *p) {
    return lookup(3) > 0 ? p : NULL;
}
int main(void) {
    pthread_t t[2];
    pthread_create(&t[0], NULL, user, NULL);
    pthread_create(&t[1], NULL, user, NULL);
    pthread_join(t[0], NULL);
    pthread_join(t[1], NULL);
    return 0;
}
