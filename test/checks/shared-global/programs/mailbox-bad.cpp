#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

// A box for one letter; the sender drops it before it takes the lock.
static std::mutex mutex;
static std::condition_variable arrived;
static std::optional<std::string> letter;
static int sent;

static void send(std::string text) {
  letter = std::move(text); // FN_RACE
  {
    std::lock_guard lock(mutex);
    ++sent; // NORACE
  }
  arrived.notify_one();
}

static void receive() {
  std::unique_lock lock(mutex);
  arrived.wait(lock, [] { return letter.has_value(); }); // FN_RACE
  letter.reset(); // FN_RACE
}

int main() {
  std::thread reader(receive);
  send("hello");
  reader.join();
  return sent; // NORACE
}
