// RUN: %check_cohazard %s cohazard-shared-global -- -xc -fopenmp
// OpenMP regions: private data, critical and atomic regions, shared-out loops.
int counter_bad, reduced_ok, critical_ok, atomic_ok, assigned_bad, private_ok,
    shared_out_ok[100], called_bad;
static int threadprivate_ok;
#pragma omp threadprivate(threadprivate_ok)
int omp_get_thread_num(void);
int by_thread_ok[8];
void regions(int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    counter_bad++;
    // CHECK: :[[@LINE-1]]:5: warning: 'counter_bad' is written here by several threads at the same time without a common lock
  }
#pragma omp parallel for reduction(+ : reduced_ok)
  for (int i = 0; i < n; i++)
    reduced_ok += i;
#pragma omp parallel
  {
#pragma omp critical
    critical_ok++;
#pragma omp atomic
    atomic_ok++;
    assigned_bad = 3;
    // CHECK: :[[@LINE-1]]:5: warning: 'assigned_bad' is written here by several threads at the same time without a common lock
#pragma omp single
    private_ok = 3;
    threadprivate_ok++;
    by_thread_ok[omp_get_thread_num()] = 3;
  }
#pragma omp parallel for private(private_ok)
  for (int i = 0; i < n; i++) {
    shared_out_ok[i] = 2;
    private_ok = i;
  }
  reduced_ok = 3;
  critical_ok++;
}
void add(void) {
  called_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'called_bad' is written here by several threads at the same time without a common lock
}
void calls(void) {
#pragma omp parallel
  add();
}
