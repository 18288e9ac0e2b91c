//===----------------------------------------------------------------------===//
// Whose word holds for a name: the user's or ours?
//===----------------------------------------------------------------------===//

#include "models/ModelReader.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::models {

Models::Match Models::find(llvm::StringRef QualifiedName) const {
  if (User)
    if (const Roles *Theirs = User->find(QualifiedName))
      return {User, Theirs};
  const Table &Ours = builtinTable();
  return {&Ours, Ours.find(QualifiedName)};
}

static const Category *findCategory(const Table &T, llvm::StringRef Name) {
  for (const Category &C : T.Categories)
    if (T.text(C.Name) == Name)
      return &C;
  return nullptr;
}

static const Category *findCategory(const Table *User, llvm::StringRef Name) {
  if (User)
    if (const Category *Theirs = findCategory(*User, Name))
      return Theirs;
  return findCategory(builtinTable(), Name);
}

bool Models::onByDefault(llvm::StringRef Name) const {
  const Category *Known = findCategory(User, Name);
  return !Known || Known->On;
}

bool Models::isMovable(llvm::StringRef Name) const {
  const Category *Known = findCategory(User, Name);
  return !Known || Known->Movable;
}

static Idioms idiomsOf(const Table &T, const Framework &F) {
  Idioms Out;
  Out.Namespace = T.text(F.Namespace);
  Out.Offload = T.text(F.Offload);
  Out.RoundTrip = T.text(F.RoundTrip);
  Out.Sleep = T.text(F.Sleep);
  Out.Executor = T.text(F.Executor);
  Out.Loop = T.text(F.Loop);
  Out.Timer = T.text(F.Timer);
  T.text(F.OffloadHeaders).split(Out.OffloadHeaders, '\n', -1, false);
  T.text(F.RoundTripHeaders).split(Out.RoundTripHeaders, '\n', -1, false);
  T.text(F.SleepHeaders).split(Out.SleepHeaders, '\n', -1, false);
  Out.References = F.References;
  Out.GivesObjects = F.GivesObjects;
  Out.NeedsDefault = F.NeedsDefault;
  Out.Unsafe = T.text(F.Unsafe);
  Out.Exceptions = T.text(F.Exceptions);
  return Out;
}

static bool holds(llvm::StringRef Namespace, llvm::StringRef Name) {
  return !Namespace.empty() && Name.consume_front(Namespace) &&
         Name.starts_with("::");
}

Idioms Models::idiomsFor(llvm::StringRef TaskType) const {
  Idioms Best;
  for (const Table *T : {&builtinTable(), User})
    for (const Framework &F : T ? T->Frameworks : llvm::ArrayRef<Framework>())
      if (llvm::StringRef Space = T->text(F.Namespace);
          holds(Space, TaskType) && Space.size() >= Best.Namespace.size())
        Best = idiomsOf(*T, F);
  if (!User)
    return Best;
  // At the top of the user's file: of no library in particular.
  for (const Framework &F : User->Frameworks) {
    if (F.Namespace)
      continue;
    Idioms Theirs = idiomsOf(*User, F);
    if (!Theirs.Executor.empty())
      Best.Executor = Theirs.Executor;
    if (!Theirs.Loop.empty())
      Best.Loop = Theirs.Loop;
    if (!Theirs.Timer.empty())
      Best.Timer = Theirs.Timer;
    if (Best.Offload.empty()) {
      Best.Offload = Theirs.Offload;
      Best.RoundTrip = Theirs.RoundTrip;
      Best.OffloadHeaders = Theirs.OffloadHeaders;
      Best.RoundTripHeaders = Theirs.RoundTripHeaders;
      Best.References = Theirs.References;
      Best.GivesObjects = Theirs.GivesObjects;
      Best.NeedsDefault = Theirs.NeedsDefault;
    }
    if (Best.Sleep.empty()) {
      Best.Sleep = Theirs.Sleep;
      Best.SleepHeaders = Theirs.SleepHeaders;
    }
  }
  return Best;
}

bool Models::isUsersExecutor(llvm::StringRef Expression) const {
  return User && llvm::any_of(User->Frameworks, [&](const Framework &F) {
           llvm::StringRef Named = User->text(F.Executor);
           return !Named.empty() && Named == Expression;
         });
}

} // namespace cohazard::models
