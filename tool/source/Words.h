//===----------------------------------------------------------------------===//
// Is a name one of a few words?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_SOURCE_WORDS_H
#define COHAZARD_SOURCE_WORDS_H

#include "llvm/ADT/StringRef.h"
#include <initializer_list>

namespace cohazard {

inline bool isOneOf(llvm::StringRef Name,
                    std::initializer_list<llvm::StringLiteral> Words) {
  for (llvm::StringRef Word : Words)
    if (Name == Word)
      return true;
  return false;
}

} // namespace cohazard

#endif
