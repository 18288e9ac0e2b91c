//===----------------------------------------------------------------------===//
// What does a library function do to its object and arguments: read them,
// write them, or nothing that could race?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_LIBRARYUSE_H
#define COHAZARD_FACTS_LIBRARYUSE_H

#include "facts/CallSite.h"
#include "facts/TuContext.h"

namespace cohazard::facts {

enum class LibraryUse : uint8_t {
  None,
  Read,
  Write,
  ReadHeader,  ///< the container's bookkeeping, not its elements
  WriteHeader, ///< may add an element
  Atomic,      ///< an atomic operation on plain data
};

LibraryUse useOfObject(TuContext &Tu, const CallSite &Site);
LibraryUse useOfArgument(TuContext &Tu, const CallSite &Site, size_t Index);

} // namespace cohazard::facts

#endif
