#include "program/Index.h"
#include "facts/FactsFile.h"
#include "program/IndexFields.h"
#include "llvm/Support/xxhash.h"

namespace cohazard::program {

uint64_t engineId() {
  static constexpr char Sources[] =
#include "EngineId.inc"
      ;
  return llvm::xxh3_64bits(llvm::StringRef(Sources));
}

//===-- Opening ------------------------------------------------------------===//

template <typename T>
const T *Index::at(uint64_t Offset, uint64_t Count) const {
  const uint64_t Size = Bytes->getBufferSize();
  if (Offset > Size || Count > (Size - Offset) / sizeof(T))
    return nullptr;
  return reinterpret_cast<const T *>(Bytes->getBufferStart() + Offset);
}

Index::Index(std::unique_ptr<llvm::MemoryBuffer> Mapped)
    : Bytes(std::move(Mapped)) {
  Head = at<IndexLayout::Header>(0, 1);
  if (!Head)
    return;
  Entities = at<IndexLayout::EntityRow>(Head->EntitiesAt, Head->Entities);
  Files = at<IndexLayout::FileRow>(Head->FilesAt, Head->Files);
  Slots = at<IndexLayout::U32>(Head->SlotsAt, Head->Slots);
}

llvm::Expected<std::unique_ptr<Index>> Index::open(llvm::StringRef Path) {
  auto Mapped = facts::readWhole(Path);
  if (!Mapped)
    return Mapped.takeError();
  std::unique_ptr<Index> Opened(new Index(std::move(*Mapped)));
  const IndexLayout::Header *Head = Opened->Head;
  if (!Head || llvm::StringRef(Head->Magic, sizeof(Head->Magic)) !=
                   llvm::StringRef(IndexLayout::Magic))
    return facts::cannotUse(Path, "is no index of this version of cohazard");
  if (Head->Engine != engineId())
    return facts::cannotUse(Path, "was written by another build of cohazard");
  if (Head->FileSize != Opened->Bytes->getBufferSize() || !Opened->Entities ||
      !Opened->Files || !Opened->Slots || !llvm::isPowerOf2_32(Head->Slots))
    return facts::cannotUse(Path, "is cut short");
  return Opened;
}

//===-- Asking -------------------------------------------------------------===//

llvm::StringRef Index::text(uint64_t Offset, uint64_t Length) const {
  const char *Text = at<char>(Offset, Length);
  return Text ? llvm::StringRef(Text, Length) : llvm::StringRef();
}

llvm::SmallVector<uint32_t, 1> Index::find(llvm::StringRef Usr) const {
  // A table that is not damaged is half empty: runs are short.
  static constexpr unsigned LongestRun = 1024;
  llvm::SmallVector<uint32_t, 1> Found;
  const uint32_t Mask = Head->Slots - 1;
  uint32_t Slot = static_cast<uint32_t>(llvm::xxh3_64bits(Usr)) & Mask;
  for (unsigned Run = 0; Run < LongestRun && Slots[Slot]; ++Run) {
    uint32_t Row = Slots[Slot];
    if (Row < Head->Entities &&
        text(Entities[Row].UsrAt, Entities[Row].UsrLength) == Usr)
      Found.push_back(Row);
    Slot = (Slot + 1) & Mask;
  }
  return Found;
}

Entity Index::entity(uint32_t Number) const {
  const IndexLayout::EntityRow &Row = entityRow(Number);
  Entity Out;
  Out.Usr = text(Row.UsrAt, Row.UsrLength);
  Out.Name = text(Row.UsrAt + Row.UsrLength, Row.NameLength);
  if (Row.File < Head->Files)
    Out.Declared = {{Row.File}, Row.Offset, Row.Line, Row.Column};
  Out.Bound = linkageOf(Number);
  Out.Defined = Row.Flags & IndexLayout::IsDefined;
  return Out;
}

std::optional<IndexRecord> Index::record(uint32_t Number) const {
  const IndexLayout::EntityRow &Row = entityRow(Number);
  llvm::StringRef Text = text(Row.RecordAt, Row.RecordLength);
  if (Text.empty())
    return std::nullopt;
  facts::ArchiveReader Reader(Text);
  IndexRecord Record;
  Reader.value(Record);
  if (!Reader.complete() || Reader.entityCount() != Head->Entities ||
      Reader.fileCount() != Head->Files)
    return std::nullopt;
  if (Record.Body && (!facts::isWellFormed(*Record.Body) ||
                      llvm::any_of(Record.Blocking, [&](uint32_t Call) {
                        return Call >= Record.Body->Calls.size();
                      })))
    return std::nullopt;
  return Record;
}

llvm::StringRef Index::path(uint32_t File) const {
  if (File >= Head->Files)
    return {};
  return text(Files[File].PathAt, Files[File].PathLength);
}

bool Index::isCurrent(uint32_t File) const {
  return readContents(path(File)) ==
         FileContents{Files[File].Size, Files[File].Hash};
}

FileContents FileContents::of(llvm::StringRef Bytes) {
  return {Bytes.size(), llvm::xxh3_128bits(llvm::ArrayRef(Bytes.bytes_begin(),
                                                          Bytes.bytes_end()))
                            .low64};
}

std::optional<FileContents> readContents(llvm::StringRef Path) {
  auto Now = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                         /*RequiresNullTerminator=*/false);
  if (!Now)
    return std::nullopt;
  return FileContents::of((*Now)->getBuffer());
}

} // namespace cohazard::program
