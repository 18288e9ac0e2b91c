//===----------------------------------------------------------------------===//
// Where does a body drop a task in the middle of an expression, and how does it
// mention the locals that hold one? One walk; the locals' paths are followed
// afterwards.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_TASKWALK_H
#define COHAZARD_FACTS_TASKWALK_H

#include "facts/BodyWalk.h"
#include "facts/Extract.h"
#include "facts/TaskCreation.h"
#include "llvm/ADT/MapVector.h"

namespace cohazard::facts {

/// How an expression mentions a local.
enum class Mention : uint8_t {
  Consumes, ///< awaits, moves, passes, returns, captures, starts, …
  Tests,    ///< asks whether there is a task: valid(), operator bool
  Polls,    ///< asks whether it is done
  Assigns,  ///< is the left side of an assignment
  Drops,    ///< a cast to void, or a statement of its own
};

/// A local variable of a task type.
struct TaskLocal {
  const clang::VarDecl *Var;
  TaskType Type;
  std::optional<Creation> Initial;    ///< the task it starts with, if any
  const clang::Stmt *Block = nullptr; ///< that declares it
  bool Consumed = false;              ///< by any mention
  bool Mentioned = false;
  bool Asserted = false; ///< by one in a test's assertion
  bool CastToVoid = false;
  /// A task that is assigned in the very block that declares the variable.
  std::optional<Creation> FirstAssigned = std::nullopt;
  /// One that is assigned elsewhere, under a condition or in a loop.
  std::optional<Creation> MaybeAssigned = std::nullopt;
};

/// What an assignment to a local does.
struct TaskAssignment {
  bool MakesTask;
  bool Always; ///< in the very block that declares the local
};

/// What one walk finds out.
struct TaskUses {
  llvm::MapVector<const clang::VarDecl *, TaskLocal> Locals;
  llvm::DenseMap<const clang::Stmt *,
                 std::pair<const clang::VarDecl *, Mention>>
      Mentions;
  llvm::DenseMap<const clang::Stmt *, TaskAssignment> Assigned;
};

/// Is \p D a conversion to bool?
bool isBoolConversion(const clang::Decl *D);

/// Does \p D, a member, ask no more than how the task is?
std::optional<Mention> observes(const clang::ValueDecl *D);

/// What the nodes around a mention do with it. The mention itself may be
/// wrapped in parentheses and casts that change nothing.
Mention mentionOf(const clang::Expr *Ref,
                  llvm::ArrayRef<const clang::Stmt *> Around);

/// Is \p E `std::ignore`?
bool isStdIgnore(const clang::Expr *E);

/// Is \p Call a `std::move` or `std::forward`?
bool isStdMove(const clang::CallExpr *Call);

/// Is \p Loc in an assertion macro of a test? Paths that give up there are of
/// no interest, and what it evaluates counts on all paths.
bool inAssertion(const TuContext &Tu, clang::SourceLocation Loc);

/// Reports what is dropped at once to \p Body, and returns what is known of the
/// locals.
TaskUses readTaskUses(BodyContext &Body);

/// Follows the locals along the control flow; reports those that some path
/// does not consume.
void followTaskLocals(BodyContext &Body, const TaskUses &Uses);

/// Reports a callable that \p E, a call or a conversion, takes and whose task
/// nobody will see.
void readDroppedCallable(BodyContext &Body, TaskCreations &Creations,
                         const clang::Expr *E);

/// Adds \p What to the body's facts: now, or, if its type is a task only where
/// it is awaited, at the end of the TU.
void dropTask(BodyContext &Body, const Creation &Made, DroppedTask What);

} // namespace cohazard::facts

#endif
