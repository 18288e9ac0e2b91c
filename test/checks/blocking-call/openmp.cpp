// REQUIRES: openmp
// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs -fopenmp
// The thread that comes to a parallel region takes part in it and waits for it.
#include "coro.h"
#include <unistd.h>

app::Job<> region_bad() {
#pragma omp parallel for
  for (int I = 0; I < 4; ++I)
    ::sleep(1);
  // CHECK: :[[@LINE-1]]:5: warning: 'sleep' blocks the event loop
  co_return;
}

void warm_up() {
#pragma omp parallel
  ::sleep(1);
}

app::Job<> through_function_bad() {
  warm_up();
  // CHECK: :[[@LINE-1]]:3: warning: 'warm_up' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

app::Job<> region_ok(int *Data) {
#pragma omp parallel for
  for (int I = 0; I < 4; ++I)
    Data[I] = I;
  co_return;
}
