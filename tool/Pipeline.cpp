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

Report detect(const program::Program &Program,
              llvm::ArrayRef<EnabledCheck> Checks, CheckObserver Observe) {
  const FileTable &Files = Program.facts().Files;
  FindingSink Sink;
  for (const EnabledCheck &Check : Checks) {
    Observe(Check.What);
    Check.What->Detect(Program, Check.Values, Sink);
  }
  Observe(nullptr);
  std::vector<Finding> Findings = std::move(Sink).take(Files);
  return {Files, std::move(Findings)};
}

} // namespace cohazard
