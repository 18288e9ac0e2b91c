//===----------------------------------------------------------------------===//
// Many at a time: in any order, or shown in order, with results that are made by
// several threads and taken by the calling one as if there had been one thread only.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_INORDER_H
#define COHAZARD_HOSTS_CLI_INORDER_H

#include "hosts/cli/Worker.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

namespace cohazard::cli {

/// Calls \p Work with 0 … Count-1 on \p Jobs threads, this one among them.
inline void inAnyOrder(size_t Count, unsigned Jobs,
                       llvm::function_ref<void(size_t)> Work) {
  std::atomic<size_t> Next = 0;
  auto Share = [&] {
    for (size_t I; (I = Next++) < Count;)
      Work(I);
  };
  std::vector<llvm::thread> Others;
  for (size_t I = 1, E = std::min<size_t>(Jobs, Count); I < E; ++I)
    Others.push_back(startWorker(Share));
  Share();
  for (llvm::thread &Other : Others)
    Other.join();
}

/// Calls \p Make with 0 … Count-1 on \p Jobs threads and \p Take with each
/// result, in that order, on this one.
template <typename Result>
void inOrder(size_t Count, unsigned Jobs,
             llvm::function_ref<Result(size_t)> Make,
             llvm::function_ref<void(size_t, Result)> Take) {
  std::vector<std::optional<Result>> Made(Count);
  std::mutex Guard;
  std::condition_variable OneMade;
  std::atomic<size_t> Next = 0;
  auto Work = [&] {
    for (size_t I; (I = Next++) < Count;) {
      Result Mine = Make(I);
      {
        std::lock_guard<std::mutex> Lock(Guard);
        Made[I] = std::move(Mine);
      }
      OneMade.notify_one();
    }
  };
  std::vector<llvm::thread> Workers;
  for (size_t I = 0, E = std::min<size_t>(Jobs, Count); I < E; ++I)
    Workers.push_back(startWorker(Work));
  for (size_t I = 0; I < Count; ++I) {
    std::unique_lock<std::mutex> Lock(Guard);
    OneMade.wait(Lock, [&] { return Made[I].has_value(); });
    Result Mine = std::move(*Made[I]);
    Made[I].reset();
    Lock.unlock();
    Take(I, std::move(Mine));
  }
  for (llvm::thread &Worker : Workers)
    Worker.join();
}

} // namespace cohazard::cli

#endif
