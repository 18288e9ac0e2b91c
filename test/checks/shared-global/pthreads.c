// RUN: %check_cohazard %s cohazard-shared-global -- -xc
// POSIX threads.
#include <pthread.h>
#include <stdio.h>
static int plain_bad;
static void *plain_worker(void *p) {
  plain_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'plain_bad' is written here by a worker thread and read in 'plain_run' without a common lock
  return 0;
}
void plain_run(void) {
  pthread_t t;
  pthread_create(&t, 0, plain_worker, 0);
  printf("%d", plain_bad);
  pthread_join(t, 0);
}
static int guarded_ok;
static pthread_mutex_t guarded_mutex = PTHREAD_MUTEX_INITIALIZER;
static void *guarded_worker(void *p) {
  pthread_mutex_lock(&guarded_mutex);
  guarded_ok++;
  pthread_mutex_unlock(&guarded_mutex);
  return 0;
}
void guarded_run(void) {
  pthread_t t[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&t[i], 0, guarded_worker, 0);
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], 0);
  printf("%d", guarded_ok);
}
static int many_bad;
static void *many_worker(void *p) {
  many_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'many_bad' is written here by several threads at the same time without a common lock
  return 0;
}
void many_run(void) {
  pthread_t t[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&t[i], 0, many_worker, 0);
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], 0);
  printf("%d", many_bad);
}
static int context_bad;
static void *context_worker(void *p) {
  int *x = p;
  (*x)++;
  // CHECK: :[[@LINE-1]]:4: warning: 'context_bad' is written here by a worker thread and written in 'context_run' without a common lock
  return 0;
}
void context_run(void) {
  pthread_t t;
  pthread_create(&t, 0, context_worker, &context_bad);
  context_bad = 3;
  pthread_join(t, 0);
}
struct S {
  pthread_mutex_t m;
  int n;
};
static struct S struct_lock_ok;
static void *struct_lock_worker(void *p) {
  struct S *s = (struct S *)p;
  pthread_mutex_lock(&s->m);
  s->n++;
  pthread_mutex_unlock(&s->m);
  return 0;
}
void struct_lock_run(void) {
  pthread_t t, u;
  pthread_create(&t, 0, struct_lock_worker, &struct_lock_ok);
  pthread_create(&u, 0, struct_lock_worker, &struct_lock_ok);
  pthread_join(t, 0);
  pthread_join(u, 0);
  printf("%d", struct_lock_ok.n);
}
static int own_element_ok[4];
static void *own_element_worker(void *p) {
  long id = (long)p;
  own_element_ok[id] = 3;
  return 0;
}
void own_element_run(void) {
  pthread_t t[4];
  for (long i = 0; i < 4; i++)
    pthread_create(&t[i], 0, own_element_worker, (void *)i);
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], 0);
}
static int *pointee;
static void *pointee_worker(void *p) {
  *pointee = 3;
  // CHECK: :[[@LINE-1]]:3: warning: 'target_bad' is written here by a worker thread and written in 'pointee_run' without a common lock
  return 0;
}
void pointee_run(void) {
  static int target_bad;
  pointee = &target_bad;
  pthread_t t;
  pthread_create(&t, 0, pointee_worker, 0);
  (*pointee)++;
  pthread_join(t, 0);
}
