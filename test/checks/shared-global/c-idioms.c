// RUN: %check_cohazard %s cohazard-shared-global -- -xc -std=gnu11
// What C programs do with threads, locks and atomics.
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
/* OwnArgument threads */
static int c11_bad;
static int c11_worker(void *p) {
  c11_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'c11_bad' is written here by a worker thread and written in 'c11_run' without a common lock
  return 0;
}
void c11_run(void) {
  thrd_t t;
  thrd_create(&t, c11_worker, 0);
  c11_bad++;
  thrd_join(t, 0);
}
static int c11_locked_ok;
static mtx_t c11_locked_mutex;
static int c11_locked_worker(void *p) {
  mtx_lock(&c11_locked_mutex);
  c11_locked_ok++;
  mtx_unlock(&c11_locked_mutex);
  return 0;
}
void c11_locked_run(void) {
  thrd_t t;
  mtx_init(&c11_locked_mutex, mtx_plain);
  thrd_create(&t, c11_locked_worker, 0);
  mtx_lock(&c11_locked_mutex);
  c11_locked_ok++;
  mtx_unlock(&c11_locked_mutex);
  thrd_join(t, 0);
}
/* rwlock */
static pthread_rwlock_t rwlock_rw = PTHREAD_RWLOCK_INITIALIZER;
static int rwlock_ok, rwlock_b_bad;
static void *rwlock_reader(void *p) {
  pthread_rwlock_rdlock(&rwlock_rw);
  int x = rwlock_ok;
  rwlock_b_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'rwlock_b_bad' is written here by several threads at the same time without a common lock
  pthread_rwlock_unlock(&rwlock_rw);
  return (void *)(long)x;
}
static void *rwlock_writer(void *p) {
  pthread_rwlock_wrlock(&rwlock_rw);
  rwlock_ok++;
  pthread_rwlock_unlock(&rwlock_rw);
  return 0;
}
void rwlock_run(void) {
  pthread_t a, b, c;
  pthread_create(&a, 0, rwlock_reader, 0);
  pthread_create(&b, 0, rwlock_reader, 0);
  pthread_create(&c, 0, rwlock_writer, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  pthread_join(c, 0);
}
/* trylock */
static pthread_mutex_t trylock_mutex = PTHREAD_MUTEX_INITIALIZER;
static int trylock_ok;
static void *trylock_worker(void *p) {
  if (pthread_mutex_trylock(&trylock_mutex) == 0) {
    trylock_ok++;
    pthread_mutex_unlock(&trylock_mutex);
  }
  return 0;
}
void trylock_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, trylock_worker, 0);
  pthread_create(&b, 0, trylock_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
static int trylock_failed_bad;
static void *trylock_failed_worker(void *p) {
  if (pthread_mutex_trylock(&trylock_mutex) != 0) {
    trylock_failed_bad++;
    // CHECK: :[[@LINE-1]]:5: warning: 'trylock_failed_bad' is written here by several threads at the same time without a common lock
  } else
    pthread_mutex_unlock(&trylock_mutex);
  return 0;
}
void trylock_failed_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, trylock_failed_worker, 0);
  pthread_create(&b, 0, trylock_failed_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
static int checked_lock_ok;
static void *checked_lock_worker(void *p) {
  int rc = pthread_mutex_lock(&trylock_mutex);
  if (rc != 0) {
    perror("x");
    exit(1);
  }
  checked_lock_ok++;
  pthread_mutex_unlock(&trylock_mutex);
  return 0;
}
void checked_lock_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, checked_lock_worker, 0);
  pthread_create(&b, 0, checked_lock_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
/* atomics */
static atomic_int c11_atomic_ok;
static _Atomic long c11_atomic_b_ok;
static void *c11_atomic_worker(void *p) {
  c11_atomic_ok++;
  atomic_fetch_add(&c11_atomic_b_ok, 1);
  return 0;
}
void c11_atomic_run(void) {
  pthread_t a;
  pthread_create(&a, 0, c11_atomic_worker, 0);
  c11_atomic_ok++;
  pthread_join(a, 0);
}
static int builtin_atomic_ok;
static void *builtin_atomic_worker(void *p) {
  __sync_fetch_and_add(&builtin_atomic_ok, 1);
  __atomic_fetch_add(&builtin_atomic_ok, 1, __ATOMIC_SEQ_CST);
  return 0;
}
void builtin_atomic_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, builtin_atomic_worker, 0);
  pthread_create(&b, 0, builtin_atomic_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  printf("%d", builtin_atomic_ok);
}
/* semaphores */
static sem_t posted_s;
static int posted_ok;
static void *posted_worker(void *p) {
  posted_ok = 3;
  sem_post(&posted_s);
  return 0;
}
void posted_run(void) {
  pthread_t a;
  sem_init(&posted_s, 0, 0);
  pthread_create(&a, 0, posted_worker, 0);
  sem_wait(&posted_s);
  printf("%d", posted_ok);
  pthread_join(a, 0);
}
/* condvar */
static pthread_mutex_t signalled_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t signalled_c = PTHREAD_COND_INITIALIZER;
static int signalled_ok, signalled_d_ok;
static void *signalled_worker(void *p) {
  signalled_d_ok = 4;
  pthread_mutex_lock(&signalled_mutex);
  signalled_ok = 1;
  pthread_cond_signal(&signalled_c);
  pthread_mutex_unlock(&signalled_mutex);
  return 0;
}
void signalled_run(void) {
  pthread_t a;
  pthread_create(&a, 0, signalled_worker, 0);
  pthread_mutex_lock(&signalled_mutex);
  while (!signalled_ok)
    pthread_cond_wait(&signalled_c, &signalled_mutex);
  pthread_mutex_unlock(&signalled_mutex);
  printf("%d", signalled_d_ok);
  pthread_join(a, 0);
}
/* arrays of args */
struct own_argument_arg {
  int id;
  int sum;
};
static struct own_argument_arg own_argument_args_ok[4];
static void *own_argument_worker(void *p) {
  struct own_argument_arg *a = p;
  a->sum += a->id;
  return 0;
}
void own_argument_run(void) {
  pthread_t t[4];
  for (int i = 0; i < 4; i++) {
    own_argument_args_ok[i].id = i;
    pthread_create(&t[i], NULL, own_argument_worker, &own_argument_args_ok[i]);
  }
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], NULL);
  for (int i = 0; i < 4; i++)
    printf("%d", own_argument_args_ok[i].sum);
}
/* linked list */
struct node {
  struct node *next;
  int v;
};
static struct node *list_head_head_bad;
static void *list_head_worker(void *p) {
  struct node *n = malloc(sizeof *n);
  n->next = list_head_head_bad;
  list_head_head_bad = n;
  // CHECK: :[[@LINE-1]]:3: warning: 'list_head_head_bad' is written here by several threads at the same time without a common lock
  return 0;
}
void list_head_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, list_head_worker, 0);
  pthread_create(&b, 0, list_head_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
static struct node *locked_list_head_ok;
static void *locked_list_worker(void *p) {
  struct node *n = malloc(sizeof *n);
  pthread_mutex_lock(&trylock_mutex);
  n->next = locked_list_head_ok;
  locked_list_head_ok = n;
  pthread_mutex_unlock(&trylock_mutex);
  return 0;
}
void locked_list_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, locked_list_worker, 0);
  pthread_create(&b, 0, locked_list_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  for (struct node *n = locked_list_head_ok; n; n = n->next)
    printf("%d", n->v);
}
/* goto cleanup */
static int jump_ok;
static void *jump_worker(void *p) {
  pthread_mutex_lock(&trylock_mutex);
  if (!p)
    goto out;
  jump_ok++;
out:
  pthread_mutex_unlock(&trylock_mutex);
  return 0;
}
void jump_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, jump_worker, 0);
  pthread_create(&b, 0, jump_worker, &trylock_mutex);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
