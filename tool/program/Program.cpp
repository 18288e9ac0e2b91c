#include "program/Program.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

namespace cohazard::program {

/// Spreads every override up to all the methods it overrides indirectly.
static llvm::DenseMap<EntityId, std::vector<EntityId>>
overridersByMethod(llvm::ArrayRef<facts::Function> Functions) {
  llvm::DenseMap<EntityId, const facts::Function *> Known;
  for (const facts::Function &F : Functions)
    Known[F.Id] = &F;
  llvm::DenseMap<EntityId, std::vector<EntityId>> Result;
  for (const facts::Function &F : Functions) {
    llvm::SmallVector<EntityId, 4> Above(F.Overrides.begin(),
                                         F.Overrides.end());
    for (size_t I = 0; I < Above.size(); ++I) {
      std::vector<EntityId> &Below = Result[Above[I]];
      if (std::find(Below.begin(), Below.end(), F.Id) == Below.end())
        Below.push_back(F.Id);
      if (const facts::Function *Base = Known.lookup(Above[I]))
        Above.append(Base->Overrides.begin(), Base->Overrides.end());
    }
  }
  return Result;
}

/// Spreads O_NONBLOCK from a parameter that is set so to what is passed as it,
/// and from arguments that all are so to the parameter.
static llvm::DenseSet<EntityId>
nonBlockingDescriptors(const facts::TuFacts &Facts) {
  llvm::DenseSet<EntityId> Known(Facts.NonBlockingDescriptors.begin(),
                                 Facts.NonBlockingDescriptors.end());
  for (bool Changed = !Known.empty(); Changed;) {
    Changed = false;
    llvm::DenseSet<EntityId> Blocking;
    for (auto [Passed, Parameter] : Facts.DescriptorPasses) {
      if (Known.contains(Parameter))
        Changed |= Known.insert(Passed).second;
      else if (!Known.contains(Passed))
        Blocking.insert(Parameter);
    }
    for (auto [Passed, Parameter] : Facts.DescriptorPasses)
      if (Known.contains(Passed) && !Blocking.contains(Parameter))
        Changed |= Known.insert(Parameter).second;
  }
  return Known;
}

Program::Program(const facts::TuFacts &Linked, const models::Models &Library)
    : Linked(Linked), Library(Library) {
  for (auto [Index, F] : llvm::enumerate(Linked.Functions))
    ByEntity.try_emplace(F.Id, Index);
  Overriders = overridersByMethod(Linked.Functions);
  NonBlocking = nonBlockingDescriptors(Linked);
  // From here the program is frozen: no entity or edge is added.
}

const facts::Function *Program::function(EntityId Id) const {
  auto Found = ByEntity.find(Id);
  return Found == ByEntity.end() ? nullptr : &Linked.Functions[Found->second];
}

std::optional<unsigned> Program::indexOf(EntityId Id) const {
  auto Found = ByEntity.find(Id);
  if (Found == ByEntity.end())
    return std::nullopt;
  return Found->second;
}

llvm::ArrayRef<EntityId> Program::overriders(EntityId Id) const {
  auto Found = Overriders.find(Id);
  if (Found == Overriders.end())
    return {};
  return Found->second;
}

} // namespace cohazard::program
