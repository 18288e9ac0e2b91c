#include "hosts/cli/UnitInputs.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace cohazard::cli {

/// Tells the recorder what it is read as.
class RecordedFile : public vfs::File {
public:
  RecordedFile(std::unique_ptr<vfs::File> Inner, std::string Path,
               InputRecorder &Recorder)
      : Inner(std::move(Inner)), Path(std::move(Path)), Recorder(Recorder) {}

  ErrorOr<vfs::Status> status() override {
    ErrorOr<vfs::Status> Status = Inner->status();
    if (!Status || ShownAs.empty())
      return Status;
    return vfs::Status::copyWithNewName(*Status, ShownAs);
  }
  ErrorOr<std::string> getName() override {
    return ShownAs.empty() ? Inner->getName() : ErrorOr<std::string>(ShownAs);
  }
  ErrorOr<std::unique_ptr<MemoryBuffer>>
  getBuffer(const Twine &Name, int64_t FileSize, bool RequiresNullTerminator,
            bool IsVolatile) override {
    auto Buffer =
        Inner->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (Buffer)
      Recorder.see(Path, {InputKind::Contents,
                          ContentHash::of((*Buffer)->getBuffer())});
    else
      Recorder.Unreadable = true;
    return Buffer;
  }
  std::error_code close() override { return Inner->close(); }

private:
  void setPath(const Twine &NewPath) override { ShownAs = NewPath.str(); }

  std::unique_ptr<vfs::File> Inner;
  std::string Path, ShownAs;
  InputRecorder &Recorder;
};

std::string InputRecorder::absolute(const Twine &Path) const {
  SmallString<256> Absolute;
  Path.toVector(Absolute);
  (void)makeAbsolute(Absolute); // fails where there is no working directory
  return Absolute.str().str();
}

void InputRecorder::see(StringRef Path, Seen What) {
  auto [Known, New] = Files.try_emplace(Path, What);
  Seen &Before = Known->second;
  if (New || Before.Kind > What.Kind)
    return;
  // Two reads that differ: the file changed under the parse, and no contents
  // are those of the facts.
  if (Before.Kind == InputKind::Contents && !(Before.Content == What.Content))
    What.Content = ContentHash();
  Before = What;
}

static bool isMissing(std::error_code Why) {
  return Why == std::errc::no_such_file_or_directory ||
         Why == std::errc::not_a_directory;
}

ErrorOr<vfs::Status> InputRecorder::status(const Twine &Path) {
  ErrorOr<vfs::Status> Status = ProxyFileSystem::status(Path);
  if (!Status) // Whatever the reason: as long as it is so, nothing is found here.
    see(absolute(Path), {InputKind::Absence, {}});
  else if (Status && !Status->isDirectory())
    see(absolute(Path), {InputKind::Presence, {}});
  return Status;
}

bool InputRecorder::exists(const Twine &Path) {
  return static_cast<bool>(status(Path));
}

ErrorOr<std::unique_ptr<vfs::File>>
InputRecorder::openFileForRead(const Twine &Path) {
  auto File = ProxyFileSystem::openFileForRead(Path);
  if (!File) {
    if (isMissing(File.getError()))
      see(absolute(Path), {InputKind::Absence, {}});
    else
      Unreadable = true;
    return File;
  }
  std::string Absolute = absolute(Path);
  see(Absolute, {InputKind::Presence, {}});
  return std::make_unique<RecordedFile>(std::move(*File), std::move(Absolute),
                                        *this);
}

UnitInputs InputRecorder::take() {
  UnitInputs Inputs;
  Inputs.Started = Started;
  Inputs.Unreadable = Unreadable;
  for (const auto &Entry : Files)
    Inputs.Files.push_back(
        {Entry.getKey().str(), Entry.second.Kind, Entry.second.Content});
  sort(Inputs.Files, [](const UnitInput &A, const UnitInput &B) {
    return A.Path < B.Path;
  });
  Files.clear();
  return Inputs;
}

ContentHash UnitInputs::hash() const {
  std::string Text;
  for (const UnitInput &Input : Files)
    Text += Input.Path + '\0' + static_cast<char>(Input.Kind) +
            Input.Content.hex();
  return ContentHash::of(Text);
}

} // namespace cohazard::cli
