#include "hosts/cli/ProgramIndex.h"
#include "facts/FactsArchive.h"
#include "facts/FactsFields.h"
#include "facts/FactsFile.h"

using namespace llvm;

namespace cohazard::facts {
COHAZARD_FIELDS(cli::LinkedProgram::Unit, MainFile, Directory, Files)
COHAZARD_FIELDS(cli::LinkedProgram, Units, Facts)
} // namespace cohazard::facts

namespace cohazard::cli {

static constexpr llvm::StringLiteral IndexMagic = "cohindex";

std::string encodeIndex(const LinkedProgram &Program, StringRef BuildId) {
  facts::ArchiveWriter Writer;
  Writer.value(Program);
  return facts::framed(IndexMagic, BuildId,
                       std::move(Writer).take(Program.Facts.Files.Files.size(),
                                              Program.Facts.Entities.size()));
}

Expected<LinkedProgram> readIndex(StringRef Path, StringRef BuildId) {
  auto Buffer = facts::readWhole(Path);
  if (!Buffer)
    return Buffer.takeError();
  auto Payload =
      facts::unframed(IndexMagic, (*Buffer)->getBuffer(), Path, BuildId);
  if (!Payload)
    return Payload.takeError();
  facts::ArchiveReader Reader(*Payload);
  LinkedProgram Program;
  Reader.value(Program);
  if (!Reader.complete() ||
      Program.Facts.Files.Files.size() != Reader.fileCount() ||
      Program.Facts.Entities.size() != Reader.entityCount() ||
      !facts::isWellFormed(Program.Facts))
    return facts::cannotUse(Path, "is damaged: what it says is not possible");
  return Program;
}

} // namespace cohazard::cli
