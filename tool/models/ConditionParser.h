//===----------------------------------------------------------------------===//
// When does a call wait? Reads one condition of an `unless` or `when` list.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_MODELS_CONDITIONPARSER_H
#define COHAZARD_MODELS_CONDITIONPARSER_H

#include "models/Model.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace cohazard::models {

struct ParsedCondition {
  ConditionKind Kind;
  int8_t Arg = ObjectArg;
  std::vector<std::string> Operands;
};

/// The condition that \p Text says, or what is wrong with it.
llvm::Expected<ParsedCondition> parseCondition(llvm::StringRef Text);

} // namespace cohazard::models

#endif
