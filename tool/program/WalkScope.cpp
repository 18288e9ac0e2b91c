// What of a program does the walk have to look at?

#include "program/Walker.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

// A library with hundreds of test programs is walked once, and not for each.
static constexpr size_t MostExecutables = 16;

OrderedSet<FileId> Walker::executables(const Program &P) {
  OrderedSet<FileId> Found;
  for (const facts::Function &F : P.functions())
    if (F.IsMain)
      Found.insert(F.Where.File);
  return Found.size() > 1 && Found.size() <= MostExecutables
             ? Found
             : OrderedSet<FileId>();
}

/// Can \p Function, which a pointer or an object leads to, be linked with the main
/// that runs? Not if it stands beside another. Who calls from outside is another
/// program than those that are seen.
bool Walker::mayRunHere(EntityId Function) const {
  std::optional<unsigned> Body = P.indexOf(Function);
  if (Executables.empty() || !Body)
    return true;
  const FileId Home = P.functions()[*Body].Where.File;
  return Home == Executable || !Executables.contains(Home);
}

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
