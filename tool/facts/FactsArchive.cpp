#include "facts/FactsArchive.h"

namespace cohazard::facts {

/// What a site says beside how far it is from the one before.
enum SiteFlag : uint64_t { OtherFile = 1, OtherLine = 2, SiteFlagBits = 2 };

static int32_t distance(uint32_t From, uint32_t To) {
  return static_cast<int32_t>(To - From);
}

//===-- Writing ------------------------------------------------------------===//

void ArchiveWriter::value(llvm::StringRef Text) {
  auto [Entry, New] = Numbers.try_emplace(Text, Strings.size());
  if (New)
    Strings.push_back(Entry->getKey());
  number(Entry->second);
}

void ArchiveWriter::value(const Site &Where) {
  uint32_t Distance = Where.Offset - Last.Offset;
  bool SameFile = Where.File == Last.File;
  bool SameLine =
      Where.Line == Last.Line && Where.Column == Last.Column + Distance;
  number(zigzag(distance(Last.Offset, Where.Offset)) << SiteFlagBits |
         (SameFile ? 0 : OtherFile) | (SameLine ? 0 : OtherLine));
  if (!SameFile)
    number(Where.File.Value);
  if (!SameLine) {
    number(zigzag(distance(Last.Line, Where.Line)));
    number(Where.Column);
  }
  Last = Where;
}

std::string ArchiveWriter::take(size_t Files, size_t Entities) && {
  std::string Rest = std::move(Body);
  Body.clear();
  number(Files);
  number(Entities);
  number(Strings.size());
  for (llvm::StringRef Text : Strings) {
    number(Text.size());
    Body += Text;
  }
  return std::move(Body) + Rest;
}

//===-- Reading ------------------------------------------------------------===//

ArchiveReader::ArchiveReader(llvm::StringRef Bytes)
    : At(Bytes.bytes_begin()), End(Bytes.bytes_end()) {
  Files = number();
  Entities = number();
  readStrings();
}

void ArchiveReader::readStrings() {
  uint64_t Count = below(left() + 1);
  Strings.reserve(Count);
  for (; Count && !Broken; --Count) {
    uint64_t Length = below(left() + 1);
    Strings.emplace_back(reinterpret_cast<const char *>(At), Length);
    At += Length;
  }
}

void ArchiveReader::value(TextPool &Texts) {
  if (Strings.empty() || std::exchange(Pooled, true))
    return;
  // In one piece, with the lengths between them.
  const char *From = Strings.front().begin();
  const size_t Length = Strings.back().end() - From;
  const char *To = Texts.add({From, Length}).begin();
  for (llvm::StringRef &Text : Strings)
    Text = {To + (Text.begin() - From), Text.size()};
}

uint64_t ArchiveReader::longNumber() {
  uint64_t Number = 0;
  for (unsigned Shift = 0; At != End && Shift < 64; Shift += 7) {
    uint8_t Byte = *At++;
    Number |= static_cast<uint64_t>(Byte & 0x7f) << Shift;
    if (Byte < 0x80)
      return Number;
  }
  stop();
  return 0;
}

void ArchiveReader::value(Site &Where) {
  uint64_t Head = number();
  uint32_t Distance = static_cast<uint32_t>(unzigzag(Head >> SiteFlagBits));
  Where = Last;
  Where.Offset += Distance;
  if (Head & OtherFile)
    value(Where.File);
  if (Head & OtherLine) {
    Where.Line += static_cast<uint32_t>(unzigzag(number()));
    value(Where.Column);
  } else {
    Where.Column += Distance;
  }
  Last = Where;
}

} // namespace cohazard::facts
