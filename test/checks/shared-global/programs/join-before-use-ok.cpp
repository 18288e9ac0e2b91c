#include <thread>
#include <vector>
std::vector<int> squares(8);
void square(int i) { squares[i] = i * i; } // NORACE
int main() {
  std::vector<std::thread> ts;
  for (int i = 0; i < 8; ++i)
    ts.emplace_back(square, i);
  for (auto &&t : ts)
    if (t.joinable())
      t.join();
  int sum = 0;
  for (int s : squares) // NORACE
    sum += s;
  return sum;
}
