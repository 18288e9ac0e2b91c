//===----------------------------------------------------------------------===//
// How does a table look as C++? Constant arrays: nothing runs at start-up.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_MODELS_TABLEWRITER_H
#define COHAZARD_MODELS_TABLEWRITER_H

#include "models/Model.h"
#include "llvm/Support/raw_ostream.h"

namespace cohazard::models {

/// Writes \p T and `builtinTable()` as a C++ file.
void writeTable(const Table &T, llvm::raw_ostream &Out);

/// Writes every role of \p What for people.
void describeRoles(const Table &T, const Roles &What, llvm::raw_ostream &Out);

} // namespace cohazard::models

#endif
