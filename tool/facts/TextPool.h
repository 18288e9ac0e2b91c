//===----------------------------------------------------------------------===//
// Where do the names of a TU's entities live? Side by side in a few blocks: there
// are thousands of them, and most are forgotten when the TU is linked.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_TEXTPOOL_H
#define COHAZARD_FACTS_TEXTPOOL_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Allocator.h"

namespace cohazard::facts {

/// Texts that stay where they are until it is destroyed, also when it is moved.
class TextPool {
public:
  llvm::StringRef add(llvm::StringRef Text) { return Text.copy(Blocks); }

private:
  llvm::BumpPtrAllocator Blocks;
};

} // namespace cohazard::facts

#endif
