#include "Pipeline.h"
#include "facts/Extract.h"
#include "program/Program.h"

namespace cohazard {

facts::TuFacts extract(clang::ASTContext &Ctx, clang::Preprocessor *PP,
                       const models::Models &Library) {
  facts::TuFacts Facts;
  facts::TuContext Tu(Ctx, PP, Library, Facts);
  facts::extractTu(Tu);
  return Facts;
}

Report detect(const facts::TuFacts &Facts, llvm::ArrayRef<EnabledCheck> Checks,
              const models::Models &Library, CheckObserver Observe) {
  program::Program Program(Facts, Library);
  FindingSink Sink;
  for (const EnabledCheck &Check : Checks) {
    Observe(Check.What);
    Check.What->Detect(Program, Check.Values, Sink);
  }
  Observe(nullptr);
  std::vector<Finding> Findings = std::move(Sink).take(Facts.Files);
  return {Facts.Files, std::move(Findings)};
}

} // namespace cohazard
