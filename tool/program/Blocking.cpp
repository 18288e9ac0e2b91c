#include "program/Blocking.h"
#include <deque>

namespace cohazard::program {

using facts::AsyncKind;

Blocking::Blocking(
    const Program &P,
    llvm::function_ref<bool(const facts::Function &, const facts::Call &)>
        Counts,
    llvm::function_ref<bool(llvm::StringRef Name)> MayLeave)
    : P(P), Uses(P), Callers(P.functions().size()),
      Counted(P.functions().size()), Distance(P.functions().size(), Never),
      Boundary(P.functions().size()) {
  for (unsigned I = 0; I < P.functions().size(); ++I) {
    const facts::Function &F = P.functions()[I];
    // A coroutine is reported in its own body; generators run in whoever asks
    // them for a value, so their effects do leave.
    Boundary[I] =
        F.Async != AsyncKind::None || F.NonBlocking || !MayLeave(P.name(F.Id));
    for (const facts::Call &C : F.Calls)
      Counted[I].push_back(C.Blocks && !C.MayBlockHere && Counts(F, C));
    addEdges(I);
  }
  search();
}

/// An asynchronous interface promises not to block: an implementation that
/// does is asked where it is called by itself.
static llvm::SmallVector<EntityId, 2> mayBlockIn(const Program &P,
                                                 const facts::Call &C) {
  if (C.AsyncInterface)
    return {C.Callee};
  return mayReach(P, C);
}

/// Does the callee invoke its parameter in the caller's thread?
bool Blocking::mayInvokeHere(EntityId Callee, uint32_t Parameter) const {
  const facts::Function *F = P.function(Callee);
  return Uses.mayInvoke(Callee, Parameter) && !(F && F->NonBlocking);
}

void Blocking::addEdges(unsigned Caller) {
  const facts::Function &F = P.functions()[Caller];
  for (unsigned CallIndex = 0; CallIndex < F.Calls.size(); ++CallIndex) {
    const facts::Call &C = F.Calls[CallIndex];
    for (EntityId Target : mayBlockIn(P, C)) {
      if (std::optional<unsigned> Callee = P.indexOf(Target))
        Callers[*Callee].push_back({Caller, CallIndex, false});
      for (const facts::Argument &A : C.Arguments)
        if (mayInvokeHere(Target, A.Index))
          for (const facts::CallableRef &Passed : A.Callables)
            if (std::optional<unsigned> Invoked = P.indexOf(Passed.Function))
              Callers[*Invoked].push_back({Caller, CallIndex, true});
    }
  }
}

void Blocking::search() {
  std::deque<unsigned> Work;
  for (unsigned I = 0; I < P.functions().size(); ++I)
    if (llvm::is_contained(Counted[I], true)) {
      Distance[I] = 1;
      Work.push_back(I);
    }
  while (!Work.empty()) {
    unsigned Callee = Work.front();
    Work.pop_front();
    if (Boundary[Callee])
      continue;
    for (const Edge &E : Callers[Callee]) {
      if (Distance[E.Caller] != Never ||
          P.functions()[E.Caller].Calls[E.Call].MayBlockHere)
        continue;
      Distance[E.Caller] = Distance[Callee] + 1;
      Work.push_back(E.Caller);
    }
  }
}

/// How far is it from \p C to an effect, and where does it go on?
unsigned Blocking::distance(const facts::Function &F, const facts::Call &C,
                            ChainStep *Step) const {
  unsigned Index = *P.indexOf(F.Id);
  *Step = {&F, &C, nullptr, false};
  if (Counted[Index][&C - F.Calls.data()])
    return 1;
  if (C.MayBlockHere)
    return Never;
  unsigned Best = Never;
  auto Consider = [&](EntityId Target, bool Passes) {
    std::optional<unsigned> Next = P.indexOf(Target);
    if (!Next || Boundary[*Next] || Distance[*Next] == Never ||
        Distance[*Next] + 1 >= Best)
      return;
    Best = Distance[*Next] + 1;
    Step->Next = &P.functions()[*Next];
    Step->Passes = Passes;
  };
  for (EntityId Target : mayBlockIn(P, C)) {
    Consider(Target, false);
    for (const facts::Argument &A : C.Arguments)
      if (mayInvokeHere(Target, A.Index))
        for (const facts::CallableRef &Passed : A.Callables)
          Consider(Passed.Function, true);
  }
  return Best;
}

std::optional<BlockingChain> Blocking::chainFrom(const facts::Function &F,
                                                 const facts::Call &C) const {
  BlockingChain Chain;
  ChainStep Step;
  unsigned Left = distance(F, C, &Step);
  while (Left != Never) {
    Chain.Steps.push_back(Step);
    if (!Step.Next) {
      Chain.Effect = &*Step.Call->Blocks;
      return Chain;
    }
    const facts::Function &Here = *Step.Next;
    unsigned Best = Never;
    for (const facts::Call &Next : Here.Calls) {
      ChainStep Candidate;
      unsigned Far = distance(Here, Next, &Candidate);
      if (Far < Best) {
        Best = Far;
        Step = Candidate;
      }
    }
    assert((Best == Never || Best < Left) && "the chain comes nearer");
    Left = Best;
  }
  return std::nullopt;
}

std::vector<AsyncContext> asyncContexts(const Program &P) {
  ParameterUses Uses(P);
  std::vector<const facts::Registration *> By(P.functions().size());
  auto Register = [&](EntityId Id, const facts::Registration &R) {
    if (std::optional<unsigned> Index = P.indexOf(Id))
      if (!By[*Index])
        By[*Index] = &R;
  };
  static const facts::Registration Indirect{{}, {}, "an event loop"};
  for (const facts::Function &F : P.functions()) {
    for (const facts::Registration &R : F.Registrations)
      Register(R.What.Function, R);
    for (const facts::Call &C : F.Calls)
      for (const facts::Argument &A : C.Arguments)
        for (EntityId Target : mayReach(P, C))
          if (Uses.mayRegister(Target, A.Index))
            for (const facts::CallableRef &Passed : A.Callables)
              Register(Passed.Function, Indirect);
  }
  std::vector<AsyncContext> Contexts;
  for (unsigned I = 0; I < P.functions().size(); ++I) {
    const facts::Function &F = P.functions()[I];
    if (F.Async != AsyncKind::None)
      Contexts.push_back({&F, nullptr});
    else if (By[I] && !F.IsCoroutine)
      Contexts.push_back({&F, By[I]});
  }
  return Contexts;
}

} // namespace cohazard::program
