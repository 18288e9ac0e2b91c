//===----------------------------------------------------------------------===//
// Can this call block, here, as it is written? Judges the conditions of the
// models against a call's arguments and the code around it.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_CONDITIONS_H
#define COHAZARD_FACTS_CONDITIONS_H

#include "facts/CallSite.h"
#include "facts/TuContext.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace cohazard::facts {

/// What the body has shown of its objects by the time a call is reached, in
/// source order. Under-approximates blocking: a test on one path counts on all.
struct BodyKnowledge {
  /// Futures and the like that were tested to be ready or have been awaited.
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> Ready;
  /// The loop variable of a range-for stands for the range.
  llvm::DenseMap<const clang::ValueDecl *, const clang::ValueDecl *> ElementOf;

  bool mayBeReady(const clang::ValueDecl *D) const {
    return D && (Ready.contains(D) || Ready.contains(ElementOf.lookup(D)));
  }
};

class Conditions {
public:
  Conditions(TuContext &Tu, const clang::Stmt *Body,
             const BodyKnowledge &Knowledge)
      : Tu(Tu), Body(Body), Knowledge(Knowledge) {}

  /// Is it proven that the condition holds for the call? False where unknown.
  bool mustHold(const models::Table &Source, const models::Condition &C,
                const CallSite &Call) const;
  bool mustHoldAny(const models::Table &Source, models::Range Conditions,
                   const CallSite &Call) const;

private:
  bool mustBeZeroTimeout(const clang::Expr *E) const;

  TuContext &Tu;
  const clang::Stmt *Body;
  const BodyKnowledge &Knowledge;
};

/// The integer value of \p E, also through a local constant; none if unknown.
std::optional<int64_t> integerValue(TuContext &Tu, const clang::Expr *E);

/// Does \p E spell \p Name: as a macro, an enumerator or an object?
bool mentions(TuContext &Tu, const clang::Expr *E, llvm::StringRef Name);

/// The macros whose expansion \p Loc comes from, innermost first, contain
/// \p Name?
bool isFromMacro(TuContext &Tu, clang::SourceLocation Loc,
                 llvm::StringRef Name);

} // namespace cohazard::facts

#endif
