//===----------------------------------------------------------------------===//
// What do library functions do: block, wait, spawn, lock, await, offload?
//
// A model is plain data read from YAML: our own files (tool/models/*.yaml) are
// compiled into constant tables at build time, a user's `.cohazard.yaml` is
// read at run time into tables of the same shape. A call site costs one hash
// look-up by qualified name; all roles of that name come back together.
//
// Names are qualified, without inline namespaces and template arguments, e.g.
// `std::basic_ifstream::open`, `std::thread::thread`, `pthread_mutex_lock`.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_MODELS_MODEL_H
#define COHAZARD_MODELS_MODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace cohazard::models {

/// Offset of a NUL-terminated string in the table's text. 0 is the empty one.
using TextId = uint32_t;

/// A run of elements in one of the table's arrays.
struct Range {
  uint32_t First = 0;
  uint32_t Count = 0;
};

/// When does a condition of a `unless:`/`when:` list hold?
enum class ConditionKind : uint8_t {
  Equal,        ///< argN == X
  NotEqual,     ///< argN != X
  Less,         ///< argN < X
  HasFlag,      ///< argN has FLAG
  LacksFlag,    ///< argN lacks FLAG
  OneOf,        ///< argN in {A, B}
  Null,         ///< argN is null
  NonNull,      ///< argN is nonnull
  NamedTag,     ///< argN is NAME: a tag object, its type, or a value
  ZeroTimeout,  ///< argN is, or points to, a time span of zero
  ArgCount,     ///< argc == N
  NonBlockingDescriptor, ///< fd argN (or the object) is O_NONBLOCK
  ObjectType,   ///< object is TYPE
  FromAsync,    ///< object came from std::async ...
  Ready,        ///< state: ready: a readiness test or an await came first
  Unprovable    ///< anything else: text for people, never holds
};

struct Condition {
  ConditionKind Kind;
  int8_t Arg;    ///< argument from 0; LastArg; ObjectArg
  Range Operands; ///< TextIds in the table's operand array
};
inline constexpr int8_t LastArg = -1;
inline constexpr int8_t ObjectArg = -2;

/// How long a call may wait; the words are those of the model files.
enum class Blocks : uint8_t { Always, Peer, Io, Brief, Mode };

struct Blocking {
  TextId Category;
  Blocks How;
  uint8_t Level; ///< 1 by default, 2 also by default unless brief, 3 never
  TextId Advice; ///< what to use instead, a sentence; may be empty
  TextId AsyncApi; ///< the asynchronous call of the same library; may be empty
  /// What a coroutine writes instead, and how long the call sleeps: C++ with
  /// placeholders ${object}, ${arg0}, ${arg1}; may be empty.
  TextId Await, Duration;
  Range Unless;  ///< does not wait if any of these conditions holds
  Range When;    ///< if not empty: waits only if one of these holds
};

/// Which callable does a call take over?
enum class CallableKind : uint8_t {
  Argument,         ///< argument N (LastArg: the last one)
  EveryArgument,    ///< every argument that is callable
  FieldOfArgument,  ///< field F of the struct that argument N points to
  VirtualOfObject,  ///< override of method F of the object
  VirtualOfArgument,///< override of method F of what argument N points to
  Coroutine,        ///< argument N is a task: the coroutine's body runs
  CoroutineObject,  ///< the object is a task
  Continuation,     ///< the code after the call
  None              ///< starts threads only
};

struct Callable {
  CallableKind Kind;
  int8_t Arg;   ///< argument number or LastArg
  TextId Member; ///< field or method name
};

/// Where a callable runs; the words are those of spawners.
enum class RunsOn : uint8_t {
  NewThread, PoolThread, CallerOrPool, LoopThread, Executor, ExecutorSerial,
  OtherShard, SameThread, DriverThread, Signal, Stored, OtherProcess, Elsewhere
};
enum class Overlap : uint8_t { No, Maybe, Yes };
enum class Completion : uint8_t {
  None, JoinCall, WaitCall, DestructorJoins, Future, Awaitable, Token, Scope,
  Returns, Detached
};

