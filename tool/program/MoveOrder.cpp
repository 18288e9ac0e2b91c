// A call that awaits may run on the other side of what stands beside it in its
// expression (facts/RewriteOrder.h). Would anybody be able to tell?

#include "program/Movability.h"
#include "source/Words.h"

namespace cohazard::program {

using facts::Call;
using facts::Function;
using facts::Place;
using facts::Rewrite;

/// Input and output: those who wait for time or for each other leave no trace.
bool Movability::actsOutside(const Call &C) {
  const facts::Rare<facts::BlockingEffect> &Effect = C.More->Blocks;
  return Effect && !isOneOf(Effect->Category, {"sleep", "lock", "once"});
}

/// Does \p C, or what it calls, act outside of the program, or throw?
bool Movability::isTold(const Call &C) const {
  const Summary Sum = reached(C);
  return actsOutside(C) || Sum.Acts || Sum.Throws;
}

bool Movability::throws(const Function &F, const Rewrite &R) const {
  return llvm::any_of(F.Calls, [&](const Call &C) {
    return R.contains(C.Where) && reached(C).Throws;
  });
}

/// What \p C writes through, a bit for each argument and the receiver.
uint64_t Movability::writtenArguments(const Call &C) const {
  uint64_t Writes = 0;
  for (EntityId Target : mayReach(P, C))
    if (std::optional<unsigned> Index = P.indexOf(Target))
      Writes |= Summaries[*Index].Writes;
  return Writes;
}

/// Does \p C, or what it calls, change an object that it was not made for?
/// What lambdas and library functions change, the facts say: Rewrite::Doubt.
bool Movability::changesSomething(const Call &C) const {
  return C.Unseen || !reached(C).Reason.empty() || writtenArguments(C);
}

/// Does the call \p R change a local that is named beside it?
bool Movability::writesBeside(const Function &F, const Rewrite &R) const {
  auto IsBeside = [&](const Place &What) {
    return What.Base == Place::Root::Variable &&
           llvm::is_contained(R.Beside.Variables, What.Variable);
  };
  for (const facts::Access &A : F.Accesses)
    if (A.Writes && R.contains(A.Where) && IsBeside(A.What))
      return true;
  for (const Call &C : F.Calls) {
    if (!R.contains(C.Where))
      continue;
    const uint64_t Writes = writtenArguments(C);
    for (const facts::Argument &A : C.Arguments)
      if (Writes & bit(A.Index) && IsBeside(A.Object))
        return true;
  }
  return false;
}

std::string Movability::doubtOfOrder(const Function &F,
                                     const Rewrite &R) const {
  if (!R.Doubt.empty())
    return R.Doubt;
  if (writesBeside(F, R))
    return "it changes what an operand beside it uses, and the order may "
           "become another";
  const bool Told = llvm::any_of(F.Calls, [&](const Call &C) {
    return R.contains(C.Where) && isTold(C);
  });
  for (uint32_t Index : R.Beside.Calls) {
    const Call &C = F.Calls[Index];
    if (changesSomething(C) || (Told && isTold(C)))
      return "it may run before '" + P.name(C.Callee).str() +
             "', which stands beside it";
  }
  return "";
}

} // namespace cohazard::program
