#include <string>
#include <thread>
std::string text;
void append() { text += "x"; } // RACE
int main() {
  std::thread t{append};
  auto n = text.length(); // RACE
  t.join();
  return n + text.size(); // NORACE
}
