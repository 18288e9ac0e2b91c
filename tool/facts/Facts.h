//===----------------------------------------------------------------------===//
// What does one translation unit say? Every fact, side by side, as plain data:
// no pointer into the AST survives here.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_FACTS_H
#define COHAZARD_FACTS_FACTS_H

#include "facts/AwaitFacts.h"
#include "facts/ModeFacts.h"
#include "facts/PlaceFacts.h"
#include "facts/Rare.h"
#include "facts/TextPool.h"
#include "source/Entity.h"
#include "source/Site.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cohazard::facts {

//===-- Blocking -----------------------------------------------------------===//

/// What a model or an annotation says of a call that can block its thread.
struct BlockingEffect {
  std::string Callee;      ///< as messages print it
  std::string Category;
  std::string Replacement; ///< the call to make instead; may be empty
  std::string Advice;      ///< how such waits are avoided; may be empty
  uint8_t Level = 1;
  bool Brief = false;
  /// Waits on a descriptor only if that is not O_NONBLOCK: silent where the
  /// code around knows EAGAIN.
  bool OnDescriptor = false;
  /// The variable or member that holds the descriptor, if known.
  EntityId Descriptor;
  /// What a coroutine writes instead, and how long the call sleeps: templates
  /// as in models/Model.h; may be empty.
  std::string Await{}, Duration{};
};

//===-- Calls --------------------------------------------------------------===//

enum class CallKind : uint8_t {
  Plain,
  Virtual,     ///< reaches every overrider the program knows
  Constructor,
  Destructor,
  Invocation,  ///< of a callable: `Callee` or `InvokedParameter`
};

/// An argument that is followed into the callee.
struct Argument {
  static constexpr uint32_t Receiver = ~0u; ///< the object of a member call
  uint32_t Index = 0;
  std::vector<CallableRef> Callables;
  Place Object; ///< what a reference or pointer argument denotes
  /// The callee's parameter, if that finds elements by it.
  EntityId Finds;
  /// `Finds`: where the thread itself was given the index, the variable that it
  /// depends on. Else other threads may come to the same one.
  EntityId OwnBy;
  std::optional<int64_t> Element; ///< `Finds`: a constant
};

/// What most calls do not have.
struct CallDetails {
  RareVector<PassedMode> Modes;
  /// The call is not made, or does not wait, if one of them holds.
  RareVector<ParameterTest> Excuses;
  Rare<BlockingEffect> Blocks;
  /// The modelled function that makes the call, e.g. `std::for_each`: the
  /// source only shows a call of that.
  RareText Through;
  /// The lock a call of category `lock` acquires, if known.
  Rare<Place> Lock;
  /// The callee is stored somewhere: what the function pointer or callable
  /// object leads to.
  Rare<Place> Pointer;
};

struct Call {
  Site Where;
  EntityId Callee; ///< none: unknown, or a parameter is invoked
  /// The type that a callee which is stored somewhere must have.
  EntityId Signature;
  int16_t InvokedParameter = -1; ///< invokes what was passed as this parameter
  CallKind Kind = CallKind::Plain;
  /// The call runs where blocking is allowed: the coroutine has hopped onto
  /// another executor, or the program is about to end.
  bool MayBlockHere = false;
  /// A virtual call that gives an awaitable: an asynchronous operation by the
  /// contract of its interface, whatever one implementation does.
  bool AsyncInterface = false;
  /// The user's own function, whose body this TU does not hold.
  bool Unseen = false;
  /// An argument is known to be complete: waiting for it does not block.
  bool TakesReady = false;
  RareVector<Argument> Arguments;
  RarePart<CallDetails> More;

  /// It turns out not to block.
  void dropEffect() {
    if (CallDetails *There = More.ifThere())
      There->Blocks.reset();
  }
};

/// A callable handed to an event loop, which will run it.
struct Registration {
  Site Where;
  CallableRef What;
  std::string By; ///< the function it was handed to
};

//===-- Threads, locks and data -------------------------------------------===//

enum class ThreadCount : uint8_t { One, Many };

/// The indices that a counting loop runs over.
struct IndexRange {
  static constexpr int64_t Unknown = INT64_MIN;
  int64_t From = Unknown;
  int64_t To = Unknown; ///< one past the last: added to `Bound`, if any
  EntityId Bound;
};

