#include "hosts/ResourceDirectory.h"
#include "Build.h"
#include "hosts/ProgramPath.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace llvm;

namespace cohazard::hosts {

/// As clang finds it from \p Program: `bin/clang` has `lib/clang/22`. Empty if
/// there are no headers.
static std::string resourcesBeside(StringRef Program) {
  SmallString<256> Directory(
      sys::path::parent_path(sys::path::parent_path(Program)));
  sys::path::append(Directory, "lib", "clang", COHAZARD_LLVM_MAJOR);
  SmallString<256> Header(Directory);
  sys::path::append(Header, "include", "stddef.h");
  return sys::fs::exists(Header) ? Directory.str().str() : "";
}

/// Debian's `/usr/bin/clang-22` is a link into `/usr/lib/llvm-22/bin`.
static std::string resourcesOnPath(StringRef Name) {
  ErrorOr<std::string> Program = sys::findProgramByName(Name);
  SmallString<256> Real;
  if (!Program || sys::fs::real_path(*Program, Real))
    return "";
  return resourcesBeside(Real);
}

static std::string findResourceDirectory() {
  const std::string Self = programPath();
  for (StringRef Program : {StringRef(Self), StringRef(COHAZARD_LLVM_ROOT "/bin/clang")})
    if (std::string Found = resourcesBeside(Program); !Found.empty())
      return Found;
  for (StringRef Name : {"clang-" COHAZARD_LLVM_MAJOR, "clang"})
    if (std::string Found = resourcesOnPath(Name); !Found.empty())
      return Found;
  return "";
}

const std::string &resourceDirectory() {
  static const std::string Found = findResourceDirectory();
  return Found;
}

} // namespace cohazard::hosts
