//===----------------------------------------------------------------------===//
// From a parsed TU to findings, the same way in every host:
// extract -> link -> detect.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PIPELINE_H
#define COHAZARD_PIPELINE_H

#include "facts/Facts.h"
#include "findings/Check.h"
#include "findings/Finding.h"
#include "models/ModelReader.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace cohazard {

namespace program {
class Program;
}

/// One check that is switched on, with its options.
struct EnabledCheck {
  const Check *What;
  Options Values;
};

/// The facts of one TU. Never fails: what cannot be modelled is counted as
/// unknown. \p PP may be null: then macros' values are not known.
facts::TuFacts extract(clang::ASTContext &Ctx, clang::Preprocessor *PP,
                       const models::Models &Library);

struct Report {
  FileTable Files; ///< what the findings' sites index
  std::vector<Finding> Findings; ///< sorted, one for each place and check
};

/// Called when a check is about to be asked; null when all were.
using CheckObserver = llvm::function_ref<void(const Check *)>;

/// Asks every enabled check about \p Program, of one TU or of many
/// (program/Link.h).
Report detect(
    const program::Program &Program, llvm::ArrayRef<EnabledCheck> Checks,
    CheckObserver Observe = [](const Check *) {});

} // namespace cohazard

#endif
