// RUN: %check_cohazard %s cohazard-shared-global --config='{CheckOptions: {cohazard-shared-global.ExtraSpawners: "app::later", cohazard-shared-global.ExtraLocks: "app::enter:app::leave"}}' -- -std=c++20
// Thread starters and locks that only the settings know.
namespace app {
void later(void (*callback)());
void enter();
void leave();
} // namespace app

int bare_bad;
int entered_ok;

void work() {
  ++bare_bad;
  // CHECK: :[[@LINE-1]]:5: warning: 'bare_bad' is written here by a worker thread and read in 'run' without a common lock
  app::enter();
  ++entered_ok;
  app::leave();
}

int run() {
  app::later(work);
  app::enter();
  int seen = entered_ok;
  app::leave();
  return seen + bare_bad;
}
