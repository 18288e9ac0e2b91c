//===----------------------------------------------------------------------===//
// Which branches of a body decide the same? `if (flag) lock(); … if (flag)
// unlock();` takes both ways or neither, as long as nobody changes `flag`.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_CORRELATIONS_H
#define COHAZARD_FACTS_CORRELATIONS_H

#include "facts/Extract.h"

namespace clang {
class CFG;
class CFGBlock;
} // namespace clang

namespace cohazard::facts {

/// What is known of each decision on a path.
enum class Answer : uint8_t { Open, No, Yes };
inline constexpr unsigned MostDecisions = 3;
using Answers = std::array<Answer, MostDecisions>;

/// What a block of the graph does to the answers, and what it asks at its end.
struct Decisions {
  /// Those that it settles or opens again; none: it leaves them as they are.
  std::array<std::optional<Answer>, MostDecisions> Sets;
  int Asks = -1;          ///< which one decides where it goes on
  bool YesIsFirst = true; ///< a yes takes the first of its two ways
};

/// The decisions over local variables that \p Graph takes several times, block
/// by block (by its id); empty if there are none.
std::vector<Decisions> correlate(TuContext &Tu, const clang::FunctionDecl *F,
                                 const clang::CFG &Graph);

/// The condition that decides where control goes at the end of a block: of
/// `a && b` the last one, the others have blocks of their own.
const clang::Expr *lastCondition(const clang::CFGBlock &Block);

} // namespace cohazard::facts

#endif
