#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>
std::mutex m;
std::condition_variable cv;
std::queue<int> jobs;
bool stop;
void consumer() {
  while (!stop) { // RACE
    std::unique_lock<std::mutex> lk(m);
    while (jobs.empty() && !stop) // RACE
      cv.wait(lk);
    if (!jobs.empty()) // NORACE
      jobs.pop(); // NORACE
  }
}
int main() {
  std::thread t(consumer);
  {
    std::unique_lock<std::mutex> lk(m);
    jobs.push(1); // NORACE
  }
  stop = true; // RACE
  cv.notify_all();
  t.join();
}
