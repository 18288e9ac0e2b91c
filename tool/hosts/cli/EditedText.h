//===----------------------------------------------------------------------===//
// What does a file say once edits are made, and where was it said before? Bytes
// outside the edits stay as they are.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_EDITEDTEXT_H
#define COHAZARD_HOSTS_CLI_EDITEDTEXT_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <tuple>
#include <vector>

namespace cohazard::cli {

/// Replaces `Length` bytes at `Offset`.
struct TextEdit {
  size_t Offset = 0, Length = 0;
  std::string Text;
  /// Adds whole lines in front of a line: such edits do not get into each
  /// other's way, nor into that of an edit of the line.
  bool AddsLines = false;

  size_t end() const { return Offset + Length; }
  friend bool operator<(const TextEdit &A, const TextEdit &B) {
    return std::tuple(A.Offset, !A.AddsLines, A.Length,
                      llvm::StringRef(A.Text)) <
           std::tuple(B.Offset, !B.AddsLines, B.Length,
                      llvm::StringRef(B.Text));
  }
  friend bool operator==(const TextEdit &A, const TextEdit &B) {
    return !(A < B) && !(B < A);
  }
};
using Edits = std::vector<TextEdit>;

/// The edits that an edit of \p Contents amounts to: its line endings are those
/// of the file, a byte order mark stays in front, and `#include`s that are
/// added together come apart, so that others can add some of the same.
Edits fitted(llvm::StringRef Contents, TextEdit Edit);

/// Sorts, and leaves each edit once.
void normalize(Edits &Unsorted);

/// \p Contents with normalized edits that do not overlap.
std::string applied(llvm::StringRef Contents, const Edits &Made);

/// Where the byte at \p Offset of the edited text was before the edits; of what
/// an edit has written, where the edit began.
size_t originalOffset(const Edits &Made, size_t Offset);

/// From 0.
size_t lineAt(llvm::StringRef Contents, size_t Offset);

/// With their endings.
llvm::SmallVector<llvm::StringRef> linesOf(llvm::StringRef Text);

} // namespace cohazard::cli

#endif
