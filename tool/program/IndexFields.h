//===----------------------------------------------------------------------===//
// What a record of the index is made of, for its writer and its reader.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_INDEXFIELDS_H
#define COHAZARD_PROGRAM_INDEXFIELDS_H

#include "facts/FactsArchive.h"
#include "facts/FactsFields.h"
#include "program/Index.h"

namespace cohazard::facts {
COHAZARD_FIELDS(program::IndexRecord, Body, Blocking, Overriders, Registrars,
                Above, Synchronises)
} // namespace cohazard::facts

#endif
