//===----------------------------------------------------------------------===//
// cohazard-clangd: all of clangd, with our checks in it. The checks are linked
// in as a clang-tidy module and register themselves; `Overrides.cpp` has what
// else differs from the stock program.
//===----------------------------------------------------------------------===//

#include "hosts/ResourceDirectory.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/StringSaver.h"
#include <string>
#include <vector>

namespace clang::clangd {
/// clangd's own main(), in its library; no header declares it.
int clangdMain(int argc, char *argv[]);
} // namespace clang::clangd

/// Does the user say where clang's headers are? clangd reads arguments from the
/// environment as well, and takes an option once only.
static bool namesResourceDirectory(llvm::ArrayRef<const char *> Arguments) {
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::SmallVector<const char *> All(Arguments);
  if (auto Flags = llvm::sys::Process::GetEnv("CLANGD_FLAGS"))
    llvm::cl::TokenizeGNUCommandLine(*Flags, Saver, All);
  return llvm::any_of(All, [](llvm::StringRef Argument) {
    return Argument.consume_front("-") &&
           Argument.ltrim('-').starts_with("resource-dir");
  });
}

int main(int Argc, char *Argv[]) {
  std::vector<char *> Arguments(Argv, Argv + Argc);
  // clangd expects to be installed beside its clang; we may be anywhere.
  std::string Found = "--resource-dir=";
  if (!namesResourceDirectory(llvm::ArrayRef(Argv, Argc).drop_front()) &&
      !cohazard::hosts::resourceDirectory().empty()) {
    Found += cohazard::hosts::resourceDirectory();
    Arguments.insert(Arguments.begin() + 1, Found.data());
  }
  int Count = static_cast<int>(Arguments.size());
  Arguments.push_back(nullptr);
  return clang::clangd::clangdMain(Count, Arguments.data());
}
