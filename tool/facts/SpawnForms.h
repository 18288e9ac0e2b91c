//===----------------------------------------------------------------------===//
// Does a call start a thread, and what does it hand over? By the models, by
// the element type of what it constructs, and for pools that no model knows by
// the names of class and method.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_SPAWNFORMS_H
#define COHAZARD_FACTS_SPAWNFORMS_H

#include "facts/CallSite.h"
#include "facts/Extract.h"

namespace cohazard::facts {

/// What a call that starts a thread hands over.
struct SpawnForm {
  const clang::Expr *Callable = nullptr;
  llvm::SmallVector<const clang::Expr *, 4> Arguments; ///< for the callable
  const clang::Expr *HandleOut = nullptr;              ///< `&tid`
  const clang::Expr *Pool = nullptr; ///< joining it ends the work too
  std::vector<CallableRef> What;
  std::string By;
  ThreadCount Count = ThreadCount::One;
  /// The call that makes the task, where a coroutine is spawned: its body does
  /// not run there.
  const clang::Expr *Task = nullptr;
  const clang::Expr *Serial = nullptr; ///< one at a time on this strand
  const clang::Expr *Loop = nullptr;   ///< where the work waits for its turn
  bool OnLoop = false;
  bool Stored = false;   ///< `Callable` holds a function that is not known
  bool EachOnce = false; ///< the turns of a loop start one of `What` each
  bool Blocks = false;     ///< returns after the work is done
  bool JoinsAtEnd = false; ///< the handle's destructor waits
  bool PoolJoinsAtEnd = false;
};

/// None if the call starts nothing.
std::optional<SpawnForm> spawnForm(BodyContext &Body, const CallSite &Site);

/// Adds to \p Out what \p Form hands over, as the callable's parameters.
void addArguments(BodyContext &Body, const SpawnForm &Form, Spawn &Out);

/// Does the class's name say pool, executor or the like?
bool mayBePool(const clang::CXXRecordDecl *Record);

} // namespace cohazard::facts

#endif
