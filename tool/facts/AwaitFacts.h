//===----------------------------------------------------------------------===//
// What do coroutine bodies say as text, and which tasks do they drop? The facts
// that awaits are inserted by.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_AWAITFACTS_H
#define COHAZARD_FACTS_AWAITFACTS_H

#include "source/Entity.h"
#include "source/Site.h"
#include <cstdint>
#include <string>
#include <vector>

namespace cohazard::facts {

//===-- Rewriting ----------------------------------------------------------===//

/// An operand as it is written; behind a prefix operator it may need parentheses.
struct Written {
  std::string Text;
  bool BindsLooser = false;
};

/// What stands in the same expression as a call, and may run on the other side of
/// it once it awaits.
struct Beside {
  std::vector<uint32_t> Calls; ///< into Function::Calls
  std::vector<EntityId> Variables;
};

/// A call of a coroutine as its source says it: what a fix needs to make it
/// elsewhere, or otherwise, and await its value in its place.
struct Rewrite {
  enum class Value : uint8_t { None, Object, Reference };

  uint32_t Call = 0; ///< into Function::Calls
  Site Begin;        ///< of the whole call, its receiver included
  Site Expression;   ///< where the full-expression begins that it stands in
  uint32_t Length = 0;
  std::string Text;
  bool BindsLooser = false; ///< than a prefix operator
  std::vector<Written> Arguments;
  std::string Object; ///< the receiver as written; may be empty
  bool ObjectIsTemporary = false;
  bool ObjectIsMoved = false; ///< written as `std::move(object)`
  std::string Indent; ///< what its line starts with
  /// Another statement follows on its line.
  bool Crowded = false;
  Value Gives = Value::None;
  /// Of the value, as it may be written there; of a reference, what it refers
  /// to.
  std::string Type;
  bool DefaultConstructible = true; ///< the type
  bool Used = false; ///< somebody takes the value
  /// What stands around would bind to a part of an await only.
  bool NeedsParentheses = false;
  /// A reference keeps the value alive beyond the full expression.
  bool LifeExtended = false;
  std::string Obstacle; ///< why no await can stand there; empty: it can
  /// Why the call cannot be made from a function of its own; empty: it can.
  std::string Immovable;
  std::string Doubt;    ///< what else an await there would change; may be empty
  facts::Beside Beside;
  /// The expression awaits more than what the call is a part of.
  bool AwaitsMore = false;
  /// An object it names that only one thread may use; may be empty.
  std::string Confined;

  bool contains(Site Where) const {
    return Where.File == Begin.File && Where.Offset >= Begin.Offset &&
           Where.Offset < Begin.Offset + Length;
  }
};

/// Where a header that some idiom needs would be included.
struct MissingInclude {
  std::string Header; ///< e.g. `boost/asio/co_spawn.hpp`
  Site Where;
  std::string Text;
};

//===-- Tasks --------------------------------------------------------------===//

enum class DropKind : uint8_t {
  Discarded,      ///< an expression whose value nobody takes
  Unconsumed,     ///< a local that no path consumes
  UnconsumedPath, ///< a local that some path does not consume
  Overwritten,    ///< assigned anew before it was consumed
  ConvertedToVoid,///< a coroutine lambda as a callable returning void
  Tested,         ///< a task as a condition
};

/// What is dropped, as messages name it.
enum class TaskForm : uint8_t {
  Task,      ///< what a coroutine returns
  Operation, ///< an awaitable that only acts when it is awaited
  Sender,
  Future,    ///< std::async's
};

/// May `co_await` be written before an expression?
enum class AwaitLegality : uint8_t {
  Legal,
  Unproven,       ///< a template or a macro decides; a parse would tell
  NotAwaitable,   ///< the coroutine's promise cannot await the type
  NotInCoroutine,
  InHandler,      ///< of an exception
  InDefaultArgument,
  InStaticInitializer,
  InMacro,        ///< spelled in a macro's body
  InArm,          ///< of `?:`, and yields an object, which gcc 12 ends twice
  NoExpression,   ///< no expression of the body creates the task
};

/// What it takes to await a task in the expression that creates it.
struct AwaitInsertion {
  AwaitLegality Legality = AwaitLegality::NoExpression;
  Site Begin, End; ///< the expression as written; End is behind its last byte
  bool ParenthesizeOperand = false; ///< co_await (a | b)
  bool ParenthesizeWhole = false;   ///< (co_await a).ready()
  bool YieldsVoid = false; ///< awaited, it cannot initialise a variable
};

/// A task that is created and not consumed.
struct DroppedTask {
  Site Where;
  DropKind How = DropKind::Discarded;
  TaskForm Form = TaskForm::Task;
  std::string Creator; ///< the function that made it; may be empty
  std::string Variable;///< the local's name; may be empty
  std::string Taker;   ///< what took the coroutine as a callable; may be empty
  bool Lazy = true;    ///< it never runs; else its result is lost
  bool BlocksInDestructor = false; ///< std::async's future
  bool TakesLock = false; ///< it would have acquired an asynchronous lock
  bool VoidCast = false;  ///< dropped by a cast to void or std::ignore
  Site Exit;           ///< where the path leaves without consuming it
  AwaitInsertion Await; ///< of a local: of its initialiser or first assignment
};

} // namespace cohazard::facts

#endif
