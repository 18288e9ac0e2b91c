#include <thread>
struct Session {
  static int open;
  static inline int peak = 0;
  Session() {
    ++open; // RACE
    if (open > peak) // RACE
      peak = open; // RACE
  }
  ~Session() { --open; } // RACE
};
int Session::open = 0;
void serve() { Session s; }
int main() {
  std::thread a(serve), b(serve);
  a.join();
  b.join();
}
