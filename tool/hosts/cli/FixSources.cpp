#include "hosts/cli/FixSources.h"
#include "hosts/cli/Paths.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Regex.h"

using namespace clang;
using namespace clang::tidy;

namespace cohazard::cli {

static bool matches(const std::optional<std::string> &Pattern,
                    llvm::StringRef Name) {
  return Pattern && !Pattern->empty() && llvm::Regex(*Pattern).match(Name);
}

/// Would clang-tidy show a finding in this file? A fix must not reach further
/// than the finding it belongs to.
static bool isOfProject(FileID File, llvm::StringRef Name,
                        SourceManager &Sources,
                        const ClangTidyOptions &Options) {
  if (Sources.isInSystemHeader(Sources.getLocForStartOfFile(File)))
    return false;
  return File == Sources.getMainFileID() ||
         (matches(Options.HeaderFilterRegex, Name) &&
          !matches(Options.ExcludeHeaderFilterRegex, Name));
}

static void keepFilesOf(const tooling::DiagnosticMessage &Message,
                        SourceManager &Sources, const ClangTidyOptions &Options,
                        FixSources &Out) {
  for (const auto &OfFile : Message.Fix) {
    auto [Slot, IsNew] = Out.ToChange.try_emplace(OfFile.getKey().str());
    OptionalFileEntryRef File =
        Sources.getFileManager().getOptionalFileRef(OfFile.getKey());
    if (!IsNew || !File)
      continue;
    FileID Id = Sources.translateFile(*File);
    if (Id.isInvalid())
      continue;
    FixSources::Touched &Kept = Slot->second;
    Kept.Text = {File->getUniqueID(),
                 absolutePath(OfFile.getKey(), Out.Parsed.Directory),
                 Sources.getBufferData(Id).str()};
    Kept.OfProject = isOfProject(Id, OfFile.getKey(), Sources, Options);
  }
}

std::vector<FileKey> filesOf(const SourceManager &Sources) {
  std::vector<FileKey> Files;
  for (auto File = Sources.fileinfo_begin(); File != Sources.fileinfo_end();
       ++File)
    Files.push_back(File->first.getUniqueID());
  llvm::sort(Files);
  return Files;
}

void keepTouched(FixSources &Out, SourceManager &Sources,
                 const ClangTidyOptions &Options,
                 llvm::ArrayRef<ClangTidyError> Findings) {
  for (const ClangTidyError &F : Findings) {
    keepFilesOf(F.Message, Sources, Options, Out);
    for (const tooling::DiagnosticMessage &N : F.Notes)
      keepFilesOf(N, Sources, Options, Out);
  }
}

} // namespace cohazard::cli
