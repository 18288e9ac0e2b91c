#include "program/Bindings.h"

namespace cohazard::program {

// Recursive data would grow a path for ever; real code stays below six.
static constexpr size_t LongestPath = 8;

static Place extended(const Place &Base, const Place &By) {
  if (!Base.known() || Base.Path.size() + By.Path.size() > LongestPath)
    return {};
  Place Out = Base;
  Out.Path.insert(Out.Path.end(), By.Path.begin(), By.Path.end());
  return Out;
}

/// A part of some object.
static Place partOf(const Place &P) {
  if (P.Path.empty())
    return {};
  return {Place::Root::Receiver, {}, 0, P.Path};
}

/// \p P, where it has elements that other threads may come to: unknown if it
/// has none.
Place Bindings::withSharedIndices(const Place &P) const {
  Place Met;
  for (auto [Parameter, Value] : SharedIndices)
    for (size_t I = 0; I < P.Path.size(); ++I) {
      const PathStep &Step = P.Path[I];
      if (Step.What != PathStep::Kind::OwnIndex || Step.Member != Parameter)
        continue;
      if (!Met.known())
        Met = P;
      if (Value && Step.Index < PathStep::FarthestOffset)
        Met.Path[I] = {PathStep::Kind::Index, {}, *Value + Step.Index};
      else
        Met.Path[I].What = PathStep::Kind::AnyIndex;
    }
  return Met;
}

Place Bindings::resolve(const PlaceTable &Table, const Place &P) const {
  if (Place Met = withSharedIndices(P); Met.known())
    return resolve(Table, Met);
  switch (P.Base) {
  case Place::Root::Unknown:
    return {};
  case Place::Root::Variable:
    if (auto Found = Captured.find(P.Variable); Found != Captured.end())
      return extended(Table[Found->second], P);
    return P;
  case Place::Root::Parameter:
    if (auto Found = Parameters.find(P.Parameter);
        Found != Parameters.end() && Found->second.Object)
      return extended(Table[Found->second.Object], P);
    if (P.Path.empty() && Owner)
      return {Place::Root::Parameter, Owner, P.Parameter, {}};
    return partOf(P);
  case Place::Root::Receiver:
    if (Receiver)
      return extended(Table[Receiver], P);
    return partOf(P);
  }
  return {};
}

std::vector<EntityId>
Bindings::resolve(llvm::ArrayRef<facts::CallableRef> Refs) const {
  std::vector<EntityId> Out;
  auto Add = [&Out](EntityId Id) {
    if (std::find(Out.begin(), Out.end(), Id) == Out.end())
      Out.push_back(Id);
  };
  for (const facts::CallableRef &Ref : Refs) {
    if (Ref.Function)
      Add(Ref.Function);
    else if (auto Found = Parameters.find(Ref.Parameter);
             Found != Parameters.end())
      for (EntityId Id : Found->second.Callables)
        Add(Id);
  }
  return Out;
}

} // namespace cohazard::program
