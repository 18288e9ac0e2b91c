//===----------------------------------------------------------------------===//
// C++ text with placeholders such as ${expr}: how models write idioms.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_MODELS_TEMPLATE_H
#define COHAZARD_MODELS_TEMPLATE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace cohazard::models {

/// \p Template with each placeholder replaced by what \p ValueOf gives for its
/// name; none if it has nothing for one of them.
inline std::optional<std::string>
expand(llvm::StringRef Template,
       llvm::function_ref<std::optional<std::string>(llvm::StringRef)> ValueOf) {
  std::string Out;
  while (!Template.empty()) {
    auto [Plain, Rest] = Template.split("${");
    Out += Plain;
    if (Plain.size() == Template.size())
      break;
    auto [Name, After] = Rest.split('}');
    std::optional<std::string> Value = ValueOf(Name);
    if (!Value)
      return std::nullopt;
    Out += *Value;
    Template = After;
  }
  return Out;
}

} // namespace cohazard::models

#endif
