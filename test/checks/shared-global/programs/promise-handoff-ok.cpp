#include <future>
#include <string>
#include <thread>

static std::string value, remark;

static void produce(std::promise<void> done) {
  value = "42"; // NORACE
  remark = "early"; // NORACE
  done.set_value();
}

int main() {
  std::promise<void> done;
  std::future<void> when = done.get_future();
  std::thread producer(produce, std::move(done));
  when.wait();
  const bool fine = value == "42" // NORACE
                    && remark == "early"; // NORACE
  producer.detach();
  return fine ? 0 : 1;
}
