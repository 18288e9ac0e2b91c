//===----------------------------------------------------------------------===//
// Where is what the whole program knows? In `.cache/cohazard/program.index`, in
// the folder of the main file or above, as `cohazard lint` leaves it there.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_INDEXFINDER_H
#define COHAZARD_HOSTS_INDEXFINDER_H

#include "program/Import.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include <memory>
#include <mutex>

namespace cohazard::hosts {

/// The index that a project's cache folder holds, and where a project has it.
inline constexpr llvm::StringLiteral IndexName = "program.index";
inline constexpr llvm::StringLiteral IndexPath =
    ".cache/cohazard/program.index";

/// Opens indices, each once as long as it does not change. Safe to share between
/// threads.
class IndexFinder {
public:
  /// Adds what the program knows to the facts of the TU of \p MainFile, an
  /// absolute path. Gives what the user should know of the index, once for each;
  /// without an index nothing happens.
  std::vector<std::string> addKnowledge(facts::TuFacts &Facts,
                                        llvm::StringRef MainFile);

private:
  struct Opened {
    llvm::sys::TimePoint<> Modified;
    uint64_t Size = 0, Inode = 0;
    std::shared_ptr<const program::Index> Index; ///< null: it cannot be used
  };
  std::shared_ptr<const program::Index> open(const std::string &Path,
                                             std::vector<std::string> &Said);

  std::mutex Guard;
  llvm::StringMap<Opened> Known; ///< by path
  llvm::StringSet<> LookedAt; ///< files that were held against an index: each once
};

} // namespace cohazard::hosts

#endif
