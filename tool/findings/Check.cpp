#include "findings/Check.h"
#include "llvm/ADT/StringExtras.h"

namespace cohazard {

const OptionSpec &Options::spec(llvm::StringRef Name) const {
  for (const OptionSpec &Spec : Specs)
    if (Spec.Name == Name)
      return Spec;
  llvm_unreachable("a check asks for an option that it does not declare");
}

static llvm::Error mistake(const llvm::Twine &Message) {
  return llvm::createStringError(Message);
}

static bool isFlag(llvm::StringRef Value) {
  return Value == "true" || Value == "false" || Value == "1" || Value == "0";
}

llvm::Error Options::set(llvm::StringRef Name, llvm::StringRef Value) {
  const OptionSpec *Found = nullptr;
  for (const OptionSpec &Spec : Specs)
    if (Spec.Name == Name)
      Found = &Spec;
  if (!Found)
    return mistake("unknown option '" + Name + "'");
  unsigned Number;
  if (Found->Kind == OptionKind::Flag && !isFlag(Value))
    return mistake("option '" + Name + "' is '" + Value +
                   "', expected true or false");
  if (Found->Kind == OptionKind::Number && Value.getAsInteger(10, Number))
    return mistake("option '" + Name + "' is '" + Value +
                   "', expected a number");
  Values[Name] = Value.str();
  return llvm::Error::success();
}

llvm::StringRef Options::text(llvm::StringRef Name) const {
  const OptionSpec &Spec = spec(Name);
  auto Found = Values.find(Name);
  return Found == Values.end() ? llvm::StringRef(Spec.Default)
                               : llvm::StringRef(Found->second);
}

bool Options::flag(llvm::StringRef Name) const {
  llvm::StringRef Value = text(Name);
  return Value == "true" || Value == "1";
}

unsigned Options::number(llvm::StringRef Name) const {
  unsigned Value = 0;
  text(Name).getAsInteger(10, Value);
  return Value;
}

std::vector<llvm::StringRef> Options::list(llvm::StringRef Name) const {
  llvm::SmallVector<llvm::StringRef> Parts;
  text(Name).split(Parts, ';', -1, /*KeepEmpty=*/false);
  std::vector<llvm::StringRef> Result;
  for (llvm::StringRef Part : Parts)
    if (!Part.trim().empty())
      Result.push_back(Part.trim());
  return Result;
}

} // namespace cohazard
