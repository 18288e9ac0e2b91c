#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>
class Crew {
public:
  explicit Crew(int n) {
    for (int i = 0; i < n; ++i)
      threads.emplace_back([this] { run(); });
  }
  ~Crew() {
    {
      std::lock_guard<std::mutex> g(m);
      stop = true;
    }
    cv.notify_all();
    for (auto &t : threads)
      t.join();
  }
  void give(std::function<void()> f) {
    {
      std::lock_guard<std::mutex> g(m);
      tasks.push(std::move(f));
    }
    cv.notify_one();
  }
private:
  void run() {
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock<std::mutex> g(m);
        cv.wait(g, [this] { return stop || !tasks.empty(); });
        if (tasks.empty())
          return;
        f = std::move(tasks.front());
        tasks.pop();
      }
      f();
    }
  }
  std::mutex m;
  std::condition_variable cv;
  std::queue<std::function<void()>> tasks;
  std::vector<std::thread> threads;
  bool stop = false;
};
int results;
int main() {
  Crew crew(3);
  for (int i = 0; i < 10; ++i)
    crew.give([i] { results += i; }); // RACE
}
