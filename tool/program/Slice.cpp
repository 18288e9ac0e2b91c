#include "program/Slice.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

using facts::Function;
using facts::StepKind;

static constexpr uint32_t Dropped = ~0u;

/// Keeps the elements that \p Keeps says; gives the new numbers of all.
template <typename T, typename Predicate>
static std::vector<uint32_t> keep(const std::vector<T> &From,
                                  std::vector<T> &To, Predicate Keeps) {
  std::vector<uint32_t> Numbers;
  for (auto [Index, Each] : llvm::enumerate(From)) {
    const bool Kept = Keeps(Index, Each);
    Numbers.push_back(Kept ? To.size() : Dropped);
    if (Kept)
      To.push_back(Each);
  }
  return Numbers;
}

/// What a function is, without what it does.
static Function head(const Function &F) {
  Function Out;
  Out.Id = F.Id;
  Out.Where = F.Where;
  Out.Async = F.Async;
  Out.IsCoroutine = F.IsCoroutine;
  Out.InternalLinkage = F.InternalLinkage;
  Out.IsMain = F.IsMain;
  Out.IsStaticInit = F.IsStaticInit;
  Out.IsLambda = F.IsLambda;
  Out.IsRegion = F.IsRegion;
  Out.NonBlocking = F.NonBlocking;
  Out.MainThreadOnly = F.MainThreadOnly;
  Out.KnowsWouldBlock = F.KnowsWouldBlock;
  Out.Overrides = F.Overrides;
  Out.Registrations = F.Registrations;
  return Out;
}

Function slice(const Function &F, const SliceRequest &Wanted,
               std::vector<uint32_t> *Calls) {
  Function Out = head(F);
  const std::vector<uint32_t> NewCalls =
      keep(F.Calls, Out.Calls, [&](uint32_t Index, const facts::Call &) {
        return Wanted.KeepsCall(Index);
      });
  if (Calls)
    for (uint32_t &Call : *Calls)
      Call = NewCalls[Call];
  if (!Wanted.KeepsFlow)
    return Out;
  const std::vector<uint32_t> NewAccesses =
      keep(F.Accesses, Out.Accesses, [&](uint32_t, const facts::Access &A) {
        return Wanted.KeepsAccess(A);
      });
  Out.Spawns = F.Spawns;
  Out.Joins = F.Joins;
  Out.LoopRuns = F.LoopRuns;
  Out.Handovers = F.Handovers;
  Out.Locks = F.Locks;
  Out.Signals = F.Signals;
  Out.Assumptions = F.Assumptions;
  Out.RequiredLocks = F.RequiredLocks;
  Out.HandedGuards = F.HandedGuards;
  Out.Parameters = F.Parameters;
  for (const facts::Block &From : F.Body.Blocks) {
    facts::Block &To = Out.Body.Blocks.emplace_back();
    To.Successors = From.Successors;
    for (facts::Step Step : From.Steps) {
      if (Step.Kind == StepKind::Call)
        Step.Index = NewCalls[Step.Index];
      else if (Step.Kind == StepKind::Access)
        Step.Index = NewAccesses[Step.Index];
      if (Step.Index != Dropped && Step.Kind != StepKind::Suspension)
        To.Steps.push_back(Step);
    }
  }
  return Out;
}

} // namespace cohazard::program
