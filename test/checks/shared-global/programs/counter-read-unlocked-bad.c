#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

struct stats {
  unsigned long requests;
  unsigned long errors;
};
static struct stats stats;
static pthread_mutex_t stats_lock = PTHREAD_MUTEX_INITIALIZER;

static void account(int ok)
{
  pthread_mutex_lock(&stats_lock);
  stats.requests++; // RACE
  if (!ok)
    stats.errors++; // NORACE
  pthread_mutex_unlock(&stats_lock);
}

static void *server(void *unused)
{
  for (;;)
    account(unused == NULL);
  return NULL;
}

int main(void)
{
  pthread_t t;
  pthread_create(&t, NULL, server, NULL);
  pthread_detach(t);
  while (1) {
    sleep(1);
    printf("requests: %lu\n", stats.requests); // RACE
    pthread_mutex_lock(&stats_lock);
    printf("errors: %lu\n", stats.errors); // NORACE
    pthread_mutex_unlock(&stats_lock);
  }
}
