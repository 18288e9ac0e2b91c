// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// Calls through virtual functions reach the overriders.
#include "coro.h"
#include <memory>
#include <unistd.h>

struct Store {
  virtual ~Store() = default;
  virtual int load() = 0;
};

struct Disk : Store {
  int load() override {
    ::sleep(1);
    return 1;
  }
};

struct Memory final : Store {
  int load() override { return 1; }
};

app::Job<int> through_base_bad(Store &S) {
  co_return S.load();
  // CHECK: :[[@LINE-1]]:15: warning: 'Store::load' blocks the event loop: it reaches 'sleep' (sleep)
}

app::Job<int> through_pointer_bad(std::unique_ptr<Store> S) {
  co_return S->load();
  // CHECK: :[[@LINE-1]]:16: warning: 'Store::load' blocks the event loop: it reaches 'sleep' (sleep)
}

// The dynamic type is known.
app::Job<int> final_ok(Memory &M) { co_return M.load(); }

app::Job<int> local_object_ok() {
  Memory M;
  co_return M.load();
}

struct Template {
  virtual ~Template() = default;
  int run() { return step(); }
  virtual int step() { return 0; }
};

struct Slow : Template {
  int step() override {
    ::sleep(1);
    return 1;
  }
};

app::Job<int> template_method_bad(Template &T) {
  co_return T.run();
  // CHECK: :[[@LINE-1]]:15: warning: 'Template::run' blocks the event loop: it reaches 'sleep' (sleep)
}

// The interface promises an asynchronous operation.
struct Stream {
  virtual ~Stream() = default;
  virtual app::Job<int> read() = 0;
};

struct FileStream : Stream {
  app::Job<int> read() override {
    ::sleep(1);
    return ready();
  }
  app::Job<int> ready();
};

app::Job<int> FN_async_interface(Stream &S) { co_return co_await S.read(); }

// Perhaps a task: the interface is asynchronous as well.
template <typename T> struct Maybe {
  T Value;
};

struct Sink {
  virtual ~Sink() = default;
  virtual Maybe<app::Job<int>> try_pump() = 0;
};

struct FileSink : Sink {
  Maybe<app::Job<int>> try_pump() override {
    ::sleep(1);
    return {ready()};
  }
  app::Job<int> ready();
};

app::Job<int> FN_optional_async_interface(Sink &S) {
  co_return co_await S.try_pump().Value;
}