/// Starts a callable on another thread.
struct Spawn {
  Site Where;
  std::vector<CallableRef> What;
  std::string By;            ///< e.g. `std::thread`, for messages
  ThreadCount Count = ThreadCount::One;
  bool OverlapsCaller = true;
  /// Of the threads that get here only one starts it: `#pragma omp single`.
  bool OnceInTeam = false;
  /// In a loop, each turn starts another of `What`: every one runs once.
  bool EachOnce = false;
  /// The work waits for its turn on an event loop, and runs on whatever thread
  /// runs that.
  bool OnLoop = false;
  /// `OnLoop`: the loop, if known. Else the loop that the thread itself runs.
  Place Loop;
  /// `What` is stored somewhere: as in a call.
  Place Pointer;
  EntityId Signature;
  std::vector<Place> Handles; ///< joining any of them ends it
  IndexRange Range; ///< the loop around it, if `Handles` are elements
  Place Serial;               ///< strand: spawns with one strand never overlap
  std::vector<Argument> Arguments; ///< as the callable receives them
  RareVector<PassedMode> Modes;    ///< the constants among them
};

/// Runs an event loop on this thread: what was handed to it happens here.
struct LoopRun {
  Site Where;
  Place Loop;
};

/// What a step says of data that is made on first use: a variable or member has
/// one value, null or -1, as long as it is not made.
enum class FirstUse : uint8_t {
  None,
  Asks,    ///< it is made from here on: whoever gets on here makes it, if need be
  Makes,   ///< it is not made, and will be
  Tests,   ///< it is not made
  Unmakes, ///< from here on it is not made
};

/// Waits for what was spawned with a handle. Without a handle: no thread runs
/// that was started since `Mark` was made.
struct Join {
  Site Where;
  Place Handle;
  bool Every = false; ///< in a loop over the handles: joins all of them
  IndexRange Range;   ///< `Every`: of them, where that is known
  FirstUse Use = FirstUse::None;
  EntityId Mark;      ///< `Use`: the variable or member
};

/// Whoever joins `To` joins what `From` stood for: a thread that is moved,
/// stored or returned. A function's own name stands for what it returns.
struct Handover {
  Site Where;
  Place From, To;
};

enum class LockMode : uint8_t { Exclusive, Shared };

struct LockStep {
  Site Where;
  Place Lock;
  LockMode Mode = LockMode::Exclusive;
  bool Acquires = true;
  /// The lock is a local of the function itself: each activation has its own.
  bool Local = false;
  bool Once = false; ///< a flag: what happens under it happens once
  bool Semaphore = false;
  /// `if (me == 0)`: what only one of several threads does is as if under a
  /// lock. The parameter that tells each thread which one it is.
  Rare<Place> Turn;
};

/// Reads or writes data that another thread could reach.
struct Access {
  Site Where;
  Place What;
  bool Writes = false;
  bool Atomic = false;
};

/// Uses what each thread has of its own, or what belongs to one thread.
struct ThreadBound {
  Site Where;
  EntityId Variable; ///< thread_local or confined; none: errno
  /// Reads errno as the function's caller has left it.
  bool OfCaller = false;
  /// An object that only the thread may use that made it, e.g. a QObject.
  bool Confined = false;
};

/// Tells other threads that something is done, or waits until they told so:
/// semaphores, latches, promises, condition variables, atomic flags.
struct Signal {
  Site Where;
  Place What;
  bool Waits = false;
};

/// A point where a coroutine may suspend.
struct Suspension {
  Site Where;
  /// A guard or a lock is passed to what is awaited, which gives it back.
  bool HandsLockOver = false;
};

//===-- Flow ---------------------------------------------------------------===//

enum class StepKind : uint8_t {
  Call,
  Access,
  Lock,
  Spawn,
  Join,
  Signal,
  Suspension,
  LoopRun,
  Assumption
};

/// One event of a function: an index into its array of that kind.
struct Step {
  StepKind Kind;
  uint32_t Index;
};

struct Block {
  std::vector<Step> Steps;
  std::vector<uint32_t> Successors;
};

/// The function's events in control flow order. Block 0 is the entry; a block
/// with no successor leaves the function.
struct Flow {
  std::vector<Block> Blocks;
};

