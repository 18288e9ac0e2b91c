// RUN: %check_cohazard %s cohazard-shared-global -- -xc
// What a thread takes out of shared data is its own; pointers that never change
// lead to one object.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// An item that is taken off a list under the lock is its taker's.
struct item {
  int n;
  struct item *next;
};
static struct item *eq_head_ok;
static int eq_len_bad;
static int eq_seen_bad;
static pthread_mutex_t eqm = PTHREAD_MUTEX_INITIALIZER;
static struct item *eq_pop(void) {
  pthread_mutex_lock(&eqm);
  if (!eq_head_ok) {
    pthread_mutex_unlock(&eqm);
    eq_seen_bad = 1;
    // CHECK: :[[@LINE-1]]:5: warning: 'eq_seen_bad' is written here by several threads at the same time without a common lock
    return NULL;
  }
  struct item *i = eq_head_ok;
  eq_head_ok = i->next;
  pthread_mutex_unlock(&eqm);
  eq_len_bad--;
  // CHECK: :[[@LINE-1]]:3: warning: 'eq_len_bad' is written here by a worker thread and written in 'eq_push' without a common lock
  return i;
}
static void eq_push(struct item *i) {
  pthread_mutex_lock(&eqm);
  i->next = eq_head_ok;
  eq_head_ok = i;
  eq_len_bad++;
  pthread_mutex_unlock(&eqm);
}
static void *eq_worker(void *a) {
  struct item *i;
  while ((i = eq_pop()))
    free(i);
  return 0;
}
int run_eq(void) {
  pthread_t a, b;
  pthread_create(&a, 0, eq_worker, 0);
  pthread_create(&b, 0, eq_worker, 0);
  for (int i = 0; i < 9; i++)
    eq_push(calloc(1, sizeof(struct item)));
  pthread_join(a, 0);
  pthread_join(b, 0);
  return 0;
}

// A ticket is handed out once: the element at its index is one thread's.
static pthread_mutex_t llm = PTHREAD_MUTEX_INITIALIZER;
static int ll_next_ok;
static int ll_done_bad;
static int ll_results_ok[100];
static void *ll_w(void *p) {
  for (;;) {
    pthread_mutex_lock(&llm);
    if (ll_next_ok >= 100) {
      pthread_mutex_unlock(&llm);
      break;
    }
    int mine = ll_next_ok++;
    pthread_mutex_unlock(&llm);
    ll_results_ok[mine] = mine * mine;
    ++ll_done_bad;
    // CHECK: :[[@LINE-1]]:7: warning: 'll_done_bad' is written here by several threads at the same time without a common lock
  }
  return 0;
}
int run_ll(void) {
  pthread_t th[3];
  int i;
  for (i = 0; i < 3; i++)
    pthread_create(&th[i], NULL, &ll_w, NULL);
  for (i = 0; i < 3; i++)
    pthread_join(th[i], NULL);
  for (i = 0; i < 100; i++)
    printf("%d", ll_results_ok[i]);
  return ll_done_bad;
}

// A lock array's name is its first lock.
#define NSHARD 8
static struct {
  pthread_mutex_t m;
  int count;
} shards_ok[NSHARD];
static pthread_mutex_t la_locks[2] = {PTHREAD_MUTEX_INITIALIZER,
                                      PTHREAD_MUTEX_INITIALIZER};
static int la_x_bad;
static int la_y_ok;
static void *la_w(void *p) {
  unsigned h = (unsigned)(long)p % NSHARD;
  pthread_mutex_lock(&shards_ok[h].m);
  shards_ok[h].count++;
  pthread_mutex_unlock(&shards_ok[h].m);
  pthread_mutex_lock(&la_locks[0]);
  la_x_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'la_x_bad' is written here by a worker thread and written in 'la_v' by another without a common lock
  la_y_ok++;
  pthread_mutex_unlock(&la_locks[0]);
  return 0;
}
static void *la_v(void *p) {
  pthread_mutex_lock(&la_locks[1]);
  la_x_bad++;
  pthread_mutex_unlock(&la_locks[1]);
  pthread_mutex_lock(la_locks);
  la_y_ok++;
  pthread_mutex_unlock(la_locks);
  return 0;
}
int run_la(void) {
  pthread_t a, b;
  pthread_create(&a, 0, la_w, (void *)1);
  pthread_create(&b, 0, la_v, (void *)2);
  pthread_join(a, 0);
  pthread_join(b, 0);
  return 0;
}

// A global pointer that is never assigned stands for what it was set to.
static pthread_mutex_t lp_m = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t *lp = &lp_m;
static int lp_ok_ok;
static int lp_bad_bad;
static pthread_mutex_t *lp_heap;
static int lp_heap_ok_ok;
static void *lp_w(void *p) {
  pthread_mutex_lock(lp);
  lp_ok_ok++;
  pthread_mutex_unlock(lp);
  pthread_mutex_lock(lp_heap);
  lp_heap_ok_ok++;
  pthread_mutex_unlock(lp_heap);
  lp_bad_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'lp_bad_bad' is written here by a worker thread and written in 'run_lp' without a common lock
  return 0;
}
int run_lp(void) {
  pthread_t a;
  lp_heap = malloc(sizeof *lp_heap);
  pthread_mutex_init(lp_heap, NULL);
  pthread_create(&a, 0, lp_w, 0);
  pthread_mutex_t *q = &lp_m;
  pthread_mutex_lock(q);
  lp_ok_ok--;
  lp_bad_bad--;
  pthread_mutex_unlock(q);
  pthread_mutex_lock(lp_heap);
  lp_heap_ok_ok--;
  pthread_mutex_unlock(lp_heap);
  pthread_join(a, 0);
  return 0;
}

// The same for data.
static int pt_target_bad;
static int pt_other_ok;
static int *pt_ptr_ok = &pt_target_bad;
static void pt_set(int *p, int v) { *p = v; }
static void *pt_w(void *p) {
  (*pt_ptr_ok)++;
  // CHECK: :[[@LINE-1]]:4: warning: 'pt_target_bad' is written here by a worker thread and written in 'pt_set' without a common lock
  int *q = p;
  (*q)++;
  return 0;
}
int run_pt(void) {
  pthread_t t;
  pthread_create(&t, 0, pt_w, &pt_other_ok);
  pt_set(&pt_target_bad, 3);
  pthread_join(t, 0);
  pt_set(&pt_other_ok, 2);
  return 0;
}

// A semaphore that a thread takes and gives back is a lock, no signal.
static sem_t sm_mutex, sm_ready;
static int sm_count_ok;
static char sm_msg_ok[64];
static int sm_bad_bad;
static void *sm_w(void *p) {
  sem_wait(&sm_mutex);
  sm_count_ok++;
  sem_post(&sm_mutex);
  sm_bad_bad = 1;
  // CHECK: :[[@LINE-1]]:3: warning: 'sm_bad_bad' is written here by a worker thread and written in 'run_sm' without a common lock
  sem_wait(&sm_ready);
  puts(sm_msg_ok);
  return 0;
}
int run_sm(void) {
  pthread_t a;
  sem_init(&sm_mutex, 0, 1);
  sem_init(&sm_ready, 0, 0);
  pthread_create(&a, 0, sm_w, 0);
  strcpy(sm_msg_ok, "hello");
  sem_post(&sm_ready);
  sm_bad_bad = 2;
  sem_wait(&sm_mutex);
  sm_count_ok++;
  sem_post(&sm_mutex);
  pthread_join(a, 0);
  return 0;
}
