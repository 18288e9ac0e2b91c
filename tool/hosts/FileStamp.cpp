#include "hosts/FileStamp.h"
#include <sys/stat.h>

namespace cohazard::hosts {

static int64_t nanoseconds(const timespec &Time) {
  return int64_t(Time.tv_sec) * 1'000'000'000 + Time.tv_nsec;
}

Look lookAt(const std::string &Path, FileStamp &Stamp) {
  struct stat Status;
  if (::stat(Path.c_str(), &Status) != 0)
    return Look::Nothing;
  if (!S_ISREG(Status.st_mode))
    return Look::NoFile;
  Stamp.Size = Status.st_size;
  Stamp.Device = Status.st_dev;
  Stamp.Inode = Status.st_ino;
  Stamp.Modified = nanoseconds(Status.st_mtim);
  Stamp.Changed = nanoseconds(Status.st_ctim);
  return Look::File;
}

} // namespace cohazard::hosts
