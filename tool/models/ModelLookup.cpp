//===----------------------------------------------------------------------===//
// Whose word holds for a name: the user's or ours?
//===----------------------------------------------------------------------===//

#include "models/ModelReader.h"

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

bool Models::onByDefault(llvm::StringRef Name) const {
  if (User)
    if (const Category *Theirs = findCategory(*User, Name))
      return Theirs->On;
  const Category *Ours = findCategory(builtinTable(), Name);
  return !Ours || Ours->On;
}

} // namespace cohazard::models
