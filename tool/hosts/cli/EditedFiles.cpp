#include "hosts/cli/EditedFiles.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace cohazard::cli {

namespace {

class EditedFile : public vfs::File {
public:
  EditedFile(vfs::Status S, StringRef Contents)
      : S(std::move(S)), Contents(Contents) {}

  ErrorOr<vfs::Status> status() override { return S; }
  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name, int64_t,
                                                   bool, bool) override {
    return MemoryBuffer::getMemBufferCopy(Contents, Name);
  }
  std::error_code close() override { return {}; }

private:
  vfs::Status S;
  StringRef Contents;
};

class EditedFileSystem : public vfs::ProxyFileSystem {
public:
  EditedFileSystem(IntrusiveRefCntPtr<vfs::FileSystem> Disk,
                   const EditedContents &Edited)
      : ProxyFileSystem(std::move(Disk)), Edited(Edited) {}

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    ErrorOr<vfs::Status> OnDisk = ProxyFileSystem::status(Path);
    if (const std::string *Contents = OnDisk ? edited(*OnDisk) : nullptr)
      return vfs::Status::copyWithNewSize(*OnDisk, Contents->size());
    return OnDisk;
  }

  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    ErrorOr<vfs::Status> OnDisk = ProxyFileSystem::status(Path);
    if (const std::string *Contents = OnDisk ? edited(*OnDisk) : nullptr)
      return std::make_unique<EditedFile>(
          vfs::Status::copyWithNewSize(*OnDisk, Contents->size()), *Contents);
    return ProxyFileSystem::openFileForRead(Path);
  }

private:
  const std::string *edited(const vfs::Status &OnDisk) const {
    auto Found = Edited.find(OnDisk.getUniqueID());
    return Found == Edited.end() ? nullptr : &Found->second;
  }

  const EditedContents &Edited;
};

} // namespace

IntrusiveRefCntPtr<vfs::FileSystem> withEdits(const EditedContents &Edited) {
  return makeIntrusiveRefCnt<EditedFileSystem>(
      IntrusiveRefCntPtr<vfs::FileSystem>(
          vfs::createPhysicalFileSystem().release()),
      Edited);
}

} // namespace cohazard::cli
