#include <future>
#include <string>
#include <thread>

// The value is promised, the remark is written after the promise is kept.
static std::string value, remark;

static void produce(std::promise<void> done) {
  value = "42"; // NORACE
  done.set_value();
  remark = "late"; // RACE
}

int main() {
  std::promise<void> done;
  std::future<void> when = done.get_future();
  std::thread producer(produce, std::move(done));
  when.wait();
  const bool fine = value == "42" // NORACE
                    && remark.empty(); // RACE
  producer.join();
  return fine && remark == "late" ? 0 : 1; // NORACE
}