//===-- The translation unit -----------------------------------------------===//

/// Why a function's body belongs to an event loop.
enum class AsyncKind : uint8_t {
  None,
  Coroutine,
  Awaiter,   ///< await_ready, await_suspend, await_resume
  Promise,   ///< a member of a coroutine's promise
  Annotated, ///< cohazard::async
};

struct Variable {
  EntityId Id;
  std::string Type;
  bool ThreadLocal = false;
  bool StaticLocal = false;
};

struct Function {
  EntityId Id;
  Site Where;
  AsyncKind Async = AsyncKind::None;
  bool IsCoroutine = false;     ///< of any kind, generators included
  bool InternalLinkage = false; ///< nobody outside the TU can call it by name
  bool IsMain = false;
  bool IsStaticInit = false;    ///< the initialisers of globals
  bool IsLambda = false;
  bool IsRegion = false;        ///< the statement of an OpenMP directive
  bool NonBlocking = false;     ///< annotated: no blocking effect leaves it
  bool MainThreadOnly = false;
  /// Its body names EAGAIN or the like: its descriptors do not block.
  bool KnowsWouldBlock = false;
  bool Throws = false; ///< an exception of its own
  RareVector<EntityId> Overrides; ///< the virtual methods it overrides
  std::vector<Call> Calls;
  RareVector<Registration> Registrations;
  RareVector<Spawn> Spawns;
  RareVector<Join> Joins;
  RareVector<LoopRun> LoopRuns;
  RareVector<Handover> Handovers;
  RareVector<LockStep> Locks;
  RareVector<Signal> Signals;
  /// Control gets past such a step only if the test holds.
  RareVector<ParameterTest> Assumptions;
  std::vector<Access> Accesses;
  RareVector<Suspension> Suspensions;
  RareVector<Rewrite> Rewrites; ///< of a coroutine, by ascending place
  /// The class that a coroutine returns, e.g. `boost::asio::awaitable`.
  RareText TaskType;
  /// How the source names the namespace of that class, e.g. `asio::`.
  RareText TaskScope;
  RareVector<facts::ThreadBound> ThreadBound; ///< what other threads would not see
  RareVector<DroppedTask> DroppedTasks;
  Flow Body;
  RareVector<Place> RequiredLocks; ///< held on entry, by attribute
  /// Parameters that are guards, and may hold a lock on entry.
  RareVector<Place> HandedGuards;
  /// The parameters, where a lambda in the body captures one of them.
  RareVector<EntityId> Parameters;
};

/// The address of an object or a function is stored: what `Into` holds may
/// lead to any of these. A function's own name stands for what it returns.
struct PointerStore {
  EntityId In; ///< whose parameters and receiver the places speak of
  Place Into;
  Place Object;
  bool Copies = false; ///< `Object` itself is copied, with what its parts hold
  std::vector<CallableRef> Callables;
};

/// A function whose address is taken, for calls through unknown pointers.
struct AddressTaken {
  EntityId Function;
  EntityId Signature;
};

/// How many threads a semaphore lets in at first.
struct SemaphoreStart {
  Place What;
  int64_t Count = 0;
};

/// The facts of one TU.
struct TuFacts {
  TextPool Texts; ///< the names of entities
  FileTable::File MainFile;
  std::string Directory; ///< where it is compiled: relative paths start there
  FileTable Files;
  std::vector<Entity> Entities{{}}; ///< element 0 is "none"
  std::vector<Function> Functions;
  std::vector<Variable> Variables; ///< shared data that an access names
  std::vector<PointerStore> PointerStores;
  std::vector<AddressTaken> AddressesTaken;
  std::vector<SemaphoreStart> SemaphoreStarts;
  /// Variables and members whose descriptor is opened or set O_NONBLOCK.
  std::vector<EntityId> NonBlockingDescriptors;
  /// Integers that are passed on: (variable, parameter).
  std::vector<std::pair<EntityId, EntityId>> DescriptorPasses;
  std::vector<MissingInclude> MissingIncludes;
  unsigned UnknownCalls = 0; ///< calls whose callee could not be told

  const Entity &entity(EntityId Id) const { return Entities[Id.Value]; }
};

} // namespace cohazard::facts

#endif
