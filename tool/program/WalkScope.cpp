// What of a program does the walk have to look at?

#include "program/Walker.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

void Walker::findOwnIndices() {
  auto Note = [&](const Place &What) {
    for (const PathStep &Step : What.Path)
      if (Step.What == PathStep::Kind::OwnIndex && Step.Member)
        OwnIndices.insert(Step.Member);
  };
  for (const facts::Function &F : P.functions()) {
    for (const facts::Access &A : F.Accesses)
      if (mayMeanShared(A.What))
        Note(A.What);
    for (const facts::LockStep &L : F.Locks)
      Note(L.Lock);
    for (const facts::Call &C : F.Calls)
      for (const facts::Argument &A : C.Arguments)
        Note(A.Object);
  }
  for (size_t Known = 0; Known != OwnIndices.size();) {
    Known = OwnIndices.size();
    for (const facts::Function &F : P.functions())
      for (const facts::Call &C : F.Calls)
        for (const facts::Argument &A : C.Arguments)
          if (A.OwnBy && OwnIndices.contains(A.Finds))
            OwnIndices.insert(A.OwnBy);
  }
}

} // namespace cohazard::program
