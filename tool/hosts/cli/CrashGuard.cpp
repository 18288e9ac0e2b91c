#include "hosts/cli/CrashGuard.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include <csignal>
#include <memory>

namespace cohazard::cli {

namespace {

/// While it lives, signal handlers of this thread have a stack of their own:
/// on one that has overflowed they could not run.
class SignalStack {
public:
  SignalStack() : Memory(new char[Size]) {
    stack_t Mine = {};
    Mine.ss_sp = Memory.get();
    Mine.ss_size = Size;
    sigaltstack(&Mine, &Before);
  }
  ~SignalStack() { sigaltstack(&Before, nullptr); }
  SignalStack(const SignalStack &) = delete;
  SignalStack &operator=(const SignalStack &) = delete;

private:
  static constexpr size_t Size = 64 << 10;
  std::unique_ptr<char[]> Memory;
  stack_t Before = {};
};

} // namespace

void enableCrashGuard() {
  llvm::CrashRecoveryContext::Enable();
  // LLVM's handlers run on the stack that crashed, unless told otherwise.
  for (int Signal : {SIGSEGV, SIGBUS}) {
    struct sigaction Action;
    sigaction(Signal, nullptr, &Action);
    Action.sa_flags |= SA_ONSTACK;
    sigaction(Signal, &Action, nullptr);
  }
}

bool runGuarded(llvm::function_ref<void()> Job) {
  static constexpr unsigned StackBytes = 8 << 20; // as clang asks for its own
  llvm::CrashRecoveryContext OnThread;
  bool Finished = false;
  OnThread.RunSafelyOnThread(
      [&] {
        SignalStack Handlers;
        llvm::CrashRecoveryContext Recovery;
        Finished = Recovery.RunSafely(Job);
      },
      StackBytes);
  return Finished;
}

} // namespace cohazard::cli
