#include "facts/FactsFile.h"
#include "facts/FactsArchive.h"
#include "facts/FactsFields.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

namespace cohazard::facts {

static constexpr llvm::StringLiteral FactsMagic = "cohfacts";
/// Counts changes of the format that a build id may miss: two builds of one
/// changed checkout.
static constexpr uint32_t FormatVersion = 1;

llvm::Error cannotUse(llvm::StringRef Path, const llvm::Twine &Why) {
  return llvm::createStringError(
      std::make_error_code(std::errc::illegal_byte_sequence),
      "'" + Path + "' " + Why + "; make it again");
}

//===-- Writing ------------------------------------------------------------===//

template <typename T> static void append(std::string &To, T Number) {
  char Bytes[sizeof(T)];
  llvm::support::endian::write(Bytes, Number, llvm::endianness::little);
  To.append(Bytes, sizeof(T));
}

std::string framed(llvm::StringRef Magic, llvm::StringRef BuildId,
                   llvm::StringRef Payload) {
  std::string File = Magic.str();
  append<uint32_t>(File, FormatVersion);
  append<uint32_t>(File, BuildId.size());
  File += BuildId;
  append<uint64_t>(File, Payload.size());
  append<uint64_t>(File, llvm::xxh3_64bits(Payload));
  File += Payload;
  return File;
}

std::string encodeFacts(const TuFacts &Facts, llvm::StringRef BuildId) {
  ArchiveWriter Writer;
  Writer.value(Facts);
  return framed(FactsMagic, BuildId,
                std::move(Writer).take(Facts.Files.Files.size(),
                                       Facts.Entities.size()));
}

//===-- Reading ------------------------------------------------------------===//

namespace {

/// What stands before the payload, taken off from the front.
class HeaderReader {
public:
  explicit HeaderReader(llvm::StringRef Bytes) : Rest(Bytes) {}

  std::optional<llvm::StringRef> text(size_t Length) {
    if (Length > Rest.size())
      return std::nullopt;
    llvm::StringRef Text = Rest.take_front(Length);
    Rest = Rest.drop_front(Length);
    return Text;
  }
  template <typename T> std::optional<T> number() {
    auto Bytes = text(sizeof(T));
    if (!Bytes)
      return std::nullopt;
    return llvm::support::endian::read<T>(Bytes->data(), llvm::endianness::little);
  }
  llvm::StringRef rest() const { return Rest; }

private:
  llvm::StringRef Rest;
};

} // namespace

llvm::Expected<llvm::StringRef> unframed(llvm::StringRef Magic,
                                         llvm::StringRef Bytes,
                                         llvm::StringRef Path,
                                         llvm::StringRef BuildId) {
  HeaderReader Header(Bytes);
  if (Header.text(Magic.size()) != Magic)
    return cannotUse(Path, "is no such file of cohazard's");
  if (Header.number<uint32_t>() != FormatVersion)
    return cannotUse(Path, "has the format of another version of cohazard");
  auto Length = Header.number<uint32_t>();
  auto Builder = Length ? Header.text(*Length) : std::nullopt;
  if (!Builder)
    return cannotUse(Path, "is cut short");
  if (*Builder != BuildId)
    return cannotUse(Path, "was written by another build of cohazard");
  auto Size = Header.number<uint64_t>();
  auto Checksum = Header.number<uint64_t>();
  if (!Checksum || *Size > Header.rest().size())
    return cannotUse(Path, "is cut short");
  if (*Size < Header.rest().size() || *Checksum != llvm::xxh3_64bits(Header.rest()))
    return cannotUse(Path, "is damaged: its checksum does not match");
  return Header.rest();
}

bool isWellFormed(const Function &F) {
  const size_t Events[] = {F.Calls.size(),       F.Accesses.size(),
                           F.Locks.size(),       F.Spawns.size(),
                           F.Joins.size(),       F.Signals.size(),
                           F.Suspensions.size(), F.LoopRuns.size(),
                           F.Assumptions.size()};
  static_assert(std::size(Events) == enumeratorCount<StepKind>());
  for (const Block &B : F.Body.Blocks) {
    for (const Step &S : B.Steps)
      if (S.Index >= Events[static_cast<size_t>(S.Kind)])
        return false;
    for (uint32_t Next : B.Successors)
      if (Next >= F.Body.Blocks.size())
        return false;
  }
  return llvm::all_of(F.Rewrites,
                [&](const Rewrite &R) { return R.Call < F.Calls.size(); });
}

bool isWellFormed(const TuFacts &Facts) {
  // Element 0 stands for "none" everywhere.
  return !Facts.Files.Files.empty() && !Facts.Entities.empty() &&
         llvm::all_of(Facts.Functions,
                [](const Function &F) { return isWellFormed(F); });
}

llvm::Expected<TuFacts> decodeFacts(llvm::StringRef Bytes, llvm::StringRef Path,
                              llvm::StringRef BuildId) {
  auto Payload = unframed(FactsMagic, Bytes, Path, BuildId);
  if (!Payload)
    return Payload.takeError();
  ArchiveReader Reader(*Payload);
  TuFacts Facts;
  Reader.value(Facts);
  if (!Reader.complete() || Facts.Files.Files.size() != Reader.fileCount() ||
      Facts.Entities.size() != Reader.entityCount() || !isWellFormed(Facts))
    return cannotUse(Path, "is damaged: what it says is not possible");
  return Facts;
}

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readWhole(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return llvm::createStringError(
        Buffer.getError(),
        "cannot read '" + Path + "': " + Buffer.getError().message());
  return std::move(*Buffer);
}

llvm::Expected<TuFacts> readFactsFile(llvm::StringRef Path, llvm::StringRef BuildId) {
  auto Buffer = readWhole(Path);
  if (!Buffer)
    return Buffer.takeError();
  return decodeFacts((*Buffer)->getBuffer(), Path, BuildId);
}

} // namespace cohazard::facts
