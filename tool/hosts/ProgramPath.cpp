#include "hosts/ProgramPath.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cohazard::hosts {

std::string programPath() {
  return sys::fs::getMainExecutable(nullptr,
                                    reinterpret_cast<void *>(&programPath));
}

std::string programHome() {
  const std::string Program = programPath();
  return sys::path::parent_path(sys::path::parent_path(Program)).str();
}

} // namespace cohazard::hosts
