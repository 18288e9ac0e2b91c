#include <pthread.h>
#include <stdlib.h>

struct job {
    int id;
    struct job *next;
};
struct job *queue = NULL;

void enqueue(int id)
{
    struct job *j = malloc(sizeof *j);
    j->id = id;
    j->next = queue; // RACE
    queue = j; // RACE
}

void *worker(void *arg)
{
    while (1) {
        struct job *j = queue; // RACE
        if (j == NULL)
            break;
        queue = j->next; // RACE
        free(j);
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    for (int i = 0; i < 10; i++)
        enqueue(i);
    pthread_join(t, NULL);
    return 0;
}
