#include <future>
int data[2];
int compute(int i) {
  data[i] = i * i; // FP_NORACE
  return i;
}
int main() {
  auto f = std::async(std::launch::async, compute, 0);
  data[1] = 5; // FP_NORACE
  f.get();
  return data[0]; // NORACE
}
