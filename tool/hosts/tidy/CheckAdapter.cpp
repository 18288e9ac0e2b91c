#include "hosts/tidy/CheckAdapter.h"
#include "hosts/SiteLocator.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace cohazard::hosts {

CheckAdapter::CheckAdapter(llvm::StringRef Name,
                           tidy::ClangTidyContext *Context, const Check &What)
    : ClangTidyCheck(Name, Context), What(What), Values(readOptions()),
      Shared(Session::of(Context)) {
  Shared->enable({&What, Values});
}

cohazard::Options CheckAdapter::readOptions() {
  cohazard::Options Read(What.Options);
  for (const OptionSpec &Spec : What.Options)
    if (std::optional<llvm::StringRef> Value = Options.get(Spec.Name))
      if (llvm::Error Wrong = Read.set(Spec.Name, *Value))
        configurationDiag("cohazard-%0: %1")
            << llvm::StringRef(What.Id) << llvm::toString(std::move(Wrong));
  return Read;
}

void CheckAdapter::storeOptions(tidy::ClangTidyOptions::OptionMap &Out) {
  for (const OptionSpec &Spec : What.Options)
    Options.store(Out, Spec.Name, Values.text(Spec.Name));
}

void CheckAdapter::registerPPCallbacks(const SourceManager &, Preprocessor *PP,
                                       Preprocessor *) {
  Shared->setPreprocessor(PP);
}

void CheckAdapter::registerMatchers(ast_matchers::MatchFinder *Finder) {
  Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
}

/// Is there a NOLINT near? Over-approximates: clang-tidy decides after us.
static bool mayBeSilenced(SourceLocation Where, const SourceManager &Sources) {
  auto [File, Offset] = Sources.getDecomposedLoc(Sources.getExpansionLoc(Where));
  llvm::StringRef Text = Sources.getBufferData(File);
  auto [Above, Line] = Text.take_front(Text.find('\n', Offset)).rsplit('\n');
  return Line.contains("NOLINT") || Above.contains("NOLINTBEGIN") ||
         Above.rsplit('\n').second.contains("NOLINTNEXTLINE");
}

void CheckAdapter::check(const ast_matchers::MatchFinder::MatchResult &Tu) {
  // An editor forgets what it was told before, and applies each fix by itself.
  bool ForEditor = areDiagsSelfContained();
  const Report &Found = Shared->report(*Tu.Context);
  for (const Mistake &M : Shared->takeMistakes(/*PerTu=*/ForEditor))
    showMistake(M, *Tu.SourceManager);
  for (const std::string &Notice : Shared->takeNotices(/*PerTu=*/ForEditor))
    showNotice(Notice, *Tu.SourceManager);
  auto Say = [&](SourceLocation Where, llvm::StringRef Message,
                 DiagnosticIDs::Level Level,
                 std::vector<FixItHint> Hints) {
    if (!ForEditor)
      Hints = Shared->withoutRepeatedIncludes(
          Hints, Level, mayBeSilenced(Where, *Tu.SourceManager));
    diag(Where, "%0", Level) << Message << llvm::ArrayRef(Hints);
  };
  SiteLocator Locator(*Tu.SourceManager, Found.Files);
  for (const Finding &F : Found.Findings) {
    if (F.Check != What.Id)
      continue;
    if (ForEditor)
      showQuickFixes(F, Locator, Say);
    else
      show(F, Locator, /*Proves=*/false, Say);
  }
}

/// Editors show what is said of the file that is open.
static SourceLocation startOfMainFile(const SourceManager &Sources) {
  return Sources.getLocForStartOfFile(Sources.getMainFileID());
}

void CheckAdapter::showNotice(llvm::StringRef Notice,
                              const SourceManager &Sources) {
  if (areDiagsSelfContained())
    diag(startOfMainFile(Sources), "%0") << Notice;
  else
    configurationDiag("cohazard: %0") << Notice;
}

void CheckAdapter::showMistake(const Mistake &M, SourceManager &Sources) {
  OptionalFileEntryRef File;
  if (!M.File.empty())
    File = Sources.getFileManager().getOptionalFileRef(M.File);
  if (!File) {
    configurationDiag("%0", DiagnosticIDs::Error) << M.Message;
    return;
  }
  FileID Opened = Sources.getOrCreateFileID(*File, SrcMgr::C_User);
  SourceLocation Where = Sources.translateLineCol(Opened, M.Line, M.Column);
  if (!areDiagsSelfContained()) {
    diag(Where, "%0", DiagnosticIDs::Error) << M.Message;
    return;
  }
  diag(startOfMainFile(Sources), "%0: %1", DiagnosticIDs::Error)
      << llvm::sys::path::filename(M.File) << M.Message;
  diag(Where, "the mistake is here", DiagnosticIDs::Note);
}

} // namespace cohazard::hosts
