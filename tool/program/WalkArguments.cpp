// What a function is given on the walk: objects, callables, and the numbers that
// decide which branches it takes.

#include "program/Walker.h"

namespace cohazard::program {

// Of a pointer that is not null: no number that was cast to one.
static constexpr int64_t SomeAddress = int64_t(1) << 62;

/// What the callables' bodies will see of the function that makes them.
void Walker::rememberClosures(Frame &At, llvm::ArrayRef<EntityId> Callables) {
  for (EntityId Id : Callables) {
    const facts::Function *Lambda = P.function(Id);
    if (!Lambda || !Lambda->IsLambda)
      continue;
    Bindings Seen;
    Seen.Receiver = At.Now.Bound.Receiver;
    Seen.Captured = At.Now.Bound.Captured;
    for (size_t I = 0; I < At.F.Parameters.size(); ++I)
      if (auto Given = At.Now.Bound.Parameters.find(I);
          Given != At.Now.Bound.Parameters.end() && Given->second.Object)
        Seen.Captured[At.F.Parameters[I]] = Given->second.Object;
    Closures[Id] = std::move(Seen);
  }
}

/// The number that the caller gives as \p M; none if it is not known.
std::optional<int64_t> Walker::given(const Frame &At,
                                     const facts::PassedMode &M) const {
  if (M.Constant)
    return M.Constant;
  auto Own = At.Now.Bound.Parameters.find(M.Parameter);
  if (Own == At.Now.Bound.Parameters.end() || !Own->second.Constant)
    return std::nullopt;
  return *Own->second.Constant | M.AddedFlags;
}

/// Whether \p A, a pointer, is null, where \p Function asks that: what the
/// caller was given itself, or the address of something with a name.
std::optional<int64_t> Walker::nullness(const Frame &At,
                                        const facts::Argument &A,
                                        const Bindings::Parameter &Given,
                                        unsigned Function) {
  std::optional<int64_t> Value;
  if (std::optional<uint32_t> Own = Choices::passedOn(A))
    if (auto Found = At.Now.Bound.Parameters.find(*Own);
        Found != At.Now.Bound.Parameters.end())
      Value = Found->second.Constant;
  const Place &Object = Out.Places[Given.Object];
  if (!Value && (!Given.Callables.empty() ||
                 (Object.Base == Place::Root::Variable &&
                  !leadsThroughPointer(Object))))
    Value = SomeAddress;
  return Value ? Decisive.representative(Function, A.Index, *Value)
               : std::nullopt;
}

/// What \p Function is given, as far as that makes a difference to it.
/// Under \p Held its name counts where a lock is found by it: `p->lock`.
PlaceId Walker::distinct(unsigned Function, uint32_t Parameter, PlaceId Given,
                         const OrderedSet<HeldLock> &Held) {
  if (!Given || !Relevant.uses(Function, Parameter))
    return 0;
  const Place &Object = Out.Places[Given];
  if (!Relevant.matters(Function, Parameter, Object))
    return Private;
  const bool OfLock = llvm::any_of(Held, [&](const HeldLock &H) {
    return Out.Places[H.Lock].Variable == Object.Variable;
  });
  if (OfLock || Relevant.names(Function, Parameter) ||
      Object.Base != Place::Root::Variable || !leadsThroughPointer(Object) ||
      Shared.contains(Object.Variable))
    return Given;
  std::vector<PlaceId> Targets;
  for (const Place &Target : Pointers.targets(Object))
    Targets.push_back(Out.Places.id(Target));
  llvm::sort(Targets);
  return Targets.empty()
             ? Private
             : LeadingAlike.try_emplace(std::move(Targets), Given).first->second;
}

/// Control gets past a test of a parameter only if what it was given is unknown
/// or passes.
bool Walker::mayHold(const Frame &At, const facts::ParameterTest &T) const {
  auto Given = At.Now.Bound.Parameters.find(T.Parameter);
  return Given == At.Now.Bound.Parameters.end() || !Given->second.Constant ||
         T.holds(*Given->second.Constant);
}

Bindings Walker::bind(Frame &At, llvm::ArrayRef<facts::Argument> Arguments,
                      llvm::ArrayRef<facts::PassedMode> Modes,
                      unsigned Function, const OrderedSet<HeldLock> &Held) {
  const facts::Function &Callee = P.functions()[Function];
  // A region sees what the function around it sees.
  if (Callee.IsRegion)
    return At.Now.Bound;
  Bindings To;
  To.Owner = Callee.Id;
  for (const facts::Argument &A : Arguments) {
    if (A.Finds && OwnIndices.contains(A.Finds) &&
        (!A.OwnBy || At.Now.Bound.isSharedIndex(A.OwnBy)))
      To.SharedIndices.push_back({A.Finds, A.Element});
    if (A.Index == facts::Argument::Receiver) {
      To.Receiver = resolve(At, A.Object);
      continue;
    }
    Bindings::Parameter Given;
    Given.Object = resolve(At, A.Object);
    Given.Callables = At.Now.Bound.resolve(A.Callables);
    // Only closures that this body makes: others are known already.
    for (const facts::CallableRef &Ref : A.Callables)
      if (Ref.Function)
        rememberClosures(At, Ref.Function);
    Given.Constant = nullness(At, A, Given, Function);
    Given.Object = distinct(Function, A.Index, Given.Object, Held);
    if (Given.Object || !Given.Callables.empty() || Given.Constant)
      To.Parameters[A.Index] = std::move(Given);
  }
  for (const facts::PassedMode &M : Modes)
    if (std::optional<int64_t> Value = given(At, M))
      if (auto Decides = Decisive.representative(Function, M.Index, *Value))
        To.Parameters[M.Index].Constant = Decides;
  if (Callee.IsLambda) {
    if (!Closures.count(Callee.Id))
      rememberClosures(At, Callee.Id);
    const Bindings &Closure = Closures[Callee.Id];
    To.Receiver = Closure.Receiver;
    To.Captured = Closure.Captured;
  }
  return To;
}

} // namespace cohazard::program
