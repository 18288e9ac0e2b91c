#include "program/HeavyLocks.h"
#include "llvm/ADT/SmallVector.h"
#include <set>

namespace cohazard::program {

EntityId lockIdentity(const facts::Place &Lock) {
  for (const facts::PathStep &Step : llvm::reverse(Lock.Path))
    if (Step.What == facts::PathStep::Kind::Field)
      return Step.Member;
  return Lock.Base == facts::Place::Root::Variable ? Lock.Variable : EntityId();
}

namespace {

using HeldLocks = std::set<EntityId>;

/// May-hold over one function's flow: the union over the paths to a block.
class HoldSearch {
public:
  HoldSearch(const facts::Function &F, const Blocking &Blocks,
             llvm::DenseMap<EntityId, LongHold> &Found)
      : F(F), Blocks(Blocks), Found(Found), AtEntry(F.Body.Blocks.size()) {}

  void run() {
    llvm::SmallVector<uint32_t, 16> Work{0};
    std::vector<bool> Reached(F.Body.Blocks.size());
    Reached[0] = true;
    while (!Work.empty()) {
      uint32_t Block = Work.pop_back_val();
      HeldLocks Out = through(F.Body.Blocks[Block], AtEntry[Block]);
      for (uint32_t Next : F.Body.Blocks[Block].Successors) {
        size_t Before = AtEntry[Next].size();
        AtEntry[Next].insert(Out.begin(), Out.end());
        if (!Reached[Next] || AtEntry[Next].size() != Before)
          Work.push_back(Next);
        Reached[Next] = true;
      }
    }
  }

private:
  HeldLocks through(const facts::Block &Block, HeldLocks Held) {
    for (const facts::Step &Step : Block.Steps) {
      if (Step.Kind == facts::StepKind::Lock) {
        const facts::LockStep &L = F.Locks[Step.Index];
        if (EntityId Lock = lockIdentity(L.Lock); Lock && L.Acquires)
          Held.insert(Lock);
        else if (Lock)
          Held.erase(Lock);
      } else if (Held.empty()) {
        continue;
      } else if (Step.Kind == facts::StepKind::Suspension) {
        const facts::Suspension &S = F.Suspensions[Step.Index];
        if (F.Async != facts::AsyncKind::None && !S.HandsLockOver)
          note(Held, {S.Where, true});
      } else if (Step.Kind == facts::StepKind::Call) {
        noteCall(Held, F.Calls[Step.Index]);
      }
    }
    return Held;
  }

  void noteCall(const HeldLocks &Held, const facts::Call &C) {
    std::optional<BlockingChain> Chain = Blocks.chainFrom(F, C);
    // Waiting on a condition releases the lock.
    if (Chain && Chain->Effect->Category != "cond-wait")
      note(Held, {C.Where, false});
  }

  void note(const HeldLocks &Held, LongHold Hold) {
    for (EntityId Lock : Held)
      Found.try_emplace(Lock, Hold);
  }

  const facts::Function &F;
  const Blocking &Blocks;
  llvm::DenseMap<EntityId, LongHold> &Found;
  std::vector<HeldLocks> AtEntry;
};

} // namespace

llvm::DenseMap<EntityId, LongHold> locksHeldLong(const Program &P,
                                                 const Blocking &Blocks) {
  llvm::DenseMap<EntityId, LongHold> Found;
  for (const facts::Function &F : P.functions())
    if (!F.Locks.empty() && !F.Body.Blocks.empty())
      HoldSearch(F, Blocks, Found).run();
  return Found;
}

} // namespace cohazard::program
