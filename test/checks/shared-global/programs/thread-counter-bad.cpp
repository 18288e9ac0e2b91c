#include <iostream>
#include <thread>
#include <vector>

int counter = 0;

void increment() {
  for (int i = 0; i < 1000; ++i)
    ++counter; // RACE
}

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.push_back(std::thread(increment));
  for (auto &t : threads)
    t.join();
  std::cout << counter << '\n'; // NORACE
}
