#include "hosts/cli/WriteFiles.h"
#include "hosts/cli/Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <unistd.h>

using namespace llvm;

namespace cohazard::cli {

namespace {

/// A complete file beside another, which is removed in the end if it has not
/// replaced that; by a signal that ends the process, too.
class StagedFile {
public:
  static Expected<StagedFile> write(const std::string &Path, StringRef Contents);
  StagedFile(StagedFile &&) = default;
  StagedFile &operator=(StagedFile &&) = delete;
  ~StagedFile() { consumeError(Temporary.discard()); }

  /// Takes the place of the old one. TempFile's own way would copy the bytes if
  /// it cannot rename, and half of them might arrive.
  std::error_code replace() {
    return sys::fs::rename(Temporary.TmpName, Target);
  }

private:
  StagedFile(std::string Target, sys::fs::TempFile Temporary)
      : Target(std::move(Target)), Temporary(std::move(Temporary)) {}

  std::string Target; ///< behind all links
  sys::fs::TempFile Temporary;
};

} // namespace

static Error cannotWrite(StringRef Path, std::error_code Why) {
  return createStringError(Why, "'" + displayPath(Path) +
                                    "' cannot be written: " + Why.message());
}

Error mayWrite(const std::string &Path) {
  sys::fs::file_status Status;
  if (std::error_code Wrong = sys::fs::status(Path, Status))
    return cannotWrite(Path, Wrong);
  // The system lets root write everything.
  bool ReadOnly = !(Status.permissions() & sys::fs::all_write);
  if (ReadOnly || !sys::fs::can_write(Path))
    return createStringError("'" + displayPath(Path) +
                             "' cannot be written: it is read-only");
  SmallString<256> Target;
  if (std::error_code Wrong = sys::fs::real_path(Path, Target))
    return cannotWrite(Path, Wrong);
  StringRef Directory = sys::path::parent_path(Target);
  if (!sys::fs::can_write(Directory))
    return createStringError("'" + displayPath(Path) +
                             "' cannot be written: its directory is read-only");
  return Error::success();
}

/// Makes \p Descriptor's file look like \p Like in all but its contents.
static std::error_code copyOwnership(const sys::fs::file_status &Like,
                                     int Descriptor) {
  // Only root may give files away; others keep at least the group, if they can.
  if (fchown(Descriptor, Like.getUser(), Like.getGroup()) != 0)
    (void)!fchown(Descriptor, -1, Like.getGroup());
  return sys::fs::setPermissions(Descriptor, Like.permissions());
}

static std::error_code writeAll(int Descriptor, StringRef Bytes) {
  raw_fd_ostream Out(Descriptor, /*shouldClose=*/false);
  Out << Bytes;
  Out.flush();
  std::error_code Wrong = Out.error();
  Out.clear_error();
  return Wrong;
}

/// An empty file in the folder of \p Target. It has a name of its own: the
/// target's with something added may be too long.
static Expected<sys::fs::TempFile> createBeside(StringRef Target,
                                                unsigned Mode) {
  SmallString<256> Model(sys::path::parent_path(Target));
  sys::path::append(Model, ".cohazard-%%%%%%%%");
  return sys::fs::TempFile::create(Model, Mode);
}

Expected<StagedFile> StagedFile::write(const std::string &Path,
                                       StringRef Contents) {
  SmallString<256> Target;
  sys::fs::file_status Status;
  std::error_code Wrong = sys::fs::real_path(Path, Target);
  if (!Wrong)
    Wrong = sys::fs::status(Target, Status);
  if (Wrong)
    return cannotWrite(Path, Wrong);
  Expected<sys::fs::TempFile> Temporary =
      createBeside(Target, sys::fs::owner_read | sys::fs::owner_write);
  if (!Temporary)
    return cannotWrite(Path, errorToErrorCode(Temporary.takeError()));
  StagedFile Staged(Target.str().str(), std::move(*Temporary));
  int Descriptor = Staged.Temporary.FD;
  Wrong = writeAll(Descriptor, Contents);
  if (!Wrong)
    Wrong = copyOwnership(Status, Descriptor);
  if (!Wrong && fsync(Descriptor) != 0)
    Wrong = errnoAsErrorCode();
  if (Wrong)
    return cannotWrite(Path, Wrong);
  return std::move(Staged);
}

static bool isAsRead(const FileChange &Change) {
  auto Now = MemoryBuffer::getFile(Change.Path, /*IsText=*/false,
                                   /*RequiresNullTerminator=*/false,
                                   /*IsVolatile=*/true);
  return Now && (*Now)->getBuffer() == Change.Before;
}

/// A file that grows beyond a limit is an error like a full disk, not a reason
/// to die.
static void surviveFileLimits() { std::signal(SIGXFSZ, SIG_IGN); }

struct FileReplacements::Prepared {
  std::string Path;
  StagedFile New, Old;
};

FileReplacements::FileReplacements() = default;
FileReplacements::~FileReplacements() = default;

Error FileReplacements::prepare(ArrayRef<FileChange> Together) {
  surviveFileLimits();
  std::vector<Prepared> Ready;
  for (const FileChange &Change : Together) {
    Expected<StagedFile> New = StagedFile::write(Change.Path, Change.After);
    if (!New)
      return New.takeError();
    // To go back takes no room then.
    Expected<StagedFile> Old = StagedFile::write(Change.Path, Change.Before);
    if (!Old)
      return Old.takeError();
    Ready.push_back({Change.Path, std::move(*New), std::move(*Old)});
  }
  for (const FileChange &Change : Together)
    if (!isAsRead(Change))
      return createStringError("'" + displayPath(Change.Path) +
                               "' has changed since it was read and is left "
                               "alone; run again");
  std::move(Ready.begin(), Ready.end(), std::back_inserter(Files));
  return Error::success();
}

Error FileReplacements::commit() {
  // Nothing but the renames is left to do, and they take no room.
  for (size_t I = 0; I < Files.size(); ++I) {
    std::error_code Wrong = Files[I].New.replace();
    if (!Wrong)
      continue;
    Error Failed = cannotWrite(Files[I].Path, Wrong);
    while (I-- > 0)
      if (std::error_code Stuck = Files[I].Old.replace())
        Failed = joinErrors(
            std::move(Failed),
            createStringError(Stuck, "'" + displayPath(Files[I].Path) +
                                         "' cannot be put back and stays "
                                         "fixed: " +
                                         Stuck.message()));
    return Failed;
  }
  return Error::success();
}

/// A pipe or a device.
static std::error_code writeInto(StringRef Path, StringRef Bytes) {
  int Descriptor;
  if (std::error_code Wrong =
          sys::fs::openFileForWrite(Path, Descriptor, sys::fs::CD_OpenExisting))
    return Wrong;
  std::error_code Wrong = writeAll(Descriptor, Bytes);
  std::error_code Closed = sys::Process::SafelyCloseFileDescriptor(Descriptor);
  return Wrong ? Wrong : Closed;
}

static std::error_code writeBeside(StringRef Path, StringRef Bytes) {
  SmallString<256> Target(Path);
  if (sys::fs::exists(Path)) // A link stays one.
    if (std::error_code Wrong = sys::fs::real_path(Path, Target))
      return Wrong;
  Expected<sys::fs::TempFile> Temporary =
      createBeside(Target, sys::fs::all_read | sys::fs::owner_write);
  if (!Temporary)
    return errorToErrorCode(Temporary.takeError());
  std::error_code Wrong = writeAll(Temporary->FD, Bytes);
  if (!Wrong)
    Wrong = sys::fs::rename(Temporary->TmpName, Target);
  // Of one that was renamed nothing is left.
  consumeError(Temporary->discard());
  return Wrong;
}

Error writeWhole(StringRef Path, StringRef Bytes) {
  surviveFileLimits();
  bool IsSpecial = sys::fs::exists(Path) && !sys::fs::is_regular_file(Path);
  if (std::error_code Wrong =
          IsSpecial ? writeInto(Path, Bytes) : writeBeside(Path, Bytes))
    return cannotWrite(Path, Wrong);
  return Error::success();
}

} // namespace cohazard::cli
