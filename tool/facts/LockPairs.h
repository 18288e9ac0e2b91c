//===----------------------------------------------------------------------===//
// Which locks are held once two were taken in an order that is decided at run
// time? `first = a < b ? a : b; second = a < b ? b : a;`: which of the two each
// one is nobody knows, but both are held. They are two: a lock that is taken
// twice never comes back.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_LOCKPAIRS_H
#define COHAZARD_FACTS_LOCKPAIRS_H

#include "facts/TuContext.h"

namespace cohazard::facts {

class LockPairs {
public:
  LockPairs(TuContext &Tu, const clang::FunctionDecl *F) : Tu(Tu), F(F) {}

  /// The locks that are known to be held once \p Lock is taken: both of a pair
  /// that it completes.
  std::vector<Place> taken(const clang::Expr *Lock);
  /// The locks of which nobody knows any more, once \p Lock is given back.
  std::vector<Place> given(const clang::Expr *Lock);

private:
  /// A lock that belongs to one of two objects.
  struct Choice {
    const clang::VarDecl *Chosen = nullptr;
    llvm::SmallVector<llvm::FoldingSetNodeID, 2> Of;
    std::vector<Place> Locks; ///< in the order of `Of`
  };
  std::optional<Choice> choice(const clang::Expr *Lock);
  void values(const clang::VarDecl *Var,
              llvm::SmallPtrSetImpl<const clang::VarDecl *> &Seen,
              llvm::SmallVectorImpl<const clang::Expr *> &Out);
  void values(const clang::Expr *Value,
              llvm::SmallPtrSetImpl<const clang::VarDecl *> &Seen,
              llvm::SmallVectorImpl<const clang::Expr *> &Out);

  TuContext &Tu;
  const clang::FunctionDecl *F;
  std::vector<Choice> Held;
  std::vector<std::pair<const clang::VarDecl *, const clang::VarDecl *>> Pairs;
};

} // namespace cohazard::facts

#endif
