//===----------------------------------------------------------------------===//
// What are numbers worth that a caller gives? Switches, flags, commands: which
// branch a function takes by them.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_MODEFACTS_H
#define COHAZARD_FACTS_MODEFACTS_H

#include <cstdint>
#include <optional>

namespace cohazard::facts {

enum class ModeTest : uint8_t {
  Equals,
  Differs,
  HasFlags,   ///< all of the flags, of which there are some
  LacksFlags, ///< at least one of them
  HasAnyFlag,
  HasNoFlag,
  Below,
  AtLeast,
};

/// A test of what a function is given as one of its parameters; of a pointer,
/// whether it is null (0).
struct ParameterTest {
  uint32_t Parameter = 0;
  ModeTest Test = ModeTest::Equals;
  int64_t Value = 0;

  bool holds(int64_t Given) const {
    switch (Test) {
    case ModeTest::Equals:
      return Given == Value;
    case ModeTest::Differs:
      return Given != Value;
    case ModeTest::HasFlags:
      return Value && (Given & Value) == Value;
    case ModeTest::LacksFlags:
      return (Given & Value) != Value;
    case ModeTest::HasAnyFlag:
      return Given & Value;
    case ModeTest::HasNoFlag:
      return !(Given & Value);
    case ModeTest::Below:
      return Given < Value;
    case ModeTest::AtLeast:
      return Given >= Value;
    }
    return false;
  }
  friend bool operator==(const ParameterTest &,
                         const ParameterTest &) = default;
};

/// An argument that may select a mode: a constant, or a parameter passed on.
struct PassedMode {
  uint32_t Index = 0;
  std::optional<int64_t> Constant; ///< 0 for a duration of zero
  int Parameter = -1;
  int64_t AddedFlags = 0; ///< or'ed to the parameter
};

} // namespace cohazard::facts

#endif
