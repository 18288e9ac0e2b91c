#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

static std::mutex mutex;
static std::condition_variable arrived;
static std::optional<std::string> letter;
static int sent;

static void send(std::string text) {
  {
    std::lock_guard lock(mutex);
    letter = std::move(text); // NORACE
    ++sent; // NORACE
  }
  arrived.notify_one();
}

static void receive() {
  std::unique_lock lock(mutex);
  arrived.wait(lock, [] { return letter.has_value(); }); // NORACE
  letter.reset(); // NORACE
}

int main() {
  std::thread reader(receive);
  send("hello");
  reader.join();
  return sent; // NORACE
}
