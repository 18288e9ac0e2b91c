//===----------------------------------------------------------------------===//
// Where is it? A place in a file that outlives the AST.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_SOURCE_SITE_H
#define COHAZARD_SOURCE_SITE_H

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace cohazard {

/// Index into a FileTable. 0 means no file.
struct FileId {
  uint32_t Value = 0;
  explicit operator bool() const { return Value; }
  friend bool operator==(FileId A, FileId B) { return A.Value == B.Value; }
  friend bool operator<(FileId A, FileId B) { return A.Value < B.Value; }
};

/// One place in a source file; inside a macro, the place of its expansion.
struct Site {
  FileId File;
  uint32_t Offset = 0; ///< bytes from the start of the file
  uint32_t Line = 0;   ///< from 1
  uint32_t Column = 0; ///< from 1, in bytes

  explicit operator bool() const { return bool(File); }
  friend bool operator==(const Site &A, const Site &B) {
    return A.File == B.File && A.Offset == B.Offset;
  }
  friend bool operator<(const Site &A, const Site &B) {
    return std::tie(A.File, A.Offset) < std::tie(B.File, B.Offset);
  }
};

/// The files that sites point into.
struct FileTable {
  struct File {
    std::string Path; ///< as the compiler was given it
    /// Absolute, without links: the same for all names and in every TU. Empty
    /// in a host that sees one TU only.
    std::string RealPath{};
  };
  std::vector<File> Files{{}}; ///< element 0 is "no file"

  const std::string &path(FileId Id) const { return Files[Id.Value].Path; }
};

} // namespace cohazard

#endif
