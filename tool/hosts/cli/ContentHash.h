//===----------------------------------------------------------------------===//
// Are two texts the same? So it is taken if their hashes of 128 bits are.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_CONTENTHASH_H
#define COHAZARD_HOSTS_CLI_CONTENTHASH_H

#include "llvm/ADT/DenseMapInfo.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"
#include <string>

namespace cohazard::cli {

struct ContentHash {
  uint64_t Low = 0, High = 0; ///< both 0: of nothing

  static ContentHash of(llvm::StringRef Text) {
    llvm::XXH128_hash_t Hash = llvm::xxh3_128bits(
        llvm::ArrayRef(Text.bytes_begin(), Text.bytes_end()));
    return {Hash.low64, Hash.high64};
  }
  /// 32 digits.
  std::string hex() const {
    return llvm::utohexstr(High, /*LowerCase=*/true, 16) +
           llvm::utohexstr(Low, /*LowerCase=*/true, 16);
  }
  friend bool operator==(ContentHash A, ContentHash B) {
    return A.Low == B.Low && A.High == B.High;
  }
};

} // namespace cohazard::cli

template <> struct llvm::DenseMapInfo<cohazard::cli::ContentHash> {
  using Hash = cohazard::cli::ContentHash;
  static Hash getEmptyKey() { return {~0ull, ~0ull}; }
  static Hash getTombstoneKey() { return {~0ull, ~1ull}; }
  static unsigned getHashValue(Hash H) { return static_cast<unsigned>(H.Low); }
  static bool isEqual(Hash A, Hash B) { return A == B; }
};

#endif
