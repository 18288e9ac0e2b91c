#include "hosts/cli/CacheStore.h"
#include "hosts/IndexFinder.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

std::string CacheStore::factsPath(ContentHash Facts) const {
  std::string Hex = Facts.hex();
  return Directory + "/facts/" + Hex.substr(0, 2) + "/" + Hex + ".facts";
}

std::string CacheStore::indexPath() const {
  return (Directory + "/" + hosts::IndexName).str();
}

std::string CacheStore::reportPath(ContentHash Key) const {
  return Directory + "/reports/" + Key.hex() + ".report";
}

void CacheStore::note(const Twine &Text) {
  std::lock_guard<std::mutex> Lock(Guard);
  Note(Text.str());
}

std::unique_ptr<MemoryBuffer> CacheStore::read(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (Buffer)
    return std::move(*Buffer);
  if (Buffer.getError() != std::errc::no_such_file_or_directory &&
      Buffer.getError() != std::errc::not_a_directory)
    note("cannot read '" + Path + "': " + Buffer.getError().message() +
         "; what it holds is made again");
  return nullptr;
}

/// A complete file beside \p Path, renamed onto it.
static std::error_code replace(const std::string &Path, StringRef Bytes) {
  if (std::error_code Wrong =
          sys::fs::create_directories(sys::path::parent_path(Path)))
    return Wrong;
  int Handle;
  SmallString<128> Beside;
  if (std::error_code Wrong = sys::fs::createUniqueFile(
          Path + ".%%%%%%%%.new", Handle, Beside, sys::fs::OF_None))
    return Wrong;
  raw_fd_ostream Out(Handle, /*shouldClose=*/true);
  Out << Bytes;
  Out.close();
  std::error_code Wrong = Out.error();
  Out.clear_error();
  if (!Wrong)
    Wrong = sys::fs::rename(Beside, Path);
  if (Wrong)
    sys::fs::remove(Beside);
  return Wrong;
}

/// A cache is nobody's source, whether the project's .gitignore says so or not.
void CacheStore::keepOutOfGit() {
  std::string Path = Directory + "/.gitignore";
  if (!sys::fs::exists(Path))
    (void)replace(Path, "*\n");
}

bool CacheStore::canWrite() {
  std::lock_guard<std::mutex> Lock(Guard);
  return !Failed;
}

bool CacheStore::write(const std::string &Path, StringRef Bytes) {
  if (!canWrite())
    return false;
  std::error_code Wrong = replace(Path, Bytes);
  if (!Wrong)
    keepOutOfGit();
  if (!Wrong)
    return true;
  std::lock_guard<std::mutex> Lock(Guard);
  if (!Failed)
    Note("cannot write '" + Path + "': " + Wrong.message() +
         "; what is new is not kept for the next run");
  Failed = true;
  return false;
}

void CacheStore::discard(const std::string &Path, const Twine &Why) {
  note("'" + Path + "' " + Why + "; what it held is made again");
  sys::fs::remove(Path); // may fail where nothing may be written
}

void CacheStore::locked(function_ref<void()> Work) {
  int Handle = -1;
  bool Locked = false;
  if (!sys::fs::openFileForWrite(Directory + "/lock", Handle,
                                 sys::fs::CD_OpenAlways, sys::fs::OF_None))
    Locked = !sys::fs::tryLockFile(Handle, std::chrono::seconds(2));
  Work();
  if (Locked)
    sys::fs::unlockFile(Handle);
  if (Handle != -1) {
    auto File = sys::fs::convertFDToNativeFile(Handle);
    sys::fs::closeFile(File);
  }
}

static bool isYoung(const sys::fs::directory_entry &File) {
  auto Status = File.status();
  return !Status || Status->getLastModificationTime() >
                        std::chrono::system_clock::now() -
                            std::chrono::minutes(10);
}

void CacheStore::sweep(function_ref<bool(StringRef)> IsUsed) {
  std::error_code Ended;
  for (sys::fs::recursive_directory_iterator File(Directory + "/facts", Ended),
       End;
       File != End && !Ended; File.increment(Ended)) {
    StringRef Name = sys::path::filename(File->path());
    bool IsFile = File->type() == sys::fs::file_type::regular_file;
    if (IsFile && !(Name.consume_back(".facts") && IsUsed(Name)) &&
        !isYoung(*File))
      sys::fs::remove(File->path());
  }
}

void CacheStore::keepNewestReports(size_t Count) {
  std::vector<std::pair<sys::TimePoint<>, std::string>> Reports;
  std::error_code Ended;
  for (sys::fs::directory_iterator File(Directory + "/reports", Ended), End;
       File != End && !Ended; File.increment(Ended))
    if (auto Status = File->status())
      Reports.emplace_back(Status->getLastModificationTime(), File->path());
  if (Reports.size() <= Count)
    return;
  sort(Reports);
  for (auto &[When, Path] : drop_end(Reports, Count))
    sys::fs::remove(Path);
}

} // namespace cohazard::cli
