#include "hosts/cli/LeftBehind.h"
#include "hosts/cli/LintProgram.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

/// Deferred: it is done when its result is asked for.
static std::launch beside(unsigned Jobs) {
  return Jobs > 1 ? std::launch::async : std::launch::deferred;
}

void LeftBehind::finishCache(unsigned Jobs) {
  if (Cache)
    Finished = std::async(beside(Jobs), [this] { return Cache->finish(); });
}

uint64_t LeftBehind::forgotten() {
  return Finished.valid() ? Finished.get() : 0;
}

void LeftBehind::makeIndex(std::shared_ptr<const program::Program> Program,
                           unsigned Jobs) {
  Making = std::async(beside(Jobs), [this, Jobs, Program = std::move(Program)] {
    std::string Bytes = indexOf(*Program, &*Cache, Jobs);
    if (Bytes.empty())
      errs() << "note: making the index for the editor crashed; please report "
                "it\n";
    return Bytes;
  });
}

void LeftBehind::awaitIndex() {
  if (Making.valid())
    Index = Making.get();
}

void LeftBehind::keepReport(ContentHash Key, std::string Bytes) {
  Report.emplace(Key, std::move(Bytes));
}

void LeftBehind::write() {
  awaitIndex();
  if (!Index.empty())
    Cache->storeIndex(Index);
  if (Report)
    Cache->storeReport(Report->first, Report->second);
}

} // namespace cohazard::cli
