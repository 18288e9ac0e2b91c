#include <thread>
class Logger {
public:
  static Logger &instance() {
    if (!instance_) // RACE
      instance_ = new Logger; // RACE
    return *instance_; // RACE
  }
  void log() { ++lines_; } // RACE
private:
  static Logger *instance_;
  int lines_ = 0;
};
Logger *Logger::instance_ = nullptr;
void work() { Logger::instance().log(); }
int main() {
  std::thread a(work), b(work);
  a.join();
  b.join();
}
