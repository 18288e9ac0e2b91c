#include "race.h"

struct queue {
  struct queue *next, *previous;
};
static struct queue jobs, idle;
static int threads;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *worker(void *p) {
  pthread_mutex_lock(&m);
  struct queue *job = jobs.next; // NORACE
  jobs.next = job->next;         // NORACE
  job->next = job;
  pthread_mutex_unlock(&m);
  return (char *)0 + threads; // NORACE
}
static void start(void) {
  jobs.next = jobs.previous = &jobs; // NORACE
  idle.next = idle.previous = &idle; // NORACE
  threads = 4;                       // NORACE
  for (int i = 0; i < threads; ++i) { // NORACE
    pthread_t t;
    pthread_create(&t, 0, worker, 0);
  }
}
static void submit(struct queue *job) {
  pthread_once(&once, start);
  pthread_mutex_lock(&m);
  job->next = jobs.next; // NORACE
  jobs.next = job;       // NORACE
  pthread_mutex_unlock(&m);
}
void read_later(struct queue *job) { submit(job); }
void write_later(struct queue *job) { submit(job); }
