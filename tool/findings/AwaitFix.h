//===----------------------------------------------------------------------===//
// How is a blocking call mended in a coroutine? An await takes its place: of
// the library's own operation, of a timer, or of the same call made on an
// executor where blocking is allowed. The words are those of the models.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FINDINGS_AWAITFIX_H
#define COHAZARD_FINDINGS_AWAITFIX_H

#include "findings/Finding.h"
#include "program/Blocking.h"
#include "program/Movability.h"
#include <map>

namespace cohazard {

/// Makes the fixes of one TU's findings.
class AwaitFixes {
public:
  explicit AwaitFixes(const program::Program &P) : P(P) {}

  /// Adds a fix of \p Chain's first call to \p Out, or a note that says why
  /// there is none where a reader would expect one.
  void add(const program::BlockingChain &Chain, Finding &Out);

private:
  bool isMovedBeside(const facts::Rewrite &R) const;

  const program::Program &P;
  std::optional<program::Movability> Moves; ///< made for the first finding
  /// By full-expression, the call in it that is moved.
  std::map<Site, const facts::Rewrite *> Moved;
  bool SaidHowToConfigure = false;
};

} // namespace cohazard

#endif