/// Runs a callable: on another thread, on a loop, or at once on this thread
/// (RunsOn::SameThread with Completion::Returns: an algorithm).
struct Spawner {
  Callable What;
  int8_t ArgsFrom; ///< first argument forwarded to the callable; -1: none
  int8_t ContextArg; ///< argument passed as an untyped pointer; -1: none
  RunsOn Where;
  Overlap WithCaller;
  bool Many;       ///< one call may run several instances at a time
  Completion End;
  int8_t HandleArg; ///< argument that receives the handle; -1: result/object
  /// If not empty: only if one of these holds. Where none holds and the call
  /// returns after the work (Completion::Returns), it runs the callable at once.
  Range When;
};

/// Ends the wait for spawned work: join, get, wait.
struct Join {
  int8_t HandleArg; ///< ObjectArg: the object of the member call
};

enum class LockOp : uint8_t { Acquire, Try, Timed, Release, Init, Destroy };
enum class LockMode : uint8_t { Exclusive, Shared };
enum class Success : uint8_t { Always, Zero, NonZero, MinusOne };

/// A function or member that takes or releases a lock.
struct LockFunction {
  LockOp Op;
  LockMode Mode;
  int8_t LockArg; ///< ObjectArg: the object; LastArg is not used; -3: every argument
  Success Held;
  bool Async; ///< must be awaited and never blocks the thread
};
inline constexpr int8_t EveryArg = -3;

/// A class that holds a lock from its constructor to its destructor.
struct Guard {
  /// Constructor argument; EveryArg for scoped_lock; ObjectArg: the object
  /// whose member function returned the guard.
  int8_t LockArg;
  LockMode Mode;
  bool Movable;   ///< has lock()/unlock() of its own
  bool Inverse;   ///< releases for its life
  bool Async;     ///< made by co_await
  Range Deferred, Adopted, Tries; ///< conditions on the constructor's arguments
};

/// A call that releases a lock while it waits and holds it again on return.
struct ConditionWait {
  int8_t LockArg; ///< argument: a guard or a lock; ObjectArg
  int8_t PredicateArg; ///< callable run with the lock held; -1: none
};

struct Once {
  int8_t FlagArg;
  int8_t CallableArg;
};

struct ThreadUnsafe {
  TextId Reason;
  TextId Replacement;
  Range When; ///< if not empty: unsafe only if one of these holds
};

enum class ExecutorKind : uint8_t { Pool, Loop, Serial };
struct Executor {
  ExecutorKind Kind;
  bool BlockingAllowed;
};

/// What a type is; a name may have several of these bits.
enum TypeTrait : uint16_t {
  TaskType = 1 << 0,
  LazyTask = 1 << 1,       ///< starts when awaited
  FireAndForget = 1 << 2,  ///< its handle may be dropped
  LockType = 1 << 3,       ///< a mutex of any kind
  AsyncLockType = 1 << 4,
  AtomicType = 1 << 5,     ///< plain use is free of data races
  ShareableType = 1 << 6,  ///< every operation synchronises by itself
  ConfinedType = 1 << 7,   ///< known to be unsafe to share
  RecursiveLock = 1 << 8,
  ScopedTask = 1 << 9,     ///< runs while a variable holds it, then is cancelled
};

/// What a function is, where a bit says it all.
enum FunctionTrait : uint16_t {
  ConsumesTask = 1 << 0, ///< takes a task over for good
  Bridge = 1 << 1,       ///< blocks the thread until a task is done
  Hop = 1 << 2,          ///< its co_await continues on another executor
  WhenAll = 1 << 3,      ///< its co_await completes its arguments
  SpawnsTask = 1 << 4,   ///< runs a task; its result may be dropped
  NotBlocking = 1 << 5,  ///< a look-alike that does not wait
  ReadyTest = 1 << 6,    ///< tells whether a later get() would wait
};

