#include "program/Choices.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

// Bounds on how often one function is walked again for another value; chosen,
// not measured. Real switches over commands have some ten cases.
static constexpr size_t MostQuestions = 96;
static constexpr size_t MostRepresentatives = 24;

Choices::Choices(const Program &P) {
  findPassed(P);
  for (unsigned I = 0; I < P.functions().size(); ++I)
    for (const facts::ParameterTest &T : P.functions()[I].Assumptions)
      spread({I, T.Parameter}, {T, 0});
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
    for (const facts::PassedMode &M : C.Modes)
      if (M.Parameter >= 0)
        PassedFrom[{*Callee, M.Index}].push_back(
            {{Caller, static_cast<uint32_t>(M.Parameter)}, M.AddedFlags});
    for (const facts::Argument &A : C.Arguments)
      if (std::optional<uint32_t> From = passedOn(A))
        PassedFrom[{*Callee, A.Index}].push_back({{Caller, *From}, 0});
  };
  for (unsigned I = 0; I < P.functions().size(); ++I)
    for (const facts::Call &C : P.functions()[I].Calls) {
      if (!C.Callee || (C.Modes.empty() && C.Arguments.empty()))
        continue;
      Add(I, C, C.Callee);
      if (C.Kind == facts::CallKind::Virtual)
        for (EntityId Below : P.overriders(C.Callee))
          Add(I, C, Below);
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
