//===----------------------------------------------------------------------===//
// What does the whole program know of one name? A file that a host with one TU
// asks: mapped, and read only where it is asked.
//
//   header    Header below, at offset 0
//   rows      one for each entity (EntityRow) and each file (FileRow)
//   slots     entity numbers, found by xxh3 of the USR: open addressing, linear
//             probing, 0 is empty. Of internal linkage only functions are in it,
//             one for all TUs that have it from one file
//   text      names and paths, without an end mark
//   records   IndexRecord as facts/FactsArchive.h writes it
//
// Numbers are little-endian. A record speaks of entities and files by their row.
// To open costs a look at the header, whatever the size; a question costs one
// probe and the decoding of what is asked for. So there is no checksum either:
// every offset and count is checked against the file where it is used, and what
// is not possible is as if it were not there.
//
// Turned down: LLVM's OnDiskChainedHashTable, which trusts its file; the facts as
// `cohazard link` writes them, which are read as a whole.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_INDEX_H
#define COHAZARD_PROGRAM_INDEX_H

#include "facts/Facts.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace cohazard::program {

/// What the program knows of a function or a variable.
struct IndexRecord {
  /// A function's facts, as far as they bear on other TUs.
  std::optional<facts::Function> Body;
  /// Calls of the body that begin a shortest way to an effect, one for each
  /// category that is reached; ascending.
  std::vector<uint32_t> Blocking;
  /// Of a virtual method: its overriders that may block.
  std::vector<EntityId> Overriders;
  /// Functions that hand it to an event loop.
  std::vector<EntityId> Registrars;
  /// Of a function: who calls or starts it, on some ways that a thread gets
  /// there. Of a variable: some functions that use it, the most telling first.
  std::vector<EntityId> Above;
  /// A call of it may leave a lock taken or given back, or a thread joined.
  bool Synchronises = false;
};

/// What tells a file from one that was edited since.
struct FileContents {
  uint64_t Size = 0, Hash = 0;
  /// The hash is the lower half of xxh3_128: that of caches is at hand.
  static FileContents of(llvm::StringRef Bytes);
  friend bool operator==(FileContents A, FileContents B) {
    return A.Size == B.Size && A.Hash == B.Hash;
  }
};

/// Of the file at a path, a real one, as it is now; nothing if it is not there.
std::optional<FileContents> readContents(llvm::StringRef Path);

/// Names the engine that a record's meaning depends on: the same in all hosts
/// of one build.
uint64_t engineId();

struct IndexLayout {
  using U32 = llvm::support::ulittle32_t;
  using U64 = llvm::support::ulittle64_t;
  struct Header {
    char Magic[8];
    U64 Engine;
    U64 FileSize;
    U32 Entities, Files, Slots, Reserved;
    U64 EntitiesAt, FilesAt, SlotsAt;
  };
  struct EntityRow {
    U64 UsrAt, RecordAt;
    U32 UsrLength, NameLength, RecordLength; ///< the name follows the USR
    U32 Home; ///< the file of its body, else of its declaration
    U32 File, Offset, Line, Column;
    U32 Flags; ///< Linkage, and IsDefined
  };
  struct FileRow {
    U64 PathAt, Size, Hash; ///< FileContents
    U32 PathLength, Reserved;
  };
  static constexpr char Magic[9] = "cohlook2";
  static constexpr uint32_t IsDefined = 4;
};

class Index {
public:
  /// An error names the file and says what to do.
  static llvm::Expected<std::unique_ptr<Index>> open(llvm::StringRef Path);

  /// What has this USR: several where executables of one database define it each
  /// for itself, or files a static function.
  llvm::SmallVector<uint32_t, 1> find(llvm::StringRef Usr) const;
  /// \p Row must be below the number of entities, as all that is found here.
  Entity entity(uint32_t Row) const;
  uint32_t homeOf(uint32_t Row) const { return entityRow(Row).Home; }
  Linkage linkageOf(uint32_t Row) const {
    return static_cast<Linkage>(entityRow(Row).Flags % IndexLayout::IsDefined);
  }
  /// Nothing if nothing is known of it.
  std::optional<IndexRecord> record(uint32_t Row) const;

  uint32_t fileCount() const { return Head->Files; }
  llvm::StringRef path(uint32_t File) const;
  /// Is the file as it was when the program was linked? Reads it.
  bool isCurrent(uint32_t File) const;

private:
  explicit Index(std::unique_ptr<llvm::MemoryBuffer> Bytes);
  template <typename T> const T *at(uint64_t Offset, uint64_t Count) const;
  llvm::StringRef text(uint64_t Offset, uint64_t Length) const;
  const IndexLayout::EntityRow &entityRow(uint32_t Row) const {
    return Entities[Row];
  }

  std::unique_ptr<llvm::MemoryBuffer> Bytes;
  const IndexLayout::Header *Head = nullptr;
  const IndexLayout::EntityRow *Entities = nullptr;
  const IndexLayout::FileRow *Files = nullptr;
  const IndexLayout::U32 *Slots = nullptr;
};

} // namespace cohazard::program

#endif
