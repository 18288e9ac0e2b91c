#include <mutex>
#include <thread>
#include <vector>
#include <string>

std::vector<std::string> messages;
std::mutex messages_mutex;

void say(std::string text) {
  std::lock_guard<std::mutex> lock{messages_mutex};
  messages.push_back(std::move(text)); // NORACE
}

int main() {
  std::thread a(say, "hello"), b(say, "world");
  a.join();
  b.join();
  return messages.size(); // NORACE
}
