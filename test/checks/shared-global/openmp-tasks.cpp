// RUN: %check_cohazard %s cohazard-shared-global -- -fopenmp
// OpenMP tasks and sections.
// Each section is run once, beside the others.
int os_a_bad;
int os_b_ok;
int os_c_ok;
int run_os() {
#pragma omp parallel sections
  {
#pragma omp section
    {
      os_a_bad = 1;
      // CHECK: :[[@LINE-1]]:7: warning: 'os_a_bad' is written here by a worker thread and written in a parallel region by another without a common lock
      os_b_ok = 1;
    }
#pragma omp section
    {
      os_a_bad = 2;
      os_c_ok = 1;
    }
  }
  return os_a_bad;
}

// A task runs beside what follows, until it is waited for.
int ot_a_bad;
int ot_b_ok;
int ot_c_bad;
int run_ot() {
#pragma omp parallel
#pragma omp single
  {
#pragma omp task
    {
      ot_a_bad++;
      // CHECK: :[[@LINE-1]]:7: warning: 'ot_a_bad' is written here by a worker thread and written in a parallel region by another without a common lock
      ot_b_ok++;
    }
    ot_a_bad--;
    for (int i = 0; i < 5; ++i) {
#pragma omp task
      ot_c_bad++;
      // CHECK: :[[@LINE-1]]:7: warning: 'ot_c_bad' is written here by several threads at the same time without a common lock
    }
#pragma omp taskwait
    ot_b_ok++;
  }
  return 0;
}
