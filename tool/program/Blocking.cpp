#include "program/Blocking.h"
#include <deque>

namespace cohazard::program {

using facts::AsyncKind;

// A wrapper is called with few different modes; generated tables of constants
// are not followed.
static constexpr size_t MostNodesPerFunction = 4;

Blocking::Blocking(
    const Program &P,
    llvm::function_ref<bool(const facts::Function &, const facts::Call &)>
        Counts,
    llvm::function_ref<bool(llvm::StringRef Name)> MayLeave)
    : P(P), Uses(P), Deciding(P.functions().size()),
      Boundary(P.functions().size()) {
  unsigned Calls = 0;
  for (unsigned I = 0; I < P.functions().size(); ++I) {
    const facts::Function &F = P.functions()[I];
    // A coroutine is reported in its own body; generators run in whoever asks
    // them for a value, so their effects do leave.
    Boundary[I] =
        F.Async != AsyncKind::None || F.NonBlocking || !MayLeave(P.name(F.Id));
    FirstCall.push_back(Calls);
    Calls += F.Calls.size();
    Nodes.push_back({I, {}});
  }
  Counted.resize(Calls);
  findModes();
  // Grows while it is read: callers add the nodes that they need.
  for (unsigned I = 0; I < Nodes.size(); ++I)
    addEdges(I);
  Callers.sort(Nodes.size());
  count(Counts);
}

void Blocking::count(
    llvm::function_ref<bool(const facts::Function &, const facts::Call &)>
        Counts) {
  for (unsigned I = 0; I < P.functions().size(); ++I) {
    const facts::Function &F = P.functions()[I];
    for (auto [Index, C] : llvm::enumerate(F.Calls))
      Counted[FirstCall[I] + Index] =
          C.More->Blocks && !C.MayBlockHere && Counts(F, C);
  }
  search();
}

/// Which parameters decide whether a function waits, itself or by passing them
/// on?
void Blocking::findModes() {
  using Parameter = std::pair<unsigned, uint32_t>;
  llvm::DenseMap<Parameter, llvm::SmallVector<Parameter, 2>> PassedFrom;
  llvm::SmallVector<Parameter, 16> Work;
  for (unsigned I = 0; I < P.functions().size(); ++I)
    for (const facts::Call &C : P.functions()[I].Calls) {
      for (const facts::ParameterTest &E : C.More->Excuses)
        Work.push_back({I, E.Parameter});
      for (const facts::PassedMode &M : C.More->Modes)
        if (M.Parameter >= 0)
          for (EntityId Target : mayReach(P, C))
            if (std::optional<unsigned> Callee = P.indexOf(Target))
              PassedFrom[{*Callee, M.Index}].push_back(
                  {I, static_cast<uint32_t>(M.Parameter)});
    }
  while (!Work.empty()) {
    auto [Function, Index] = Work.pop_back_val();
    if (llvm::is_contained(Deciding[Function], Index))
      continue;
    Deciding[Function].push_back(Index);
    Work.append(PassedFrom.lookup({Function, Index}));
  }
}

Blocking::Modes Blocking::modesGiven(unsigned Function, const Node &From,
                                     const facts::Call &C) const {
  Modes Given;
  for (const facts::PassedMode &M : C.More->Modes) {
    if (!llvm::is_contained(Deciding[Function], M.Index))
      continue;
    if (M.Constant)
      Given.push_back({M.Index, *M.Constant});
    for (auto [Parameter, Value] : From.Given)
      if (static_cast<int>(Parameter) == M.Parameter)
        Given.push_back({M.Index, Value | M.AddedFlags});
  }
  return Given;
}

std::optional<unsigned> Blocking::knownNode(unsigned Function, const Node &From,
                                            const facts::Call &C) const {
  Modes Given = modesGiven(Function, From, C);
  if (Given.empty())
    return Function;
  auto Found = WithModes.find({Function, std::move(Given)});
  // Over-approximates: without room for another node, any mode may be given.
  return Found == WithModes.end() ? Function : Found->second;
}

unsigned Blocking::nodeFor(unsigned Function, const Node &From,
                           const facts::Call &C) {
  Modes Given = modesGiven(Function, From, C);
  if (!Given.empty() &&
      Nodes.size() < MostNodesPerFunction * P.functions().size() + 64) {
    auto [It, New] = WithModes.try_emplace({Function, Given}, Nodes.size());
    if (New)
      Nodes.push_back({Function, std::move(Given)});
    return It->second;
  }
  return *knownNode(Function, From, C);
}

/// Do the modes that \p N was called with keep \p C from waiting?
bool Blocking::isExcused(const Node &N, const facts::Call &C) const {
  for (const facts::ParameterTest &E : C.More->Excuses)
    for (auto [Parameter, Value] : N.Given) {
      if (Parameter == E.Parameter && E.holds(Value))
        return true;
    }
  return false;
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
  const Node From = Nodes[Caller]; // `Nodes` may grow below.
  const facts::Function &F = P.functions()[From.Function];
  for (unsigned CallIndex = 0; CallIndex < F.Calls.size(); ++CallIndex) {
    const facts::Call &C = F.Calls[CallIndex];
    if (isExcused(From, C))
      continue;
    for (EntityId Target : mayBlockIn(P, C)) {
      if (std::optional<unsigned> Callee = P.indexOf(Target)) {
        unsigned To = nodeFor(*Callee, From, C);
        Callers.add(To, {Caller, CallIndex});
      }
      for (const facts::Argument &A : C.Arguments)
        if (mayInvokeHere(Target, A.Index))
          for (const facts::CallableRef &Passed : A.Callables)
            if (std::optional<unsigned> Invoked = P.indexOf(Passed.Function))
              Callers.add(*Invoked, {Caller, CallIndex});
    }
  }
}

void Blocking::search() {
  Distance.assign(Nodes.size(), Never);
  Shortest.assign(Nodes.size(), {});
  std::deque<unsigned> Work;
  for (unsigned I = 0; I < Nodes.size(); ++I) {
    llvm::ArrayRef<facts::Call> Calls =
        P.functions()[Nodes[I].Function].Calls;
    for (unsigned C = 0; C < Calls.size() && Distance[I] == Never; ++C)
      if (counts(Nodes[I].Function, C) && !isExcused(Nodes[I], Calls[C])) {
        Distance[I] = 1;
        Work.push_back(I);
      }
  }
  while (!Work.empty()) {
    unsigned Callee = Work.front();
    Work.pop_front();
    if (Boundary[Nodes[Callee].Function])
      continue;
    for (CallEdge E : Callers.of(Callee)) {
      if (Distance[E.Caller] != Never ||
          P.functions()[Nodes[E.Caller].Function].Calls[E.Call].MayBlockHere)
        continue;
      Distance[E.Caller] = Distance[Callee] + 1;
      Work.push_back(E.Caller);
    }
  }
}

/// The way from \p C, a call of the node \p Here, to the nearest effect.
Blocking::Way Blocking::wayFrom(unsigned Here, const facts::Call &C) const {
  const Node &From = Nodes[Here];
  Way Out{&C};
  if (isExcused(From, C))
    return Out;
  if (counts(From.Function,
             &C - P.functions()[From.Function].Calls.data())) {
    Out.Length = 1;
    return Out;
  }
  if (C.MayBlockHere)
    return Out;
  auto Consider = [&](std::optional<unsigned> To, bool Passes) {
    if (To && !Boundary[Nodes[*To].Function] && Distance[*To] != Never &&
        Distance[*To] + 1 < Out.Length)
      Out = {&C, Distance[*To] + 1, *To, Passes};
  };
  for (EntityId Target : mayBlockIn(P, C)) {
    if (std::optional<unsigned> Callee = P.indexOf(Target))
      Consider(knownNode(*Callee, From, C), false);
    for (const facts::Argument &A : C.Arguments)
      if (mayInvokeHere(Target, A.Index))
        for (const facts::CallableRef &Passed : A.Callables)
          Consider(P.indexOf(Passed.Function), true);
  }
  return Out;
}

/// The shortest way from \p Here, a node with calls: of the first call that has
/// it.
const Blocking::Way &Blocking::shortestWay(unsigned Here) const {
  Way &Best = Shortest[Here];
  if (!Best.Call)
    for (const facts::Call &C : P.functions()[Nodes[Here].Function].Calls) {
      Way Found = wayFrom(Here, C);
      if (!Best.Call || Found.Length < Best.Length)
        Best = Found;
    }
  return Best;
}

std::optional<BlockingChain> Blocking::chainFrom(const facts::Function &F,
                                                 const facts::Call &C) const {
  BlockingChain Chain;
  unsigned Here = *P.indexOf(F.Id);
  Way Next = wayFrom(Here, C);
  while (Next.Length != Never) {
    const facts::Function *Callee =
        Next.To == Never ? nullptr : &P.functions()[Nodes[Next.To].Function];
    Chain.Steps.push_back({&P.functions()[Nodes[Here].Function], Next.Call,
                           Callee, Next.Passes});
    if (!Callee) {
      Chain.Effect = &*Next.Call->More->Blocks;
      return Chain;
    }
    Here = Next.To;
    assert(shortestWay(Here).Length < Next.Length && "the chain comes nearer");
    Next = shortestWay(Here);
  }
  return std::nullopt;
}

std::vector<AsyncContext> asyncContexts(const Program &P,
                                        const ParameterUses &Uses) {
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
