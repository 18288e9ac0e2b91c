#include <pthread.h>
#include <semaphore.h>

int stage1_out, stage2_out;
sem_t to2, to3, back;

void *stage1(void *p) {
    for (int i = 0; i < 10; i++) {
        sem_wait(&back);
        stage1_out = i; // NORACE
        sem_post(&to2);
    }
    return p;
}
void *stage2(void *p) {
    for (int i = 0; i < 10; i++) {
        sem_wait(&to2);
        stage2_out = stage1_out * 2; // NORACE
        sem_post(&to3);
    }
    return p;
}
void *stage3(void *p) {
    int sum = 0;
    for (int i = 0; i < 10; i++) {
        sem_wait(&to3);
        sum += stage2_out; // NORACE
        sem_post(&back);
    }
    return p;
}
int main(void) {
    pthread_t t1, t2, t3;
    sem_init(&back, 0, 1);
    sem_init(&to2, 0, 0);
    sem_init(&to3, 0, 0);
    pthread_create(&t1, 0, stage1, 0);
    pthread_create(&t2, 0, stage2, 0);
    pthread_create(&t3, 0, stage3, 0);
    pthread_join(t1, 0);
    pthread_join(t2, 0);
    pthread_join(t3, 0);
    return 0;
}