/* missing unlock path / wrong order */
static int unlocked_path_bad;
static void *unlocked_path_worker(void *p) {
  pthread_mutex_lock(&trylock_mutex);
  if (!p) {
    pthread_mutex_unlock(&trylock_mutex);
  }
  unlocked_path_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'unlocked_path_bad' is written here by several threads at the same time without a common lock
  if (p)
    pthread_mutex_unlock(&trylock_mutex);
  return 0;
}
void unlocked_path_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, unlocked_path_worker, 0);
  pthread_create(&b, 0, unlocked_path_worker, &trylock_mutex);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
/* strings */
static char text_name_bad[32];
static void *text_worker(void *p) {
  strcpy(text_name_bad, "x");
  // CHECK: :[[@LINE-1]]:10: warning: 'text_name_bad' is written here by a worker thread and read in 'text_run' without a common lock
  return 0;
}
void text_run(void) {
  pthread_t a;
  pthread_create(&a, 0, text_worker, 0);
  printf("%s", text_name_bad);
  pthread_join(a, 0);
}
/* function-pointer table in struct arg: wrapper */
static int wrapper_spawn(pthread_t *t, void *(*f)(void *), void *a) {
  return pthread_create(t, NULL, f, a);
}
static int wrapper_bad;
static void *wrapper_worker(void *p) {
  wrapper_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'wrapper_bad' is written here by several threads at the same time without a common lock
  return 0;
}
void wrapper_run(void) {
  pthread_t a, b;
  wrapper_spawn(&a, wrapper_worker, 0);
  wrapper_spawn(&b, wrapper_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
static int wrapper_joined_ok;
static void *wrapper_joined_worker(void *p) {
  wrapper_joined_ok++;
  return 0;
}
void wrapper_joined_run(void) {
  pthread_t a, b;
  wrapper_spawn(&a, wrapper_joined_worker, 0);
  pthread_join(a, 0);
  wrapper_spawn(&b, wrapper_joined_worker, 0);
  pthread_join(b, 0);
  wrapper_joined_ok = 2;
}
/* static counter in function */
static int counter_next(void) {
  static int n_bad;
  return n_bad++;
  // CHECK: :[[@LINE-1]]:10: warning: 'n_bad' is written here by several threads at the same time without a common lock
}
static void *counter_worker(void *p) {
  counter_next();
  return 0;
}
void counter_run(void) {
  pthread_t a;
  pthread_create(&a, 0, counter_worker, 0);
  counter_next();
  pthread_join(a, 0);
}
/* heap pthread array */
static int heap_threads_ok;
static pthread_mutex_t heap_threads_mutex;
static void *heap_threads_worker(void *p) {
  pthread_mutex_lock(&heap_threads_mutex);
  heap_threads_ok++;
  pthread_mutex_unlock(&heap_threads_mutex);
  return 0;
}
void heap_threads_run(int n) {
  pthread_t *t = malloc(n * sizeof *t);
  for (int i = 0; i < n; i++)
    if (pthread_create(&t[i], 0, heap_threads_worker, 0) != 0) {
      perror("c");
      exit(1);
    }
  for (int i = 0; i < n; i++)
    pthread_join(t[i], 0);
  printf("%d\n", heap_threads_ok);
  free(t);
}
/* spin */
static pthread_spinlock_t spin_sp;
static int spin_ok;
static void *spin_worker(void *p) {
  pthread_spin_lock(&spin_sp);
  spin_ok++;
  pthread_spin_unlock(&spin_sp);
  return 0;
}
void spin_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, spin_worker, 0);
  pthread_create(&b, 0, spin_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
static int own_spin_lk;
static void own_spin_lock(void) {
  while (__sync_lock_test_and_set(&own_spin_lk, 1))
    ;
}
static void own_spin_unlock(void) {
  __sync_lock_release(&own_spin_lk);
}
static int own_spin_ok;
static void *own_spin_worker(void *p) {
  own_spin_lock();
  own_spin_ok++;
  own_spin_unlock();
  return 0;
}
void own_spin_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, own_spin_worker, 0);
  pthread_create(&b, 0, own_spin_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
/* once */
static pthread_once_t once_o = PTHREAD_ONCE_INIT;
static int once_ok;
static void once_init(void) {
  once_ok = 4;
}
static void *once_worker(void *p) {
  pthread_once(&once_o, once_init);
  printf("%d", once_ok);
  return 0;
}
void once_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, once_worker, 0);
  pthread_create(&b, 0, once_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
/* thread-local */
static __thread int thread_local_ok;
static _Thread_local int thread_local_b_ok;
static void *thread_local_worker(void *p) {
  thread_local_ok++;
  thread_local_b_ok++;
  return 0;
}
void thread_local_run(void) {
  pthread_t a;
  pthread_create(&a, 0, thread_local_worker, 0);
  thread_local_ok++;
  thread_local_b_ok++;
  pthread_join(a, 0);
}
/* struct global with lock inside; one field outside of the lock */
static struct {
  pthread_mutex_t m;
  int x;
  int y;
} struct_part_bad;
static void *struct_part_worker(void *p) {
  pthread_mutex_lock(&struct_part_bad.m);
  struct_part_bad.x++;
  pthread_mutex_unlock(&struct_part_bad.m);
  struct_part_bad.y++;
  // CHECK: :[[@LINE-1]]:3: warning: 'struct_part_bad' is written here by several threads at the same time without a common lock
  return 0;
}
void struct_part_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, struct_part_worker, 0);
  pthread_create(&b, 0, struct_part_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
/* striped locks */
static pthread_mutex_t striped_ms[8];
static int striped_tab_ok[8];
static void striped_put(unsigned k) {
  pthread_mutex_lock(&striped_ms[k % 8]);
  striped_tab_ok[k % 8]++;
  pthread_mutex_unlock(&striped_ms[k % 8]);
}
static void *striped_worker(void *p) {
  for (unsigned i = 0; i < 100; i++)
    striped_put(i);
  return 0;
}
void striped_run(void) {
  pthread_t a, b;
  pthread_create(&a, 0, striped_worker, 0);
  pthread_create(&b, 0, striped_worker, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
}
static int striped_scalar_cnt_bad;
static void *striped_scalar_worker(void *p) {
  long i = (long)p;
  pthread_mutex_lock(&striped_ms[i]);
  striped_scalar_cnt_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'striped_scalar_cnt_bad' is written here by several threads at the same time without a common lock
  pthread_mutex_unlock(&striped_ms[i]);
  return 0;
}
void striped_scalar_run(void) {
  pthread_t t[2];
  for (long i = 0; i < 2; i++)
    pthread_create(&t[i], 0, striped_scalar_worker, (void *)i);
  for (long i = 0; i < 2; i++)
    pthread_join(t[i], 0);
}
