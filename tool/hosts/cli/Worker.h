//===----------------------------------------------------------------------===//
// A thread that does one piece of work after another, with as much stack as clang
// asks for its own. Work that is guarded against crashes needs no thread of its own
// there (CrashGuard.h): to start one for each of a thousand files takes longer than
// to read what is known of them.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_WORKER_H
#define COHAZARD_HOSTS_CLI_WORKER_H

#include "llvm/Support/thread.h"
#include <optional>

namespace cohazard::cli {

inline constexpr unsigned WorkerStackBytes = 8 << 20;

/// Is this such a thread? No longer after a crash, which may have left anything
/// behind.
inline thread_local bool IsWorker = false;

template <typename Callable> llvm::thread startWorker(Callable &Work) {
  return llvm::thread(std::optional<unsigned>(WorkerStackBytes), [&Work] {
    IsWorker = true;
    Work();
  });
}

} // namespace cohazard::cli

#endif
