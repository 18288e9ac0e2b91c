#include "program/IndexWriter.h"
#include "program/IndexFields.h"
#include "program/IndexRecords.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/xxhash.h"

namespace cohazard::program {

namespace {

class IndexWriter {
public:
  IndexWriter(const Program &P, const ThreadFacts &Threads, ContentsOf Contents)
      : P(P), Contents(Contents), Records(P, Threads),
        Entities(P.facts().Entities.size()),
        Files(P.facts().Files.Files.size()) {}

  std::string run(unsigned Parts, PartRunner RunParts) &&;

private:
  using Row = IndexLayout::EntityRow;
  void describe(uint32_t Entity, std::string &Text);
  void describeAll(unsigned Parts, PartRunner RunParts);
  void describeFile(uint32_t File);
  std::vector<IndexLayout::U32> slots() const;
  const Program &P;
  const ContentsOf Contents;
  const IndexRecords Records;
  std::vector<Row> Entities;
  std::vector<IndexLayout::FileRow> Files;
  std::string Text;
};

} // namespace

/// Appends to \p Text; gives where, from its start.
static uint64_t append(std::string &Text, llvm::StringRef More) {
  uint64_t At = Text.size();
  Text += More;
  return At;
}

/// \p Text is what the entity's offsets count from.
void IndexWriter::describe(uint32_t Number, std::string &Text) {
  const Entity &Named = P.facts().Entities[Number];
  Row &Out = Entities[Number] = Row();
  Out.UsrAt = append(Text, Named.Usr);
  append(Text, Named.Name);
  Out.UsrLength = Named.Usr.size();
  Out.NameLength = Named.Name.size();
  const facts::Function *F = P.function({Number});
  Out.Home = (F ? F->Where : Named.Declared).File.Value;
  Out.File = Named.Declared.File.Value;
  Out.Offset = Named.Declared.Offset;
  Out.Line = Named.Declared.Line;
  Out.Column = Named.Declared.Column;
  Out.Flags = static_cast<uint32_t>(Named.Bound) |
              (Named.Defined ? IndexLayout::IsDefined : 0);
  Out.RecordAt = 0;
  Out.RecordLength = 0;
  std::optional<IndexRecord> Record = Records.of({Number});
  if (!Record)
    return;
  facts::ArchiveWriter Writer;
  Writer.value(*Record);
  std::string Bytes = std::move(Writer).take(Files.size(), Entities.size());
  Out.RecordAt = append(Text, Bytes);
  Out.RecordLength = Bytes.size();
}

/// Entities in parts, each with a text of its own, which are then put together.
void IndexWriter::describeAll(unsigned Parts, PartRunner RunParts) {
  std::vector<std::string> Texts(Parts);
  auto Begin = [&](unsigned Part) {
    return static_cast<uint32_t>(uint64_t(Entities.size()) * Part / Parts);
  };
  RunParts(Parts, [&](unsigned Part) {
    for (uint32_t Number = Begin(Part); Number < Begin(Part + 1); ++Number)
      describe(Number, Texts[Part]);
  });
  for (unsigned Part = 0; Part < Parts; ++Part) {
    const uint64_t At = append(Text, Texts[Part]);
    std::string().swap(Texts[Part]);
    for (uint32_t Number = Begin(Part); Number < Begin(Part + 1); ++Number) {
      Row &Entity = Entities[Number];
      Entity.UsrAt = Entity.UsrAt + At;
      if (Entity.RecordLength)
        Entity.RecordAt = Entity.RecordAt + At;
    }
  }
}

void IndexWriter::describeFile(uint32_t Number) {
  const std::string &Path = P.facts().Files.Files[Number].RealPath;
  IndexLayout::FileRow &Out = Files[Number] = IndexLayout::FileRow();
  Out.PathAt = append(Text, Path);
  Out.PathLength = Path.size();
  Out.Reserved = 0;
  const FileContents Then = Contents(Path).value_or(FileContents());
  Out.Size = Then.Size;
  Out.Hash = Then.Hash;
}

std::vector<IndexLayout::U32> IndexWriter::slots() const {
  std::vector<IndexLayout::U32> Slots(
      llvm::NextPowerOf2(2 * Entities.size()), IndexLayout::U32(0));
  const uint32_t Mask = Slots.size() - 1;
  // A static function of a header has an entity in each TU.
  llvm::DenseSet<std::pair<llvm::StringRef, uint32_t>> OfOneFile;
  for (uint32_t Number = 1; Number < Entities.size(); ++Number) {
    const Entity &Named = P.facts().Entities[Number];
    // Nobody asks for what has nothing to tell.
    if (!Entities[Number].RecordLength)
      continue;
    if (Named.Bound == Linkage::Internal &&
        (!P.function({Number}) ||
         !OfOneFile.insert({Named.Usr, Entities[Number].Home}).second))
      continue;
    uint32_t Slot = static_cast<uint32_t>(llvm::xxh3_64bits(Named.Usr)) & Mask;
    while (Slots[Slot])
      Slot = (Slot + 1) & Mask;
    Slots[Slot] = Number;
  }
  return Slots;
}

template <typename T> static llvm::StringRef bytesOf(const std::vector<T> &Rows) {
  return {reinterpret_cast<const char *>(Rows.data()), Rows.size() * sizeof(T)};
}

std::string IndexWriter::run(unsigned Parts, PartRunner RunParts) && {
  for (uint32_t File = 0; File < Files.size(); ++File)
    describeFile(File);
  describeAll(Parts, RunParts);
  const std::vector<IndexLayout::U32> Slots = slots();
  IndexLayout::Header Head;
  llvm::copy(llvm::StringRef(IndexLayout::Magic), Head.Magic);
  Head.Engine = engineId();
  Head.Entities = Entities.size();
  Head.Files = Files.size();
  Head.Slots = Slots.size();
  Head.Reserved = 0;
  Head.EntitiesAt = sizeof(Head);
  Head.FilesAt = Head.EntitiesAt + bytesOf(Entities).size();
  Head.SlotsAt = Head.FilesAt + bytesOf(Files).size();
  const uint64_t TextAt = Head.SlotsAt + bytesOf(Slots).size();
  Head.FileSize = TextAt + Text.size();
  for (Row &Entity : Entities) {
    Entity.UsrAt = Entity.UsrAt + TextAt;
    Entity.RecordAt = Entity.RecordAt + TextAt;
  }
  for (IndexLayout::FileRow &File : Files)
    File.PathAt = File.PathAt + TextAt;
  std::string Out(reinterpret_cast<const char *>(&Head), sizeof(Head));
  Out.reserve(Head.FileSize);
  for (llvm::StringRef Part :
       {bytesOf(Entities), bytesOf(Files), bytesOf(Slots), llvm::StringRef(Text)})
    Out += Part;
  return Out;
}

std::string encodeIndex(const Program &P, const ThreadFacts &Threads,
                        ContentsOf Contents, unsigned Parts,
                        PartRunner RunParts) {
  return IndexWriter(P, Threads, Contents).run(Parts, RunParts);
}

} // namespace cohazard::program
