#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

// Tasks out of a queue; the queue is locked, what the tasks share is not.
class TaskRunner {
public:
  explicit TaskRunner(unsigned n) {
    for (unsigned i = 0; i < n; ++i)
      threads_.emplace_back([this] { loop(); });
  }
  ~TaskRunner() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      done_ = true;
    }
    wake_.notify_all();
    for (std::thread &t : threads_)
      t.join();
  }
  void post(std::function<void()> task) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> task;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return done_ || !tasks_.empty(); });
        if (tasks_.empty())
          return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool done_ = false;
  std::vector<std::thread> threads_;
};

static int pages, bytes;
static std::mutex bytes_mutex;

static void fetch(int n) {

  std::lock_guard<std::mutex> lock(bytes_mutex);
  pages += 1; // NORACE
  bytes += n; // NORACE
}

int main() {
  {
    TaskRunner runner(4);
    for (int i = 0; i < 32; ++i)
      runner.post([i] { fetch(i); });
  }
  return pages == 32 && bytes ? 0 : 1; // NORACE
}
