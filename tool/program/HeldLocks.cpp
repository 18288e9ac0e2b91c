#include "program/HeldLocks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace cohazard::program {

EntityId lockIdentity(const facts::Place &Lock) {
  for (const facts::PathStep &Step : llvm::reverse(Lock.Path))
    if (Step.What == facts::PathStep::Kind::Field)
      return Step.Member;
  return Lock.Base == facts::Place::Root::Variable ? Lock.Variable : EntityId();
}

/// None if nothing tells the lock from others.
static std::optional<PossibleLock> heldLock(const facts::Place &Lock) {
  if (EntityId Known = lockIdentity(Lock))
    return PossibleLock{Known};
  if (Lock.Base == facts::Place::Root::Parameter)
    return PossibleLock{{}, Lock.Parameter};
  if (Lock.Base == facts::Place::Root::Receiver)
    return PossibleLock{{}, facts::Argument::Receiver};
  return std::nullopt;
}

/// \p Held after the event, if that takes or gives back a lock.
static void apply(const facts::Function &F, const facts::Step &Step,
                  HeldLocks &Held) {
  if (Step.Kind != facts::StepKind::Lock)
    return;
  const facts::LockStep &L = F.Locks[Step.Index];
  std::optional<PossibleLock> Lock = heldLock(L.Lock);
  if (Lock && L.Acquires)
    Held.insert(*Lock);
  else if (Lock)
    Held.erase(*Lock);
}

void visitHeldLocks(
    const facts::Function &F,
    llvm::function_ref<void(const facts::Step &, const HeldLocks &)> Visit) {
  if (F.Body.Blocks.empty())
    return;
  std::vector<HeldLocks> AtEntry(F.Body.Blocks.size());
  for (const auto *OnEntry : {&F.RequiredLocks, &F.HandedGuards})
    for (const facts::Place &Each : *OnEntry)
      if (std::optional<PossibleLock> Lock = heldLock(Each))
        AtEntry[0].insert(*Lock);
  std::vector<bool> Reached(F.Body.Blocks.size());
  Reached[0] = true;
  llvm::SmallVector<uint32_t, 16> Work{0};
  while (!Work.empty()) {
    uint32_t Block = Work.pop_back_val();
    HeldLocks Held = AtEntry[Block];
    for (const facts::Step &Step : F.Body.Blocks[Block].Steps) {
      Visit(Step, Held);
      apply(F, Step, Held);
    }
    for (uint32_t Next : F.Body.Blocks[Block].Successors) {
      size_t Before = AtEntry[Next].size();
      AtEntry[Next].insert(Held.begin(), Held.end());
      if (!Reached[Next] || AtEntry[Next].size() != Before)
        Work.push_back(Next);
      Reached[Next] = true;
    }
  }
}

} // namespace cohazard::program
