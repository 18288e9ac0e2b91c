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
class BodyKnowledge {
public:
  explicit BodyKnowledge(TuContext &Tu) : Tu(Tu) {}

  /// \p D was tested to be ready, or has been awaited.
  void learnReady(const clang::ValueDecl *D);
  /// The loop variable of a range-for, or a structured binding, is a part of
  /// \p Whole.
  void learnPart(const clang::ValueDecl *Part, const clang::ValueDecl *Whole) {
    PartOf[Part] = Whole;
  }
  bool mayBeReady(const clang::ValueDecl *D) const;
  /// Is waiting for \p Waited known to take no time?
  bool mayBeReady(const clang::Expr *Waited) const;

private:
  TuContext &Tu;
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> Members;
  llvm::DenseMap<const clang::ValueDecl *, const clang::ValueDecl *> PartOf;
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

/// The value a model writes: a number, a truth value or a name of the headers.
std::optional<int64_t> operandValue(TuContext &Tu, llvm::StringRef Text);

/// Is \p E a constant whose every number is zero: 0, 0ms, duration::zero(), {}?
bool mustBeZero(TuContext &Tu, const clang::Expr *E);

/// Does \p E spell \p Name: as a macro, an enumerator or an object?
bool mentions(TuContext &Tu, const clang::Expr *E, llvm::StringRef Name);

/// The macros whose expansion \p Loc comes from, innermost first, contain
/// \p Name?
bool isFromMacro(TuContext &Tu, clang::SourceLocation Loc,
                 llvm::StringRef Name);

} // namespace cohazard::facts

#endif
