#include "hosts/IndexFinder.h"
#include "hosts/FindAbove.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cohazard::hosts {

static std::string realPathOf(StringRef Path) {
  SmallString<256> Real;
  return sys::fs::real_path(Path, Real) ? Path.str() : Real.str().str();
}

std::shared_ptr<const program::Index>
IndexFinder::open(const std::string &Path, std::vector<std::string> &Said) {
  sys::fs::file_status Now;
  if (sys::fs::status(Path, Now))
    return nullptr;
  Opened &Slot = Known[Path];
  const uint64_t Inode = Now.getUniqueID().getFile();
  if (Slot.Inode == Inode && Slot.Size == Now.getSize() &&
      Slot.Modified == Now.getLastModificationTime())
    return Slot.Index;
  Slot = {Now.getLastModificationTime(), Now.getSize(), Inode, nullptr};
  LookedAt.clear();
  auto Read = program::Index::open(Path);
  if (Read)
    Slot.Index = std::move(*Read);
  else
    Said.push_back("what other files do is not known here: " +
                   toString(Read.takeError()) + " with 'cohazard lint'");
  return Slot.Index;
}

std::vector<std::string> IndexFinder::addKnowledge(facts::TuFacts &Facts,
                                                   StringRef MainFile) {
  std::vector<std::string> Said;
  const std::string Main = realPathOf(MainFile);
  const std::string Path = findAbove(sys::path::parent_path(Main), {IndexPath});
  if (Path.empty())
    return Said;
  std::lock_guard<std::mutex> Lock(Guard);
  std::shared_ptr<const program::Index> Whole = open(Path, Said);
  if (!Whole)
    return Said;
  SmallString<256> Here;
  for (FileTable::File &File : drop_begin(Facts.Files.Files)) {
    SmallString<256> Absolute(File.Path);
    sys::fs::make_absolute(Absolute);
    File.RealPath = realPathOf(Absolute);
  }
  const program::Imported Added = program::importInto(Facts, *Whole, Main);
  std::string Changed;
  for (uint32_t File : Added.Files) {
    const StringRef Foreign = Whole->path(File);
    if (LookedAt.insert(Foreign).second && !Whole->isCurrent(File))
      Changed += (Changed.empty() ? "'" : ", '") + Foreign.str() + "'";
  }
  if (!Changed.empty())
    Said.push_back(Changed + " changed since 'cohazard lint' looked at the "
                             "program; what is said of other files here may be "
                             "out of date until it runs again");
  return Said;
}

} // namespace cohazard::hosts
