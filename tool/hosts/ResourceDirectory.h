//===----------------------------------------------------------------------===//
// Where are the headers that belong to clang itself (stddef.h, arm_neon.h)? A
// parser of another version cannot use them, so ours must be found wherever
// the program was installed.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_RESOURCEDIRECTORY_H
#define COHAZARD_HOSTS_RESOURCEDIRECTORY_H

#include <string>

namespace cohazard::hosts {

/// That of this program's version of clang: beside the program, in the LLVM
/// that it was built against, or beside a clang on the PATH, in this order.
/// Empty if there is none.
const std::string &resourceDirectory();

} // namespace cohazard::hosts

#endif
