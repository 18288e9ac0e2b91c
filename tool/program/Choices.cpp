#include "program/Choices.h"
#include "program/ParameterUses.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

// Bounds on how often one function is walked again for another value; chosen,
// not measured. Real switches over commands have some ten cases.
static constexpr size_t MostQuestions = 96;
static constexpr size_t MostRepresentatives = 24;

using StepQuestion =
    llvm::function_ref<bool(const facts::Function &, facts::Step)>;

/// The blocks of \p Marked that control comes to from \p From without passing
/// \p Without.
static llvm::BitVector reachable(const facts::Flow &Body, uint32_t From,
                                 uint32_t Without,
                                 const llvm::BitVector &Marked) {
  llvm::BitVector Seen(Body.Blocks.size());
  llvm::SmallVector<uint32_t, 16> Work{From};
  while (!Work.empty()) {
    const uint32_t At = Work.pop_back_val();
    if (At == Without || Seen.test(At))
      continue;
    Seen.set(At);
    llvm::append_range(Work, Body.Blocks[At].Successors);
  }
  return Seen &= Marked;
}

/// The tests of \p F after which something else happens than after their
/// opposites.
static llvm::BitVector decisiveTests(const facts::Function &F,
                                     StepQuestion MayMatter) {
  llvm::BitVector Decisive(F.Assumptions.size());
  const std::vector<facts::Block> &Blocks = F.Body.Blocks;
  llvm::BitVector Marked(Blocks.size());
  for (const auto &[Index, B] : llvm::enumerate(Blocks))
    if (llvm::is_contained(B.Successors, Index) ||
        llvm::any_of(B.Steps, [&](facts::Step S) { return MayMatter(F, S); }))
      Marked.set(Index);
  for (const auto &[Index, B] : llvm::enumerate(Blocks)) {
    llvm::BitVector Tests(F.Assumptions.size());
    for (uint32_t Next : B.Successors)
      for (facts::Step S : Blocks[Next].Steps)
        if (S.Kind == facts::StepKind::Assumption)
          Tests.set(S.Index);
    if (!Tests.any())
      continue;
    std::optional<llvm::BitVector> First;
    for (uint32_t Next : B.Successors) {
      llvm::BitVector Found = reachable(F.Body, Next, Index, Marked);
      if (!First)
        First = std::move(Found);
      else if (Found != *First)
        Decisive |= Tests;
    }
  }
  return Decisive;
}

Choices::Choices(const Program &P, StepQuestion MayMatter) {
  findPassed(P);
  for (unsigned I = 0; I < P.functions().size(); ++I) {
    const facts::Function &F = P.functions()[I];
    if (!F.Assumptions.empty())
      for (unsigned Test : decisiveTests(F, MayMatter).set_bits())
        spread({I, F.Assumptions[Test].Parameter}, {F.Assumptions[Test], 0});
  }
  PassedFrom.clear();
}

std::optional<uint32_t> Choices::passedOn(const facts::Argument &A) {
  if (A.Object.Base != facts::Place::Root::Parameter || !A.Object.Path.empty())
    return std::nullopt;
  return A.Object.Parameter;
}

void Choices::findPassed(const Program &P) {
  auto Add = [&](unsigned Caller, const facts::Call &C, EntityId Target) {
    std::optional<unsigned> Callee = P.indexOf(Target);
    if (!Callee)
      return;
    for (const facts::PassedMode &M : C.More->Modes)
      if (M.Parameter >= 0)
        PassedFrom[{*Callee, M.Index}].push_back(
            {{Caller, static_cast<uint32_t>(M.Parameter)}, M.AddedFlags});
    for (const facts::Argument &A : C.Arguments)
      if (std::optional<uint32_t> From = passedOn(A))
        PassedFrom[{*Callee, A.Index}].push_back({{Caller, *From}, 0});
  };
  for (unsigned I = 0; I < P.functions().size(); ++I)
    for (const facts::Call &C : P.functions()[I].Calls) {
      if (!C.Callee || (C.More->Modes.empty() && C.Arguments.empty()))
        continue;
      for (EntityId Target : mayReach(P, C))
        Add(I, C, Target);
    }
}

/// \p To is asked, and so is whoever passes it on.
void Choices::spread(Parameter To, const Question &Asked) {
  llvm::SmallVector<std::pair<Parameter, Question>, 8> Work{{To, Asked}};
  while (!Work.empty()) {
    auto [At, Q] = Work.pop_back_val();
    auto &All = Questions[At];
    Q.Test.Parameter = 0;
    if (All.size() > MostQuestions || llvm::is_contained(All, Q))
      continue;
    All.push_back(Q);
    if (auto From = PassedFrom.find(At); From != PassedFrom.end())
      for (const Passed &By : From->second)
        Work.push_back({By.By, {Q.Test, Q.AddedFlags | By.AddedFlags}});
  }
}

std::optional<int64_t> Choices::representative(unsigned Function,
                                               uint32_t Index, int64_t Value) {
  auto Asked = Questions.find({Function, Index});
  if (Asked == Questions.end() || Asked->second.size() > MostQuestions)
    return std::nullopt;
  Answers Given;
  for (const Question &Q : Asked->second)
    Given.push_back(Q.answer(Value));
  auto &All = Known[{Function, Index}];
  if (All.size() >= MostRepresentatives && !All.contains(Given))
    return std::nullopt;
  return All.try_emplace(std::move(Given), Value).first->second;
}

} // namespace cohazard::program
