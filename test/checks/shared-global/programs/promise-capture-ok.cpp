#include <future>
#include <string>
#include <thread>

// The promise moves into the lambda that keeps it.
static std::string value;

int main() {
  std::promise<void> done;
  auto when = done.get_future();
  std::thread producer([done = std::move(done)]() mutable {
    value = "42"; // NORACE
    done.set_value();
  });
  when.get();
  const bool fine = value == "42"; // NORACE
  producer.join();
  return fine ? 0 : 1;
}
