//===----------------------------------------------------------------------===//
// Where do the arrays of a table live while it is built, and after?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_MODELS_TABLESTORAGE_H
#define COHAZARD_MODELS_TABLESTORAGE_H

#include "models/ConditionParser.h"
#include "models/Model.h"
#include "models/ModelReader.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace cohazard::models {

struct TableStorage {
  std::string Text = std::string(1, '\0');
  std::vector<uint32_t> Buckets;
  std::vector<Roles> Names;
  std::vector<Family> Families;
  std::vector<Condition> Conditions;
  std::vector<TextId> Operands;
  std::vector<Blocking> Blockings;
  std::vector<Spawner> Spawners;
  std::vector<Join> Joins;
  std::vector<LockFunction> LockFunctions;
  std::vector<Guard> Guards;
  std::vector<ConditionWait> ConditionWaits;
  std::vector<Once> Onces;
  std::vector<ThreadUnsafe> ThreadUnsafes;
  std::vector<Executor> Executors;
  std::vector<Framework> Frameworks;
  std::vector<Category> Categories;
  std::vector<Hint> Hints;
  std::vector<TextId> CategoriesOff;

  /// A view of the arrays.
  Table view() const;
};

struct OwnedTable::Storage : TableStorage {
  Table View;
};

/// Fills the arrays: each text once, each run of conditions once.
class TableBuilder {
public:
  TextId text(llvm::StringRef Text);
  Range conditions(llvm::ArrayRef<ParsedCondition> Parsed);

  /// Adds \p From's roles to those of \p Name.
  void give(llvm::StringRef Name, const Roles &From);

  /// Appends to one of the arrays; the answer is the role's index + 1.
  template <typename T>
  uint16_t add(std::vector<T> TableStorage::*Array, const T &Record) {
    auto &Records = Arrays.*Array;
    Records.push_back(Record);
    assert(Records.size() <= UINT16_MAX && "a role's index has 16 bits");
    return static_cast<uint16_t>(Records.size());
  }

  /// From here the table is frozen: the buckets are made.
  TableStorage finish() &&;

  TableStorage Arrays;

private:
  llvm::StringMap<TextId> Texts;
  llvm::StringMap<Range> Runs;
  llvm::StringMap<uint32_t> Indices;
};

/// Later roles of a kind win; bits add up.
void mergeRoles(Roles &Into, const Roles &From);

} // namespace cohazard::models

#endif
