//===----------------------------------------------------------------------===//
// The walk itself: one function in one situation, step by step. See
// ThreadWalk.h for the idea.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_WALKER_H
#define COHAZARD_PROGRAM_WALKER_H

#include "program/Bindings.h"
#include "program/Choices.h"
#include "program/PointsTo.h"
#include "program/Relevance.h"
#include "program/SemaphoreRings.h"
#include "program/Situations.h"
#include "program/ThreadWalk.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"

namespace cohazard::program {

class Walker {
public:
  Walker(const Program &P, const ThreadKnowledge &Extra);

  /// Walks \p Function and returns what holds where it returns; none if it
  /// never does.
  std::optional<ThreadState> walk(unsigned Function, ThreadId Thread,
                                  Bindings Bound, ThreadState Entry, int Parent,
                                  Site CalledAt);

  /// From here on the main in \p Main runs, or if there is none, whoever calls
  /// from outside.
  void runAs(FileId Main) {
    Executable = Executables.contains(Main) ? Main : FileId();
  }
  bool reached(unsigned Function) const { return Seen.test(Function); }
  size_t visits() const { return Out.Visits.size(); }
  void markFromOutside(size_t Visit) {
    if (Visit < Out.Visits.size())
      Out.Visits[Visit].FromOutside = true;
  }
  ThreadFacts take() && { return std::move(Out); }

private:
  struct Frame {
    const facts::Function &F;
    const Situation &Now;
    int Visit = 0;
  };

  static llvm::DenseSet<EntityId> sharedData(const Program &P);
  static llvm::DenseSet<EntityId> capturedParameters(const Program &P);
  static OrderedSet<FileId> executables(const Program &P);
  bool mayMatter(const facts::Function &F, facts::Step S);
  bool mayBeExtra(const facts::Call &C) const;
  bool mustBeIdle(unsigned Function, const Bindings &Bound) const;
  void findOwnIndices();
  std::optional<ThreadState> flow(Frame &At);
  /// False if control does not get past the step.
  bool step(Frame &At, facts::Step Which, ThreadState &State);
  void shorten(int Of, int Parent, Site CalledAt);
  void access(Frame &At, const facts::Access &A, const ThreadState &State);
  void record(Frame &At, const facts::Access &A, const Place &Target,
              ThreadState State);
  ThreadState knowingLocks(const Place &What, const Place &Target,
                           ThreadState State);
  const std::vector<Place> &meant(const Place &What);
  bool mayMeanShared(const Place &What);
  std::vector<EntityId> heldFunctions(Frame &At, const Place &Pointer,
                                      EntityId Signature) const;
  bool mayRunHere(EntityId Function) const;
  std::vector<EntityId> targets(Frame &At, const facts::Call &C) const;
  void runCallbacks(Frame &At, const facts::Call &C, ThreadState &State);
  bool isWide(const Place &Lock) const;
  Place lockIn(Frame &At, const Place &What);
  void lock(Frame &At, const facts::LockStep &L, ThreadState &State);
  void take(ThreadState &State, HeldLock Lock);
  void give(ThreadState &State, PlaceId Lock,
            llvm::ArrayRef<Place> Targets = {});
  void findWaited();
  bool mayBeWaitedFor(const Place &What) const;
  void signal(Frame &At, const facts::Signal &S, ThreadState &State);
  void join(Frame &At, const facts::Join &J, ThreadState &State);
  void makeOnce(Frame &At, const facts::Join &J, ThreadState &State);
  void useFirst(Frame &At, const facts::Join &J, ThreadState &State);
  bool extra(Frame &At, const facts::Call &C, ThreadState &State);
  bool call(Frame &At, const facts::Call &C, ThreadState &State);
  bool isGuess(const Frame &At, const facts::Call &C, size_t Targets) const;
  llvm::ArrayRef<const facts::PointerStore *> storesIn(EntityId Function);
  bool mustComeFromOutside(const Frame &At, const facts::Spawn &S);
  void spawn(Frame &At, uint32_t Index, ThreadState &State);
  void start(Frame &At, const facts::Spawn &S, uint32_t Key, EntityId Runs,
             ThreadState &State);
  void startLoop(Frame &At, const facts::Spawn &S, uint32_t Key,
                 ThreadState &State);
  void noteStart(const facts::Spawn &S, ThreadId Id, ThreadId Parent,
                 const ThreadState &State);
  void enqueue(Frame &At, const facts::Spawn &S, uint32_t Key, EntityId Runs,
               ThreadState &State);
  void runLoop(Frame &At, PlaceId Loop, Site Where, const ThreadState &State);
  Bindings bind(Frame &At, llvm::ArrayRef<facts::Argument> Arguments,
                llvm::ArrayRef<facts::PassedMode> Modes, unsigned Function,
                const OrderedSet<HeldLock> &Held);
  std::optional<int64_t> given(const Frame &At,
                               const facts::PassedMode &M) const;
  std::optional<int64_t> nullness(const Frame &At, const facts::Argument &A,
                                  const Bindings::Parameter &Given,
                                  unsigned Function);
  PlaceId distinct(unsigned Function, uint32_t Parameter, PlaceId Given,
                   const OrderedSet<HeldLock> &Held);
  bool mayHold(const Frame &At, const facts::ParameterTest &T) const;
  void rememberClosures(Frame &At, llvm::ArrayRef<EntityId> Callables);
  void rememberHandovers(Frame &At);
  ThreadId threadFor(Frame &At, const facts::Spawn &S, uint32_t Key,
                     EntityId Runs, std::vector<PlaceId> Handles,
                     OrderedSet<EntityId> Handed = {});
  std::vector<Place> allJoined(const Place &Joined) const;
  bool mayEnd(const Place &Handle, const facts::Join &J, const Thread &T);
  void addNames(const Frame &At, std::vector<PlaceId> &Handles, bool ByPointer);
  Place placeIn(Frame &At, const Place &P) const;
  PlaceId resolve(Frame &At, const Place &P) {
    return Out.Places.id(placeIn(At, P));
  }

