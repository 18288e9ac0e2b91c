//===----------------------------------------------------------------------===//
// When does a call wait? A condition is a subject (an argument, the object, the
// number of arguments) and what holds of it; the grammar is in README.md.
//===----------------------------------------------------------------------===//

#include "models/ConditionParser.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include <optional>

namespace cohazard::models {

static llvm::Error mistake(const llvm::Twine &Text) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Text);
}

/// A readiness test came first, or the program awaited the object: the words
/// in which libraries say so. Only at the front: 'no other fiber is ready' is
/// not about the object.
static bool speaksOfReadiness(llvm::StringRef State) {
  static constexpr llvm::StringLiteral Words[] = {
      "isReady", "isFinished", "result ready", "ready",  "is_ready",
      "is_done", "hasResult",  "available()",  "poll()", "HasBeenNotified()"};
  for (llvm::StringRef Word : Words)
    if (State.starts_with(Word))
      return true;
  return false;
}

static llvm::Expected<int8_t> parseArgument(llvm::StringRef Number) {
  unsigned N = 0;
  // No call in any model has more than 20 arguments; 64 leaves room.
  if (Number.getAsInteger(10, N) || N > 64)
    return mistake("'" + Number +
                   "' is not an argument number; arguments count from 0, as "
                   "in 'arg0 == 0'");
  return static_cast<int8_t>(N);
}

/// `argN rest` or `last argument rest`, split; nothing if \p Text is neither.
static llvm::Expected<std::optional<int8_t>>
takeSubject(llvm::StringRef &Text) {
  if (Text.consume_front("last argument "))
    return LastArg;
  llvm::StringRef Rest = Text;
  if (!Rest.consume_front("arg") || Rest.starts_with("c") ||
      Rest.starts_with("ument"))
    return std::nullopt;
  auto [Number, Predicate] = Rest.split(' ');
  llvm::Expected<int8_t> Arg = parseArgument(Number);
  if (!Arg)
    return Arg.takeError();
  Text = Predicate;
  return *Arg;
}

static llvm::Expected<ParsedCondition> parseSet(llvm::StringRef Text,
                                                int8_t Arg) {
  if (!Text.consume_front("{") || !Text.consume_back("}"))
    return mistake("a set is written in braces, as in 'arg1 in {A, B}'");
  ParsedCondition C{ConditionKind::OneOf, Arg, {}};
  llvm::SmallVector<llvm::StringRef, 8> Members;
  Text.split(Members, ',');
  for (llvm::StringRef Member : Members) {
    if (Member.trim().empty())
      return mistake("a member of the set is missing");
    C.Operands.push_back(Member.trim().str());
  }
  return C;
}

/// What is said of an argument: everything after `argN`.
static llvm::Expected<ParsedCondition> parsePredicate(llvm::StringRef Text,
                                                      int8_t Arg) {
  using Kind = ConditionKind;
  static constexpr std::pair<llvm::StringLiteral, Kind> Fixed[] = {
      {"is null", Kind::Null},
      {"is nonnull", Kind::NonNull},
      {"is a zero duration", Kind::ZeroTimeout},
      {"points to a zero timespec", Kind::ZeroTimeout},
      {"points to a zero timeval", Kind::ZeroTimeout}};
  for (const auto &[Words, What] : Fixed)
    if (Text == Words)
      return ParsedCondition{What, Arg, {}};

  if (Text.consume_front("in "))
    return parseSet(Text.trim(), Arg);

  static constexpr std::pair<llvm::StringLiteral, Kind> Binary[] = {
      {"== ", Kind::Equal},        {"!= ", Kind::NotEqual},
      {"< ", Kind::Less},          {"has ", Kind::HasFlag},
      {"lacks ", Kind::LacksFlag}, {"is ", Kind::NamedTag}};
  for (const auto &[Operator, What] : Binary) {
    if (!Text.consume_front(Operator))
      continue;
    Text = Text.trim();
    if (Text.empty() || Text.contains(' '))
      return mistake("one name or number is expected after '" +
                     Operator.rtrim() + "', not '" + Text + "'");
    return ParsedCondition{What, Arg, {Text.str()}};
  }
  return mistake("'" + Text +
                 "' says nothing known of an argument; write ==, !=, <, has, "
                 "lacks, in {...}, is NAME, is null, is nonnull, is a zero "
                 "duration, or points to a zero timespec or timeval");
}

static llvm::Expected<ParsedCondition> parseArgCount(llvm::StringRef Text) {
  unsigned Count = 0;
  if (!Text.consume_front("argc == ") || Text.getAsInteger(10, Count))
    return mistake("a number of arguments is written 'argc == 2'");
  return ParsedCondition{ConditionKind::ArgCount, ObjectArg, {Text.str()}};
}

static llvm::Expected<ParsedCondition> parseDescriptor(llvm::StringRef Text) {
  if (Text == "fd object is O_NONBLOCK")
    return ParsedCondition{ConditionKind::NonBlockingDescriptor, ObjectArg, {}};
  if (!Text.consume_front("fd arg") || !Text.consume_back(" is O_NONBLOCK"))
    return mistake("a descriptor's mode is written 'fd arg0 is O_NONBLOCK' or "
                   "'fd object is O_NONBLOCK'");
  llvm::Expected<int8_t> Arg = parseArgument(Text);
  if (!Arg)
    return Arg.takeError();
  return ParsedCondition{ConditionKind::NonBlockingDescriptor, *Arg, {}};
}

llvm::Expected<ParsedCondition> parseCondition(llvm::StringRef Text) {
  Text = Text.trim();
  if (Text.empty())
    return mistake("the condition is empty");
  if (Text.consume_front("state:")) {
    Text = Text.trim();
    ConditionKind Kind = speaksOfReadiness(Text) ? ConditionKind::Ready
                                                 : ConditionKind::Unprovable;
    return ParsedCondition{Kind, ObjectArg, {Text.str()}};
  }
  if (Text.starts_with("argc"))
    return parseArgCount(Text);
  if (Text.starts_with("fd "))
    return parseDescriptor(Text);
  if (Text.starts_with("object came from std::async"))
    return ParsedCondition{ConditionKind::FromAsync, ObjectArg, {}};
  if (Text.consume_front("object is ")) {
    if (Text.trim().contains(' '))
      return mistake("one type name is expected after 'object is'");
    return ParsedCondition{
        ConditionKind::ObjectType, ObjectArg, {Text.trim().str()}};
  }
  llvm::Expected<std::optional<int8_t>> Subject = takeSubject(Text);
  if (!Subject)
    return Subject.takeError();
  if (*Subject)
    return parsePredicate(Text.trim(), **Subject);
  return mistake("'" + Text +
                 "' is no condition: begin with argN, last argument, argc, fd "
                 "argN, object is, or with 'state:' for what source text "
                 "cannot show");
}

} // namespace cohazard::models
