//===----------------------------------------------------------------------===//
// Does this expression create a task, and who made it? Looks at the value that
// an expression yields, through parentheses, cleanups and elided copies.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_TASKCREATION_H
#define COHAZARD_FACTS_TASKCREATION_H

#include "facts/TaskTypes.h"
#include "clang/AST/Expr.h"

namespace cohazard::facts {

/// The expression whose value \p E is, without what the compiler put around it.
const clang::Expr *valueOf(const clang::Expr *E);

/// A task that an expression yields by value.
struct Creation {
  const clang::Expr *Value;
  const clang::CXXRecordDecl *Record;
  TaskType Type;
  std::string Creator; ///< as messages print it; may be empty
  bool BlocksInDestructor = false;
  bool TakesLock = false;
  /// The last continuation of an eager task may be dropped at once.
  bool EndsChain = false;
  AwaitInsertion Await = {};
};

/// The promise of the coroutine \p F, or null.
const clang::CXXRecordDecl *promiseAround(const clang::FunctionDecl *F);

class TaskCreations {
public:
  /// \p Around is the function whose body is read; may be null.
  TaskCreations(TuContext &Tu, const clang::FunctionDecl *Around);

  /// The task that \p Whole creates, if it is one that must be consumed.
  std::optional<Creation> created(const clang::Expr *Whole);

  /// What a call of the callable \p E returns, if that is a task.
  TaskType returnedByCallable(const clang::Expr *E);

  TaskType typeOf(clang::QualType Type) {
    return TaskTable::of(Tu).typeOf(Type, Promise);
  }

private:
  std::optional<Creation> createdByValue(const clang::Expr *E);
  std::optional<Creation> createdByCall(const clang::CallExpr *Call);
  std::optional<Creation> futureOfAsync(const clang::CallExpr *Call,
                                        const clang::CXXRecordDecl *Record);
  bool isHandleOfSpawn(const clang::CallExpr *Call, const TaskType &Type);
  bool isContinuation(const clang::CallExpr *Call);
  bool isLastContinuation(const clang::CallExpr *Call);
  bool isAwaitedByModel(const clang::FunctionDecl *Callee);
  bool takesWork(const clang::CallExpr *Call);
  bool takesLock(const clang::FunctionDecl *Callee,
                 const clang::CXXRecordDecl *Record);
  std::string nameOfCreator(const clang::CallExpr *Call);

  TuContext &Tu;
  const clang::CXXRecordDecl *Promise;
};

/// Is \p Name that of a function or class that takes a lock, as `lock_async`
/// and `co_scoped_lock` are?
bool namesLock(llvm::StringRef Name);

} // namespace cohazard::facts

#endif
