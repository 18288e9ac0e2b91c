#include "program/HeavyLocks.h"

namespace cohazard::program {

namespace {

/// Notes what of one function happens with a lock held.
class LongHoldSearch {
public:
  LongHoldSearch(const facts::Function &F, const Blocking &Blocks,
                 llvm::DenseMap<EntityId, LongHold> &Found)
      : F(F), Blocks(Blocks), Found(Found) {}

  void run() {
    visitHeldLocks(F, [&](const facts::Step &Step, const HeldLocks &Held) {
      if (Held.empty())
        return;
      if (Step.Kind == facts::StepKind::Suspension)
        noteSuspension(Held, F.Suspensions[Step.Index]);
      else if (Step.Kind == facts::StepKind::Call)
        noteCall(Held, F.Calls[Step.Index]);
    });
  }

private:
  void noteSuspension(const HeldLocks &Held, const facts::Suspension &S) {
    if (F.Async != facts::AsyncKind::None && !S.HandsLockOver)
      note(Held, {S.Where, true});
  }

  void noteCall(const HeldLocks &Held, const facts::Call &C) {
    std::optional<BlockingChain> Chain = Blocks.chainFrom(F, C);
    // Waiting on a condition releases the lock.
    if (Chain && Chain->Effect->Category != "cond-wait")
      note(Held, {C.Where, false});
  }

  void note(const HeldLocks &Held, LongHold Hold) {
    for (const PossibleLock &Each : Held)
      if (Each.Lock)
        Found.try_emplace(Each.Lock, Hold);
  }

  const facts::Function &F;
  const Blocking &Blocks;
  llvm::DenseMap<EntityId, LongHold> &Found;
};

} // namespace

llvm::DenseMap<EntityId, LongHold> locksHeldLong(const Program &P,
                                                 const Blocking &Blocks) {
  llvm::DenseMap<EntityId, LongHold> Found;
  for (const facts::Function &F : P.functions())
    if (!F.Locks.empty())
      LongHoldSearch(F, Blocks, Found).run();
  return Found;
}

} // namespace cohazard::program
