//===----------------------------------------------------------------------===//
// What becomes of a callable that is passed as a parameter: is it invoked, is
// it registered with an event loop? Answers through any number of functions
// that pass it on.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_PARAMETERUSES_H
#define COHAZARD_PROGRAM_PARAMETERUSES_H

#include "program/Program.h"
#include "llvm/ADT/DenseSet.h"

namespace cohazard::program {

/// A parameter of a function: (entity, index).
using Parameter = std::pair<EntityId, uint32_t>;

/// Over-approximates: invoked on some path counts as invoked.
class ParameterUses {
public:
  explicit ParameterUses(const Program &P);

  bool mayInvoke(EntityId Function, uint32_t Index) const {
    return Invoked.contains({Function, Index});
  }
  bool mayRegister(EntityId Function, uint32_t Index) const {
    return Registered.contains({Function, Index});
  }

private:
  llvm::DenseSet<Parameter> Invoked, Registered;
};

/// The functions that \p C may reach: the callee, and its overriders if the
/// call is virtual.
llvm::SmallVector<EntityId, 2> mayReach(const Program &P, const facts::Call &C);

} // namespace cohazard::program

#endif
