// Which headers would a fix need that the TU does not include, and where would
// they go? The place is the one that clang-format's own tools choose.

#include "facts/Extract.h"
#include "clang/Tooling/Inclusions/HeaderIncludes.h"
#include <set>

using namespace clang;

namespace cohazard::facts {

static bool isIncluded(const TuContext &Tu, llvm::StringRef Header) {
  if (Tu.hasIncluded(Header))
    return true;
  // By another path; of a preamble only what was needed is there.
  const SourceManager &Sources = Tu.Sources;
  for (auto I = Sources.fileinfo_begin(); I != Sources.fileinfo_end(); ++I) {
    llvm::StringRef Path = I->first.getName();
    if (Path.consume_back(Header) && (Path.empty() || Path.ends_with("/")))
      return true;
  }
  return false;
}

/// Of `QCoroFuture|QCoro/QCoroFuture` the name that an #include finds, as a
/// project's include paths are; the first if none does.
static llvm::StringRef resolved(const TuContext &Tu,
                                llvm::ArrayRef<llvm::StringRef> Names) {
  for (llvm::StringRef Name : Names)
    if (Tu.canInclude(Name))
      return Name;
  return Names.front();
}

/// The headers that the idioms of the TU's coroutines need, by file.
static std::set<std::pair<FileId, std::string>> needed(const TuContext &Tu) {
  std::set<std::pair<FileId, std::string>> Out;
  for (const Function &F : Tu.Facts.Functions) {
    if (F.Rewrites.empty())
      continue;
    models::Idioms Words = Tu.Library.idiomsFor(F.TaskType.str());
    for (const auto *Headers : {&Words.OffloadHeaders,
                                &Words.RoundTripHeaders, &Words.SleepHeaders})
      for (llvm::StringRef Header : *Headers)
        Out.emplace(F.Rewrites.front().Begin.File, Header.str());
    if (Words.NeedsDefault &&
        llvm::any_of(F.Rewrites, [](const Rewrite &R) {
          return !R.DefaultConstructible;
        }))
      Out.emplace(F.Rewrites.front().Begin.File, "optional");
  }
  return Out;
}

void findMissingIncludes(TuContext &Tu) {
  for (const auto &[File, Header] : needed(Tu)) {
    llvm::SmallVector<llvm::StringRef, 3> Names;
    llvm::StringRef(Header).split(Names, '|');
    if (llvm::any_of(Names, [&](llvm::StringRef Name) {
          return isIncluded(Tu, Name);
        }))
      continue;
    OptionalFileEntryRef Entry =
        Tu.Sources.getFileManager().getOptionalFileRef(
            Tu.Facts.Files.path(File));
    FileID Id = Entry ? Tu.Sources.translateFile(*Entry) : FileID();
    if (Id.isInvalid())
      continue;
    tooling::HeaderIncludes Includes(Tu.Facts.Files.path(File),
                                     Tu.Sources.getBufferData(Id),
                                     tooling::IncludeStyle());
    if (std::optional<tooling::Replacement> Insert = Includes.insert(
            resolved(Tu, Names), /*IsAngled=*/true, tooling::IncludeDirective::Include)) {
      Site Where = Tu.site(Tu.Sources.getLocForStartOfFile(Id).getLocWithOffset(
          static_cast<int>(Insert->getOffset())));
      Tu.Facts.MissingIncludes.push_back(
          {Header, Where, Insert->getReplacementText().str()});
    }
  }
}

} // namespace cohazard::facts
