// RUN: %check_cohazard %s cohazard-shared-global --config='{CheckOptions: {cohazard-shared-global.IgnoredVariables: "^stats::;_racy$", cohazard-shared-global.MaxAccessNotes: 1}}' -- -std=c++20
// Variables that the settings leave out, and one note for what races with the
// reported access.
#include <thread>

namespace stats {
int hits_ok;
}
int guess_racy;
int kept_bad;

void work() {
  ++stats::hits_ok;
  ++guess_racy;
  ++kept_bad;
  // CHECK: :[[@LINE-1]]:5: warning: 'kept_bad' is written here by a worker thread and written in 'run' without a common lock
  // CHECK: note: thread started here
  // CHECK: :[[@LINE+8]]:3: note: written here
  // CHECK-NOT: note: {{read|written}} here
  // CHECK: note: declared here
}

int run() {
  std::thread t(work);
  ++stats::hits_ok;
  kept_bad = 1;
  int seen = guess_racy + kept_bad;
  t.join();
  return seen;
}
