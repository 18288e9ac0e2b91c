//===----------------------------------------------------------------------===//
// May `co_await` be written before an expression that creates a task, and what
// would have to be put around it?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_TASKAWAIT_H
#define COHAZARD_FACTS_TASKAWAIT_H

#include "facts/Extract.h"
#include "facts/TaskCreation.h"

namespace cohazard::facts {

/// The place where an expression stands in its body.
struct ExpressionPlace {
  llvm::ArrayRef<const clang::Stmt *> Around; ///< outermost first
  bool InDefaultArgument = false;
  bool MemberBehind = false; ///< of the value, as in `task().ready()`
};

/// Must \p Operand, as it is written, be put in parentheses behind `co_await` or
/// another prefix operator?
bool bindsLooser(const clang::Expr *Operand);

/// What awaiting \p Made where it is created would take.
AwaitInsertion awaitInsertion(BodyContext &Body, const Creation &Made,
                              const ExpressionPlace &Place);

} // namespace cohazard::facts

#endif
