//===----------------------------------------------------------------------===//
// What does the rest of the program add to a TU that is looked at alone? The
// facts of those functions of other TUs that bear on it, cut down to what does;
// the engine then sees a small program, and its answers need no code of their
// own.
//
//   blocking   what the TU calls and has no body of, down to an effect of each
//              category
//   loops      who hands a function of the TU to an event loop
//   threads    who calls or starts a function of the TU, and who else uses a
//              variable of the TU; their callers up to main, and the wrappers of
//              locks that they call
//
// What the TU says itself replaces what the index says of it: a function that has
// a body in the TU is never imported, nor one that stood in its main file. So an
// index that is older than the edit is only old news of other files.
//
// Under-approximates: follows the ways that the index tells; where threads would
// take more than MostImported functions they are left out as a whole, since a part
// of them could lack the very lock.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_IMPORT_H
#define COHAZARD_PROGRAM_IMPORT_H

#include "program/Index.h"

namespace cohazard::program {

inline constexpr size_t MostImported = 1024;

struct Imported {
  size_t Functions = 0;
  /// The files that they are in, by the index's numbers, ascending.
  std::vector<uint32_t> Files;
};

/// Adds to \p Own, the facts of one TU whose file table bears real paths, after
/// all that is there. \p MainFile is its main file's real path.
Imported importInto(facts::TuFacts &Own, const Index &Whole,
                    llvm::StringRef MainFile);

} // namespace cohazard::program

#endif
