//===----------------------------------------------------------------------===//
// Is the host of the LLVM version that this plugin was built for? The two share
// classes whose layout changes between major versions, and clang-tidy itself
// does not notice: it would exit with success and report nothing.
//
// Touches nothing but clang's version text, through the C library, so that it
// can say its message in any host.
//===----------------------------------------------------------------------===//

#include "clang/Basic/Version.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

struct VersionGuard {
  VersionGuard() {
    std::string Host = clang::getClangFullVersion();
    static constexpr char Word[] = "version ";
    const char *At = std::strstr(Host.c_str(), Word);
    int Major = At ? std::atoi(At + sizeof(Word) - 1) : 0;
    if (Major == CLANG_VERSION_MAJOR)
      return;
    std::fprintf(stderr,
                 "error: cohazard: this plugin is built for LLVM %d, but its "
                 "host is LLVM %d; use clang-tidy-%d, or build cohazard with "
                 "LLVM_VERSION=%d\n",
                 CLANG_VERSION_MAJOR, Major, CLANG_VERSION_MAJOR, Major);
    std::_Exit(1);
  }
};

} // namespace

// Before every other initialiser of the plugin.
__attribute__((init_priority(101))) static VersionGuard Guard;
