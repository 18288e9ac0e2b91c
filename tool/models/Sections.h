//===----------------------------------------------------------------------===//
// Which sections may a model file have, and what does an entry of each become?
// One line a section in Sections.cpp; the readers lie beside it by subject.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_MODELS_SECTIONS_H
#define COHAZARD_MODELS_SECTIONS_H

#include "models/EntryReader.h"

namespace cohazard::models {

struct Section {
  llvm::StringLiteral Name;
  /// The roles that an entry gives to its names.
  Roles (*Make)(Entry &);
  /// Gives roles to further names, e.g. the members of a lock; may be null.
  void (*Expand)(Entry &, llvm::ArrayRef<std::string> Names);
};

llvm::ArrayRef<Section> sections();
const Section *findSection(llvm::StringRef Name);

// BlockingRoles.cpp
Roles makeBlocking(Entry &);
Roles makeThreadUnsafe(Entry &);

// SpawnerRoles.cpp
Roles makeSpawner(Entry &);
Roles makeCallback(Entry &);
Roles makeInvoke(Entry &);
Roles makeJoin(Entry &);
Roles makeExecutor(Entry &);
Roles makeTask(Entry &);

// LockRoles.cpp
Roles makeLockable(Entry &);
void expandLockable(Entry &, llvm::ArrayRef<std::string> Names);
Roles makeLockFunction(Entry &);
Roles makeMultiLock(Entry &);
Roles makeGuard(Entry &);
void expandGuard(Entry &, llvm::ArrayRef<std::string> Names);
Roles makeConditionWait(Entry &);
Roles makeOnce(Entry &);

/// Reads the section \p S from \p Node: a list of entries and groups.
void readSection(const Section &S, const YamlNode &Node, FileContext &File);

/// Reads `families`: roles for every name with a prefix.
void readFamilies(const YamlNode &Node, FileContext &File);

} // namespace cohazard::models

#endif
