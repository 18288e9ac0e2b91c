#include "program/Program.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

namespace cohazard::program {

/// Spreads every override up to all the methods it overrides indirectly.
void Program::findOverriders() {
  for (const facts::Function &F : Linked.Functions) {
    llvm::SmallVector<EntityId, 4> Above(F.Overrides.begin(),
                                         F.Overrides.end());
    for (size_t I = 0; I < Above.size(); ++I) {
      std::vector<EntityId> &Below = Overriders[Above[I]];
      if (std::find(Below.begin(), Below.end(), F.Id) == Below.end())
        Below.push_back(F.Id);
      if (const facts::Function *Base = function(Above[I]))
        Above.append(Base->Overrides.begin(), Base->Overrides.end());
    }
  }
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
    : Linked(Linked), Library(Library),
      ByEntity(Linked.Entities.size(), NoBody) {
  for (auto [Index, F] : llvm::enumerate(Linked.Functions))
    if (unsigned &Slot = ByEntity[F.Id.Value]; Slot == NoBody)
      Slot = Index;
  findOverriders();
  NonBlocking = nonBlockingDescriptors(Linked);
  // From here the program is frozen: no entity or edge is added.
}

const facts::Function *Program::function(EntityId Id) const {
  unsigned Index = ByEntity[Id.Value];
  return Index == NoBody ? nullptr : &Linked.Functions[Index];
}

llvm::ArrayRef<EntityId> Program::overriders(EntityId Id) const {
  auto Found = Overriders.find(Id);
  if (Found == Overriders.end())
    return {};
  return Found->second;
}

} // namespace cohazard::program