  /// Work that was handed to an event loop.
  struct LoopWork {
    ThreadId Id;
    unsigned Body;
    Bindings Bound;
    PlaceId Loop, Serial;
  };
  /// A thread that runs an event loop, in one situation.
  struct LoopTurn {
    ThreadId Runner;
    ThreadState State;
    PlaceId Loop;
    Site Where;
  };
  void runWork(const LoopTurn &Turn, const LoopWork &Work);
  void markMany(ThreadId Id);

  const Program &P;
  const ThreadKnowledge &Extra;
  ThreadFacts Out;
  /// Whatever no shared data can be reached from.
  const PlaceId Private;
  llvm::BitVector Seen;
  const llvm::DenseSet<EntityId> Shared;
  /// Parameters that lambdas capture: places name what they lead to.
  const llvm::DenseSet<EntityId> Captured;
  /// Parameters by which a function finds an element that may be shared, or
  /// hands on to one that does.
  llvm::DenseSet<EntityId> OwnIndices;
  /// The files with a main, if there are several: each belongs to an executable
  /// of its own.
  const OrderedSet<FileId> Executables;
  FileId Executable; ///< that which runs now, if there are several
  Situations Done;
  std::map<std::tuple<unsigned, FileId, uint32_t, EntityId,
                      std::vector<PlaceId>, OrderedSet<EntityId>>,
           ThreadId>
      ThreadIds;
  std::map<std::tuple<const facts::Access *, PlaceId, ThreadId>,
           std::vector<ThreadState>>
      Recorded;
  /// The variables and members that anyone waits for; none: it may be any.
  std::optional<llvm::DenseSet<EntityId>> WaitedFor;
  /// What may be running as long as what is made on first use is not made.
  llvm::DenseMap<EntityId, OrderedSet<ThreadId>> LiveUnmade;
  std::map<EntityId, Bindings> Closures;
  OrderedSet<std::pair<PlaceId, PlaceId>> Handovers;
  /// The addresses that each function stores; filled when first asked for.
  llvm::DenseMap<EntityId, std::vector<const facts::PointerStore *>> StoresIn;
  const PointsTo Pointers;
  const SemaphoreRings Rings;
  std::map<PlaceId, std::vector<Place>> Meant;
  /// One place for all that lead to the same objects.
  std::map<std::vector<PlaceId>, PlaceId> LeadingAlike;
  /// Of blocks that hold locks: the one global that leads there. To find it takes
  /// a look at every slot of the program.
  llvm::DenseMap<EntityId, std::optional<Place>> OnlyHolders;
  const Relevance Relevant;
  Choices Decisive;
  /// Locks behind a pointer that leads to several: which one is not known.
  OrderedSet<PlaceId> Ambiguous;
  OrderedSet<PlaceId> Onces; ///< the flags of what runs once
  std::vector<LoopWork> Works;
  std::vector<LoopTurn> Turns;
  /// What the work itself hands to the loop, and whether that is itself again.
  std::map<ThreadId, OrderedSet<ThreadId>> HandsOn;
  /// The call under way is one of several that the thread may be there for.
  bool Guessing = false;
  unsigned Depth = 0;
  size_t Steps = 0;
  const size_t MostSteps;
};

} // namespace cohazard::program

#endif
