#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
std::mutex m;
std::condition_variable cv;
std::deque<int> queue;
bool finished = false;
void consumer() {
  int sum = 0;
  while (true) {
    std::unique_lock<std::mutex> lk(m);
    cv.wait(lk, [] { return !queue.empty() || finished; }); // NORACE
    if (queue.empty()) // NORACE
      break;
    int item = queue.front(); // NORACE
    queue.pop_front(); // NORACE
    lk.unlock();
    sum += item;
  }
}
int main() {
  std::thread t(consumer);
  for (int i = 0; i < 10; ++i) {
    {
      std::lock_guard<std::mutex> lk(m);
      queue.push_back(i); // NORACE
    }
    cv.notify_one();
  }
  {
    std::lock_guard<std::mutex> lk(m);
    finished = true; // NORACE
  }
  cv.notify_all();
  t.join();
}
