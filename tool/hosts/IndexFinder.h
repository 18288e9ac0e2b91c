//===----------------------------------------------------------------------===//
// Where is what the whole program knows? In `.cache/cohazard/program.index`, in
// the folder of the main file or above, as `cohazard lint` leaves it there.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_INDEXFINDER_H
#define COHAZARD_HOSTS_INDEXFINDER_H

#include "hosts/FileStamp.h"
#include "program/Import.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include <memory>
#include <mutex>

namespace cohazard::hosts {

/// The index that a project's cache folder holds, and where a project has it.
inline constexpr llvm::StringLiteral IndexName = "program.index";
inline constexpr llvm::StringLiteral IndexPath =
    ".cache/cohazard/program.index";

/// What the user should know of the index that holds for a TU.
struct IndexNews {
  std::string WhyUnusable; ///< empty: it was used, or there is none
  /// Files that the TU has knowledge of and that were edited since.
  std::vector<std::string> Changed;
};

/// \p News in words; nothing if all is well.
std::vector<std::string> sentences(const IndexNews &News);

/// Opens indices, and reads the files that they speak of, each once as long as it
/// does not change. Safe to share between threads.
class IndexFinder {
public:
  /// Adds what the program knows to the facts of the TU of \p MainFile, an
  /// absolute path. Without an index nothing happens.
  IndexNews addKnowledge(facts::TuFacts &Facts, llvm::StringRef MainFile);

private:
  struct Source {
    FileStamp At;
    bool IsCurrent = false;
  };
  struct Opened {
    FileStamp At;
    std::shared_ptr<const program::Index> Index; ///< null: it cannot be used
    std::string WhyUnusable;
    llvm::DenseMap<uint32_t, Source> Sources; ///< by the index's number
  };
  static bool isCurrent(Opened &Whole, uint32_t File);
  Opened &open(const std::string &Path);

  std::mutex Guard;
  llvm::StringMap<Opened> Known; ///< by path
};

} // namespace cohazard::hosts

#endif
