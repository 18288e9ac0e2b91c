//===----------------------------------------------------------------------===//
// How do the facts of many TUs become those of one program? As in a linker: what
// has the same name and external linkage is one, what has internal linkage stays
// its TU's own.
//
//   inline functions, templates   one body is kept of those that the TUs hold
//   what is defined twice         belongs to different executables of one
//                                 database (`main` above all): each TU means its
//                                 own, or the one whose file is nearest to it
//   pointers that never change    only those that no TU gives another value
//
// Linear in the facts. The result does not depend on the order of the units.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_LINK_H
#define COHAZARD_PROGRAM_LINK_H

#include "facts/Facts.h"

namespace cohazard::program {

/// The facts of all \p Units, whose main files and file tables bear real paths.
facts::TuFacts link(std::vector<facts::TuFacts> Units);

} // namespace cohazard::program

#endif
