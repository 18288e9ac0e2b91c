#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/Worker.h"
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

static bool runGuardedHere(llvm::function_ref<void()> Job) {
  SignalStack Handlers;
  llvm::CrashRecoveryContext Recovery;
  return Recovery.RunSafely(Job);
}

bool runGuarded(llvm::function_ref<void()> Job) {
  if (IsWorker)
    return IsWorker = runGuardedHere(Job);
  llvm::CrashRecoveryContext OnThread;
  bool Finished = false;
  OnThread.RunSafelyOnThread([&] { Finished = runGuardedHere(Job); },
                             WorkerStackBytes);
  return Finished;
}

} // namespace cohazard::cli
