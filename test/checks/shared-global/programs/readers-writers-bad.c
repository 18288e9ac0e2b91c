#include <pthread.h>

int shared_value, reads;
pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;

void *reader(void *p) {
    pthread_rwlock_rdlock(&rw);
    int v = shared_value; // NORACE
    reads++; // RACE
    pthread_rwlock_unlock(&rw);
    return (void *) (long) v;
}
void *writer(void *p) {
    pthread_rwlock_wrlock(&rw);
    shared_value++; // NORACE
    pthread_rwlock_unlock(&rw);
    return p;
}
int main(void) {
    pthread_t a, b, c;
    pthread_create(&a, 0, reader, 0);
    pthread_create(&b, 0, reader, 0);
    pthread_create(&c, 0, writer, 0);
    pthread_join(a, 0);
    pthread_join(b, 0);
    pthread_join(c, 0);
    return 0;
}
