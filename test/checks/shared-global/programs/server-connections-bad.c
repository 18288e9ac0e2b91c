#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
static int active, served;
static pthread_mutex_t active_lock = PTHREAD_MUTEX_INITIALIZER;
static char shared_buf[4096];
static void *client(void *arg) {
  int fd = *(int *) arg;
  free(arg);
  pthread_mutex_lock(&active_lock);
  active++; // NORACE
  pthread_mutex_unlock(&active_lock);
  ssize_t n = read(fd, shared_buf, sizeof shared_buf); // RACE
  if (n > 0)
    write(fd, shared_buf, n); // RACE
  close(fd);
  served++; // RACE
  pthread_mutex_lock(&active_lock);
  active--; // NORACE
  pthread_mutex_unlock(&active_lock);
  return NULL;
}
int main(void) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  for (;;) {
    int *fd = malloc(sizeof *fd);
    pthread_t t;
    *fd = accept(s, NULL, NULL);
    if (*fd < 0)
      break;
    if (pthread_create(&t, NULL, client, fd) == 0)
      pthread_detach(t);
  }
  return served; // RACE
}
