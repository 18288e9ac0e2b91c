#include "program/ParameterUses.h"

namespace cohazard::program {

llvm::SmallVector<EntityId, 2> mayReach(const Program &P,
                                        const facts::Call &C) {
  llvm::SmallVector<EntityId, 2> Targets;
  if (C.Callee)
    Targets.push_back(C.Callee);
  if (C.Kind == facts::CallKind::Virtual)
    Targets.append(P.overriders(C.Callee).begin(),
                   P.overriders(C.Callee).end());
  return Targets;
}

namespace {

/// Who passes its own parameter on as which parameter of whom.
using PassedOn = llvm::DenseMap<Parameter, llvm::SmallVector<Parameter, 2>>;

} // namespace

static void notePassedOn(const Program &P, const facts::Function &F,
                         const facts::Call &C, PassedOn &From) {
  for (const facts::Argument &A : C.Arguments)
    for (const facts::CallableRef &Passed : A.Callables)
      if (Passed.Parameter >= 0)
        for (EntityId Callee : mayReach(P, C))
          From[{Callee, A.Index}].push_back(
              {F.Id, static_cast<uint32_t>(Passed.Parameter)});
}

/// Spreads a use of a parameter to the parameters that are passed on as it.
static void spread(llvm::DenseSet<Parameter> &Used, const PassedOn &From) {
  llvm::SmallVector<Parameter, 16> Work(Used.begin(), Used.end());
  while (!Work.empty()) {
    auto Callers = From.find(Work.pop_back_val());
    if (Callers == From.end())
      continue;
    for (const Parameter &Outer : Callers->second)
      if (Used.insert(Outer).second)
        Work.push_back(Outer);
  }
}

ParameterUses::ParameterUses(const Program &P) {
  PassedOn From;
  for (const facts::Function &F : P.functions()) {
    for (const facts::Call &C : F.Calls) {
      if (C.InvokedParameter >= 0)
        Invoked.insert({F.Id, static_cast<uint32_t>(C.InvokedParameter)});
      notePassedOn(P, F, C, From);
    }
    for (const facts::Registration &R : F.Registrations)
      if (R.What.Parameter >= 0)
        Registered.insert({F.Id, static_cast<uint32_t>(R.What.Parameter)});
  }
  spread(Invoked, From);
  spread(Registered, From);
}

} // namespace cohazard::program
