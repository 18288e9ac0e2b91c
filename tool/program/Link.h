//===----------------------------------------------------------------------===//
// How do the facts of many TUs become those of one program? As in a linker: what
// has the same name and external linkage is one, what has internal linkage stays
// its TU's own.
//
//   inline functions, templates   one body is kept of those that the TUs hold
//   what is defined twice         belongs to different executables of one
//                                 database (`main` above all, and the inline
//                                 functions of main files): each TU means its
//                                 own, or the one whose file is nearest to it
//   pointers that never change    only those that no TU gives another value
//
// Linear in the facts. The result does not depend on the order of the units.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_LINK_H
#define COHAZARD_PROGRAM_LINK_H

#include "facts/Facts.h"
#include <memory>

namespace cohazard::program {

/// Takes units as they come and makes one program of them.
class Linker {
public:
  Linker();
  ~Linker();

  /// \p Unit's main file and file table bear real paths. From here on its names
  /// cost a pointer each: most are those of other units, too.
  void add(facts::TuFacts Unit);
  /// The facts of all units, whatever the order they came in.
  facts::TuFacts finish() &&;

private:
  class Work;
  std::unique_ptr<Work> Doing;
};

} // namespace cohazard::program

#endif
