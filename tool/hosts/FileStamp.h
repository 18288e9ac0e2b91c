//===----------------------------------------------------------------------===//
// May a file have changed since it was last read? What the file system says of
// it tells, without reading it again.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_FILESTAMP_H
#define COHAZARD_HOSTS_FILESTAMP_H

#include "facts/Fields.h"
#include <chrono>
#include <cstdint>
#include <string>

namespace cohazard::hosts {

struct FileStamp {
  uint64_t Size = 0, Device = 0, Inode = 0;
  int64_t Modified = 0, Changed = 0; ///< nanoseconds since the epoch

  friend bool operator==(const FileStamp &A, const FileStamp &B) {
    return A.Size == B.Size && A.Device == B.Device && A.Inode == B.Inode &&
           A.Modified == B.Modified && A.Changed == B.Changed;
  }

  /// Did the file, which was read at \p Read or later, already have this stamp
  /// then, so that another content would have another stamp? Clocks of file
  /// systems tick as slowly as every two seconds (FAT): within a tick, a second
  /// change leaves no trace.
  bool isOlderThan(std::chrono::system_clock::time_point Read) const {
    auto Then = std::chrono::duration_cast<std::chrono::nanoseconds>(
        Read.time_since_epoch());
    constexpr int64_t Tick = 2'000'000'000;
    return Modified < Then.count() - Tick && Changed < Then.count() - Tick;
  }
};

enum class Look : uint8_t { Nothing, NoFile, File };

/// What stands at \p Path; of a file also its stamp. Follows links.
Look lookAt(const std::string &Path, FileStamp &Stamp);

} // namespace cohazard::hosts

namespace cohazard::facts {
COHAZARD_FIELDS(hosts::FileStamp, Size, Device, Inode, Modified, Changed)
} // namespace cohazard::facts

#endif
