//===----------------------------------------------------------------------===//
// What do the facts of a TU look like to a person? One fact a line, in the
// order of the source, for `cohazard lint --facts` and for tests.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_PRINTFACTS_H
#define COHAZARD_FACTS_PRINTFACTS_H

#include "facts/Facts.h"
#include "llvm/Support/raw_ostream.h"

namespace cohazard::facts {

void printFacts(const TuFacts &Facts, llvm::raw_ostream &Out);

} // namespace cohazard::facts

#endif
