// What of a program does the walk have to look at?

#include "program/Walker.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

void Walker::findOwnIndices() {
  auto Note = [&](const Place &What) {
    for (const PathStep &Step : What.Path)
      if (Step.What == PathStep::Kind::OwnIndex && Step.Member)
        OwnIndices.insert(Step.Member);
  };
  for (const facts::Function &F : P.functions()) {
    for (const facts::Access &A : F.Accesses)
      if (mayMeanShared(A.What))
        Note(A.What);
    for (const facts::LockStep &L : F.Locks)
      Note(L.Lock);
    for (const facts::Call &C : F.Calls)
      for (const facts::Argument &A : C.Arguments)
        Note(A.Object);
  }
  for (size_t Known = 0; Known != OwnIndices.size();) {
    Known = OwnIndices.size();
    for (const facts::Function &F : P.functions())
      for (const facts::Call &C : F.Calls)
        for (const facts::Argument &A : C.Arguments)
          if (A.OwnBy && OwnIndices.contains(A.Finds))
            OwnIndices.insert(A.OwnBy);
  }
}

/// Which functions could change or show anything, themselves or by a call?
void Walker::findRelevant() {
  const size_t Count = P.functions().size();
  Relevant.resize(Count);
  std::vector<std::vector<unsigned>> Callers(Count);
  std::vector<unsigned> Work;
  for (unsigned I = 0; I < Count; ++I) {
    const facts::Function &F = P.functions()[I];
    bool Own = !F.Spawns.empty() || !F.Joins.empty() || !F.Locks.empty() ||
               !F.Signals.empty() || !F.LoopRuns.empty() ||
               llvm::any_of(F.Accesses, [this](const facts::Access &A) {
                 return mayMeanShared(A.What);
               });
    // It may never return.
    for (const auto &[Index, B] : llvm::enumerate(F.Body.Blocks))
      Own |= B.Successors.size() == 1 && B.Successors[0] == Index;
    for (const facts::Call &C : F.Calls) {
      Own |= !C.Callee || C.Unseen;
      auto Edge = [&](EntityId Callee) {
        if (std::optional<unsigned> To = P.indexOf(Callee))
          Callers[*To].push_back(I);
      };
      Edge(C.Callee);
      if (C.Kind == facts::CallKind::Virtual)
        for (EntityId Below : P.overriders(C.Callee))
          Edge(Below);
    }
    if (Own) {
      Relevant.set(I);
      Work.push_back(I);
    }
  }
  while (!Work.empty()) {
    unsigned To = Work.back();
    Work.pop_back();
    for (unsigned From : Callers[To])
      if (!Relevant.test(From)) {
        Relevant.set(From);
        Work.push_back(From);
      }
  }
}

} // namespace cohazard::program
