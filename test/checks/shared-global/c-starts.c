// RUN: %check_cohazard %s cohazard-shared-global -- -xc
// Where a thread is started, and where none was.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// The functions of a table, one each turn.
static int ft_a_bad;
static int ft_b_ok;
static void *ft_one(void *p) {
  ft_a_bad = 1;
  // CHECK: :[[@LINE-1]]:3: warning: 'ft_a_bad' is written here by a worker thread and written in 'ft_two' by another without a common lock
  return 0;
}
static void *ft_two(void *p) {
  ft_a_bad = 2;
  ft_b_ok = 1;
  return 0;
}
static void *(*const ft_table[])(void *) = {ft_one, ft_two};
int run_ft(void) {
  pthread_t t[2];
  for (int i = 0; i < 2; i++)
    pthread_create(&t[i], 0, ft_table[i], 0);
  for (int i = 0; i < 2; i++)
    pthread_join(t[i], 0);
  return ft_a_bad;
}

// The handle is passed by value to the function that joins.
static int ws_x_bad;
static int ws_ok_ok;
static int spawn(pthread_t *t, void *(*fn)(void *), void *arg) {
  return pthread_create(t, NULL, fn, arg);
}
static void reap(pthread_t t) { pthread_join(t, NULL); }
static void *ws_w(void *p) {
  ws_x_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'ws_x_bad' is written here by a worker thread and written in 'run_ws' without a common lock
  ws_ok_ok++;
  return 0;
}
int run_ws(void) {
  pthread_t t;
  spawn(&t, ws_w, 0);
  ws_x_bad = 3;
  reap(t);
  return ws_ok_ok;
}

// No thread runs where starting it failed.
static int fs_x_ok;
static int fs_y_bad;
static void *fs_w(void *p) {
  fs_x_ok++;
  fs_y_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'fs_y_bad' is written here by a worker thread and written in 'run_fs' without a common lock
  return p;
}
int run_fs(void) {
  pthread_t t;
  int rc = pthread_create(&t, 0, fs_w, 0);
  if (rc != 0) {
    fs_x_ok = -1;
    return 1;
  }
  fs_y_bad = 1;
  pthread_join(t, 0);
  return fs_x_ok;
}

// None of a loop's threads runs in its first turn.
static int ft_mode_ok;
static int ft_last_bad;
static void *ft_w(void *p) {
  printf("%d %d", ft_mode_ok, ft_last_bad);
  // CHECK: :[[@LINE-1]]:31: warning: 'ft_last_bad' is read here by a worker thread and written in 'run_fturn' without a common lock
  return p;
}
void run_fturn(int n) {
  pthread_t t[8];
  for (int i = 0; i < n; i++) {
    if (i == 0)
      ft_mode_ok = 3;
    if (i == 1)
      ft_last_bad = 3;
    pthread_create(&t[i], 0, ft_w, 0);
  }
  for (int i = 0; i < n; i++)
    pthread_join(t[i], 0);
}

// A join in a loop over something else joins only its own handle.
static int lf_buf_ok;
static int lf_threads;
static void *lf_w(void *p) {
  lf_buf_ok++;
  return p;
}
void run_lf(int n) {
  pthread_t out;
  for (int file = 0; file < n; file++) {
    if (lf_threads)
      pthread_create(&out, 0, lf_w, 0);
    if (lf_threads) {
      if (pthread_join(out, 0) != 0)
        perror("join");
    }
    lf_buf_ok = 0;
  }
}

// What a table holds runs where it is called through the table.
static int tr_x_ok;
static void *tr_w(void *p) {
  tr_x_ok++;
  return p;
}
static int tr_one(void) {
  pthread_t t;
  pthread_create(&t, 0, tr_w, 0);
  pthread_join(t, 0);
  return 0;
}
static int tr_two(void) { return tr_x_ok++; }
static struct {
  const char *name;
  int (*run)(void);
} tr_tests[] = {{"one", tr_one}, {"two", tr_two}};
int run_tr(void) {
  for (int i = 0; i < 2; i++)
    if (tr_tests[i].run())
      puts(tr_tests[i].name);
  return 0;
}