/// The roles of one name: indices + 1 into the arrays, 0 where it has none.
struct Roles {
  TextId Name = 0;
  TextId Library = 0;
  uint16_t Blocking = 0, Spawner = 0, Join = 0, LockFunction = 0, Guard = 0,
           ConditionWait = 0, Once = 0, ThreadUnsafe = 0, Executor = 0,
           Callback = 0; ///< Callback: in the spawner array; an event loop's
  uint16_t Types = 0;     ///< TypeTrait bits
  uint16_t Functions = 0; ///< FunctionTrait bits
  uint8_t IsC = 0;        ///< name of a C function: see `Table::find`
};

/// A family of names: `boost::asio::*::async_*`. Its roles have no Name.
/// Prefix is compared with the start of the qualified name, MemberPrefix with
/// the start of its last component.
struct Family {
  TextId Prefix, MemberPrefix;
  Roles What;
};

/// A kind of wait, as options and messages name it.
struct Category {
  TextId Name;
  TextId Meaning;
  bool On; ///< reported unless an option says otherwise
  bool Movable; ///< the wait may happen on another thread as well
};

/// What to do instead of a call: a sentence that many entries share.
struct Hint {
  TextId Key;
  TextId Sentence;
};

/// The idioms of a coroutine library, as text with placeholders: ${expr},
/// ${type} (of the expression), ${executor}, ${loop}, ${duration}, ${mutex},
/// ${lock}, ${timer}. All may be empty.
struct Framework {
  TextId Name;
  TextId Namespace; ///< tasks and executors of it live below, e.g. `folly::coro`
  TextId Offload, Sleep;
  TextId RoundTrip; ///< an offload that ends on ${loop}, where it came from
  TextId Executor, Loop, Timer; ///< what stands for these placeholders
  TextId MutexType, MutexTake;
  TextId OffloadHeaders, RoundTripHeaders,
      SleepHeaders; ///< what they need, a line each
  bool References;   ///< ${type} may be a reference
  bool GivesObjects; ///< an await gives an object, not a reference into the task
  bool NeedsDefault; ///< ${type} must be default-constructible
  TextId Unsafe;     ///< why moved calls need a look; empty: they do not
  TextId Exceptions; ///< why those do that throw; empty: they do not
};

/// One set of models: constant data with no owner and no start-up cost.
struct Table {
  llvm::StringRef Text;
  llvm::ArrayRef<uint32_t> Buckets; ///< power of two; index + 1 into Names
  llvm::ArrayRef<Roles> Names;
  llvm::ArrayRef<Family> Families;
  llvm::ArrayRef<Condition> Conditions;
  llvm::ArrayRef<TextId> Operands;
  llvm::ArrayRef<Blocking> Blockings;
  llvm::ArrayRef<Spawner> Spawners; ///< spawners and callbacks
  llvm::ArrayRef<Join> Joins;
  llvm::ArrayRef<LockFunction> LockFunctions;
  llvm::ArrayRef<Guard> Guards;
  llvm::ArrayRef<ConditionWait> ConditionWaits;
  llvm::ArrayRef<Once> Onces;
  llvm::ArrayRef<ThreadUnsafe> ThreadUnsafes;
  llvm::ArrayRef<Executor> Executors;
  llvm::ArrayRef<Framework> Frameworks;
  llvm::ArrayRef<Category> Categories;
  llvm::ArrayRef<Hint> Hints;
  llvm::ArrayRef<TextId> CategoriesOff; ///< categories not reported by default

  llvm::StringRef text(TextId Id) const { return Text.data() + Id; }
  llvm::ArrayRef<Condition> conditions(Range R) const {
    return Conditions.slice(R.First, R.Count);
  }
  llvm::ArrayRef<TextId> operands(const Condition &C) const {
    return Operands.slice(C.Operands.First, C.Operands.Count);
  }

  /// The roles of \p QualifiedName, or null. Exact names (which include what
  /// their family says) first, then families.
  const Roles *find(llvm::StringRef QualifiedName) const;

  const Family *findFamily(llvm::StringRef QualifiedName) const;
};

/// The models that are compiled into this binary.
const Table &builtinTable();

/// The hash that both the generator and `Table::find` use.
uint32_t hashName(llvm::StringRef Name);

} // namespace cohazard::models

#endif
