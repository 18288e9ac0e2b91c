//===----------------------------------------------------------------------===//
// Which types are tasks, and what is lost when one is dropped? Told by
// structure: a promise that is awaitable, an awaitable that a call returned, a
// sender; or by a model.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_TASKTYPES_H
#define COHAZARD_FACTS_TASKTYPES_H

#include "facts/Facts.h"
#include "facts/TuContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace cohazard::facts {

struct TaskType {
  enum class Verdict : uint8_t {
    No,
    IfAwaited, ///< a task if other code of the TU awaits such a value
    Yes,
  };
  Verdict Is = Verdict::No;
  TaskForm Form = TaskForm::Task;
  bool Lazy = true;
  /// Its destructor may be why it was created, as a guard's is.
  bool MayBeScope = false;

  explicit operator bool() const { return Is != Verdict::No; }
  bool certain() const { return Is == Verdict::Yes; }
};

/// What is known of the task types of one TU.
class TaskTable {
public:
  explicit TaskTable(TuContext &Tu) : Tu(Tu) {}
  /// The table of \p Tu.
  static TaskTable &of(TuContext &Tu);

  /// What \p Type is when a call returns it by value; \p Promise is that of the
  /// coroutine around the call, or null.
  TaskType typeOf(clang::QualType Type, const clang::CXXRecordDecl *Promise);

  /// A value of this class is the operand of a co_await.
  void awaited(const clang::CXXRecordDecl *Record) {
    Awaited.insert(Record->getCanonicalDecl());
  }

  /// Dropped, and a task only if its type is awaited somewhere.
  struct Undecided {
    EntityId In;
    const clang::CXXRecordDecl *Type;
    DroppedTask What;
  };
  std::vector<Undecided> Later;
  bool isAwaited(const clang::CXXRecordDecl *Record) const {
    return Awaited.contains(Record->getCanonicalDecl());
  }

private:
  TaskType classify(const clang::CXXRecordDecl *Record);
  TuContext &Tu;
  llvm::DenseMap<const clang::CXXRecordDecl *, TaskType> Known;
  llvm::DenseSet<const clang::CXXRecordDecl *> Awaited;
};

} // namespace cohazard::facts

#endif
