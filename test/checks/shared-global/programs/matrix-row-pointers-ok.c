#include <pthread.h>
#include <stdlib.h>

#define ROWS 8
#define COLS 100
int grid[ROWS][COLS];

struct slice { int *cells; int count; int sum; };

void *fill(void *arg) {
    struct slice *s = (struct slice *) arg;
    for (int i = 0; i < s->count; i++) {
        s->cells[i] = i; // NORACE
        s->sum += s->cells[i]; // NORACE
    }
    return NULL;
}
int main(void) {
    pthread_t ids[ROWS];
    struct slice slices[ROWS];
    for (int r = 0; r < ROWS; r++) {
        slices[r].cells = grid[r];
        slices[r].count = COLS;
        slices[r].sum = 0;
        pthread_create(&ids[r], NULL, fill, &slices[r]);
    }
    int total = 0;
    for (int r = 0; r < ROWS; r++) {
        pthread_join(ids[r], NULL);
        total += slices[r].sum;
    }
    return total;
}
