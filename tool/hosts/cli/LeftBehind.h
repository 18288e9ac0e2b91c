//===----------------------------------------------------------------------===//
// What does a run leave for the next one, and for the editor? What the cache knows
// of files and facts, the index of the program, the findings. Nobody waits for
// them: they are made beside the work that the user waits for, and written when it
// is done.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_LEFTBEHIND_H
#define COHAZARD_HOSTS_CLI_LEFTBEHIND_H

#include "hosts/cli/FactsCache.h"
#include "program/Program.h"
#include <future>

namespace cohazard::cli {

class LeftBehind {
public:
  /// \p Cache may be empty; then nothing is left. With one job nothing is done at
  /// the same time.
  explicit LeftBehind(std::optional<FactsCache> &Cache) : Cache(Cache) {}

  /// Units are read: what is known of them is written down.
  void finishCache(unsigned Jobs);
  /// How many units the cache has no room for.
  uint64_t forgotten();
  /// \p Program and all that it refers to must outlive this.
  void makeIndex(std::shared_ptr<const program::Program> Program, unsigned Jobs);
  /// Before files are changed.
  void awaitIndex();
  void keepReport(ContentHash Key, std::string Bytes);
  /// The report is written last: whoever finds it relies on the index.
  void write();

private:
  std::optional<FactsCache> &Cache;
  std::future<uint64_t> Finished;
  std::future<std::string> Making;
  std::string Index; ///< empty: it is not made
  std::optional<std::pair<ContentHash, std::string>> Report;
};

} // namespace cohazard::cli

#endif
