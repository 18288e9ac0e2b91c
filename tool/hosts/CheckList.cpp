#include "hosts/CheckList.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Twine.h"

namespace cohazard::hosts {

bool speaksOfOthersOnly(llvm::StringRef Checks) {
  if (Checks.contains("cohazard"))
    return false;
  llvm::SmallVector<llvm::StringRef> Globs;
  Checks.split(Globs, ',');
  bool DropsAll = false, Adds = false;
  for (llvm::StringRef Glob : Globs) {
    DropsAll |= Glob.trim() == "-*";
    Adds |= !Glob.trim().empty() && !Glob.trim().starts_with("-");
  }
  return DropsAll && Adds;
}

std::string withOurChecks(llvm::StringRef Checks) {
  // A later glob wins: in front, ours can be switched off by any other.
  return speaksOfOthersOnly(Checks) ? (Checks + ",cohazard-*").str()
                                    : ("cohazard-*," + Checks).str();
}

} // namespace cohazard::hosts
