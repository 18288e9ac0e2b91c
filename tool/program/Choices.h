//===----------------------------------------------------------------------===//
// Which of the numbers that a function is given decide what it does? A command,
// a flag, whether a pointer is null: it tests them itself or passes them on to
// functions that do.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_CHOICES_H
#define COHAZARD_PROGRAM_CHOICES_H

#include "program/Program.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>

namespace cohazard::program {

class Choices {
public:
  /// \p MayMatter: could the step of the function show or change anything?
  Choices(const Program &P,
          llvm::function_ref<bool(const facts::Function &, facts::Step)>
              MayMatter);

  /// One value for all those for which \p Function, given it as its
  /// \p Parameter, takes the same branches as for \p Value. None if it takes
  /// the same for any, and where there are too many to tell them apart.
  std::optional<int64_t> representative(unsigned Function, uint32_t Parameter,
                                        int64_t Value);

  /// The parameter of the caller that it passes on as \p A; none if it is not
  /// just that. Under-approximates null pointers: an object that may be null
  /// counts as one that is not.
  static std::optional<uint32_t> passedOn(const facts::Argument &A);

private:
  using Parameter = std::pair<unsigned, uint32_t>;
  struct Question {
    facts::ParameterTest Test;
    int64_t AddedFlags = 0;
    bool answer(int64_t Value) const { return Test.holds(Value | AddedFlags); }
    friend bool operator==(const Question &, const Question &) = default;
  };
  struct Passed {
    Parameter By;
    int64_t AddedFlags;
  };
  using Answers = std::vector<bool>;

  void findPassed(const Program &P);
  void spread(Parameter To, const Question &Asked);

  llvm::DenseMap<Parameter, llvm::SmallVector<Question, 2>> Questions;
  llvm::DenseMap<Parameter, llvm::SmallVector<Passed, 2>> PassedFrom;
  std::map<Parameter, std::map<Answers, int64_t>> Known;
};

} // namespace cohazard::program

#endif
