#pragma once
#pragma GCC system_header
#include "shape/runtime.h"

namespace trantor {

class EventLoop {
public:
  void loop() {
    Current() = this;
    Events.run();
  }
  void queueInLoop(shape::Work Do) { Events.post(std::move(Do)); }
  static EventLoop *getEventLoopOfCurrentThread() { return Current(); }
  shape::Loop Events;

private:
  static EventLoop *&Current() {
    thread_local EventLoop *Own = nullptr;
    return Own;
  }
};

class EventLoopThread {
public:
  ~EventLoopThread() {
    Own.Events.stop();
    Thread.join();
  }
  EventLoop *getLoop() { return &Own; }

private:
  EventLoop Own;
  std::thread Thread{[this] { Own.loop(); }};
};

} // namespace trantor
