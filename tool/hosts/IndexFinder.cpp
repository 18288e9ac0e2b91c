#include "hosts/IndexFinder.h"
#include "hosts/FindAbove.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cohazard::hosts {

static std::string realPathOf(StringRef Path) {
  SmallString<256> Real;
  return sys::fs::real_path(Path, Real) ? Path.str() : Real.str().str();
}

std::vector<std::string> sentences(const IndexNews &News) {
  std::vector<std::string> Said;
  if (!News.WhyUnusable.empty())
    Said.push_back("what other files do is not known here: " +
                   News.WhyUnusable + " with 'cohazard lint'");
  if (!News.Changed.empty())
    Said.push_back("'" + join(News.Changed, "', '") +
                   "' changed since 'cohazard lint' looked at the program; what "
                   "is said of other files here may be out of date until it "
                   "runs again");
  return Said;
}

/// Of what is no file, a stamp that no file has.
static FileStamp stampOf(StringRef Path) {
  FileStamp Now;
  lookAt(Path.str(), Now);
  return Now;
}

IndexFinder::Opened &IndexFinder::open(const std::string &Path) {
  Opened &Slot = Known[Path];
  const FileStamp Now = stampOf(Path);
  if (Slot.At == Now)
    return Slot;
  Slot = Opened();
  Slot.At = Now;
  if (auto Read = program::Index::open(Path))
    Slot.Index = std::move(*Read);
  else
    Slot.WhyUnusable = toString(Read.takeError());
  return Slot;
}

bool IndexFinder::isCurrent(Opened &Whole, uint32_t File) {
  const FileStamp Now = stampOf(Whole.Index->path(File));
  auto [Known, IsNew] = Whole.Sources.try_emplace(File);
  if (IsNew || Known->second.At != Now)
    Known->second = {Now, Whole.Index->isCurrent(File)};
  return Known->second.IsCurrent;
}

IndexNews IndexFinder::addKnowledge(facts::TuFacts &Facts, StringRef MainFile) {
  const std::string Main = realPathOf(MainFile);
  const std::string Path = findAbove(sys::path::parent_path(Main), {IndexPath});
  if (Path.empty())
    return {};
  std::lock_guard<std::mutex> Lock(Guard);
  Opened &Whole = open(Path);
  IndexNews News{Whole.WhyUnusable, {}};
  if (!Whole.Index)
    return News;
  for (FileTable::File &File : drop_begin(Facts.Files.Files)) {
    SmallString<256> Absolute(File.Path);
    sys::fs::make_absolute(Absolute);
    File.RealPath = realPathOf(Absolute);
  }
  for (uint32_t File : program::importInto(Facts, *Whole.Index, Main).Files)
    if (!isCurrent(Whole, File))
      News.Changed.push_back(Whole.Index->path(File).str());
  return News;
}

} // namespace cohazard::hosts
