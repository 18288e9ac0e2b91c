#include <array>
#include <atomic>
#include <thread>

// A ring with atomic indices; the element count beside it is plain.
template <typename T, std::size_t N> class Ring {
public:
  bool push(const T &value) {
    const auto at = tail.load(std::memory_order_relaxed);
    if ((at + 1) % N == head.load(std::memory_order_acquire))
      return false;
    slots[at] = value;
    tail.store((at + 1) % N, std::memory_order_release);
    ++count; // RACE
    return true;
  }
  bool pop(T &value) {
    const auto at = head.load(std::memory_order_relaxed);
    if (at == tail.load(std::memory_order_acquire))
      return false;
    value = slots[at];
    head.store((at + 1) % N, std::memory_order_release);
    --count; // RACE
    return true;
  }
  std::size_t size() const { return count; } // NORACE

private:
  std::array<T, N> slots{};
  std::atomic<std::size_t> head{0}, tail{0};
  std::size_t count = 0;
};
static Ring<int, 8> ring;

int main() {
  std::thread producer([] {
    for (int i = 0; i < 100;)
      i += ring.push(i);
  });
  std::thread consumer([] {
    int got = 0;
    for (int i = 0; i < 100;)
      i += ring.pop(got);
  });
  producer.join();
  consumer.join();
  return static_cast<int>(ring.size());
}
