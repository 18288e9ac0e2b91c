//===----------------------------------------------------------------------===//
// Is the host of the LLVM version that the checks were built for? The two share
// classes whose layout changes between major versions, and clang-tidy itself
// does not notice: it would exit with success and report nothing.
//
// This is all of `cohazard-tidy.so`. It needs one function of its host, so that
// every version can load it; the checks are in a second file beside it, which
// another version's host may not even be able to open.
//===----------------------------------------------------------------------===//

#include "clang/Basic/Version.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <string>

static int hostMajor() {
  static constexpr char Word[] = "version ";
  std::string Host = clang::getClangFullVersion();
  const char *At = std::strstr(Host.c_str(), Word);
  return At ? std::atoi(At + sizeof(Word) - 1) : 0;
}

/// The file beside this one that holds the checks.
static std::string checksFile() {
  Dl_info Self;
  if (!dladdr(reinterpret_cast<void *>(&checksFile), &Self))
    return COHAZARD_CHECKS_FILE;
  std::string Path = Self.dli_fname;
  return Path.substr(0, Path.rfind('/') + 1) + COHAZARD_CHECKS_FILE;
}

/// The host would go on without us and call its run a success.
[[noreturn]] static void stop() {
  std::fflush(stderr);
  std::_Exit(1);
}

__attribute__((constructor)) static void load() {
  int Major = hostMajor();
  if (Major != CLANG_VERSION_MAJOR) {
    std::fprintf(stderr,
                 "error: cohazard: this plugin is built for LLVM %d, but its "
                 "host is LLVM %d; use clang-tidy-%d, or the plugin that is "
                 "built with LLVM_VERSION=%d\n",
                 CLANG_VERSION_MAJOR, Major, CLANG_VERSION_MAJOR, Major);
    stop();
  }
  // Bound lazily: symbols that nobody calls need not be there.
  if (!dlopen(checksFile().c_str(), RTLD_LAZY | RTLD_LOCAL)) {
    std::fprintf(stderr, "error: cohazard: cannot load the checks: %s\n",
                 dlerror());
    stop();
  }
}
