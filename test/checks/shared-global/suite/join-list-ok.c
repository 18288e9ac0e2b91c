#include "race.h"

// Workers on a list, joined until it is empty.
struct node {
  pthread_t id;
  struct node *next;
};
static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static struct node *list;
static int sum;
static void *add(void *p) { return (void *)(long)++sum; } // NORACE
static void start(void) {
  struct node *n = malloc(sizeof *n);
  pthread_create(&n->id, 0, add, 0);
  pthread_mutex_lock(&list_lock);
  n->next = list; // NORACE
  list = n;       // NORACE
  pthread_mutex_unlock(&list_lock);
}
static void wait_for_all(void) {
  pthread_mutex_lock(&list_lock);
  while (list != NULL) { // NORACE
    struct node *n = list;
    list = n->next; // NORACE
    pthread_join(n->id, 0);
    free(n);
  }
  pthread_mutex_unlock(&list_lock);
}
int main(void) {
  start();
  wait_for_all();
  printf("%d\n", sum); // NORACE
  start();
  wait_for_all();
}
