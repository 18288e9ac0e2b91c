//===----------------------------------------------------------------------===//
// What is a check? A descriptor: its id, its summary, its options and the one
// function that asks the program and reports.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FINDINGS_CHECK_H
#define COHAZARD_FINDINGS_CHECK_H

#include "findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace cohazard {

namespace program {
class Program;
}

enum class OptionKind : uint8_t { Flag, Number, Text, List };

/// One option of a check: one row, read by every host, the help text and the
/// documentation test.
struct OptionSpec {
  llvm::StringLiteral Name;
  OptionKind Kind;
  llvm::StringLiteral Default; ///< as one would write it in .clang-tidy
  llvm::StringLiteral Help;
};

/// The values of one check's options. Lists are separated by semicolons, as
/// everywhere in clang-tidy.
class Options {
public:
  explicit Options(llvm::ArrayRef<OptionSpec> Specs) : Specs(Specs) {}

  /// Sets an option from its text. An error names the option, the value and
  /// what is allowed.
  llvm::Error set(llvm::StringRef Name, llvm::StringRef Value);

  bool flag(llvm::StringRef Name) const;
  unsigned number(llvm::StringRef Name) const;
  llvm::StringRef text(llvm::StringRef Name) const;
  std::vector<llvm::StringRef> list(llvm::StringRef Name) const;

private:
  const OptionSpec &spec(llvm::StringRef Name) const;
  llvm::ArrayRef<OptionSpec> Specs;
  llvm::StringMap<std::string> Values;
};

struct Check {
  llvm::StringLiteral Id; ///< without the `cohazard-` in front
  llvm::StringLiteral Summary;
  llvm::ArrayRef<OptionSpec> Options;
  void (*Detect)(const program::Program &, const cohazard::Options &,
                 FindingSink &);
};

/// Every check, in the order of checks/checks.def, which is sorted by id.
llvm::ArrayRef<const Check *> allChecks();

} // namespace cohazard

#endif
