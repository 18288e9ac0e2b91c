#include "hosts/tidy/Session.h"
#include "hosts/IndexFinder.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSet.h"
#include <utility>

using namespace clang;

namespace cohazard::hosts {

namespace {

/// What lives as long as the module. A host may look at several TUs at a time,
/// each with a context of its own.
struct ModuleState {
  std::mutex Guard;
  llvm::DenseMap<tidy::ClangTidyContext *, std::weak_ptr<Session>> Sessions;
  llvm::StringSet<> Reported; ///< mistakes, each said once
  SettingsCache Cache;
  IndexFinder Indices;
};

} // namespace

static ModuleState &module() {
  static ModuleState State;
  return State;
}

std::shared_ptr<Session> Session::of(tidy::ClangTidyContext *Context) {
  std::lock_guard<std::mutex> Lock(module().Guard);
  std::weak_ptr<Session> &Slot = module().Sessions[Context];
  std::shared_ptr<Session> Current = Slot.lock();
  // A session that has run belongs to a TU whose adapters are still alive.
  if (!Current || Current->Done)
    Slot = Current = std::make_shared<Session>();
  return Current;
}

static std::string mainFileOf(const SourceManager &Sources) {
  OptionalFileEntryRef Main =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  llvm::SmallString<128> Path(Main ? Main->getName() : llvm::StringRef());
  Sources.getFileManager().makeAbsolutePath(Path);
  return Path.str().str();
}

const Report &Session::report(ASTContext &Ast) {
  if (Done)
    return *Done;
  const std::string MainFile = mainFileOf(Ast.getSourceManager());
  Used = module().Cache.settingsFor(MainFile, Checks);
  facts::TuFacts Facts = extract(Ast, PP, Used->library());
  const size_t OwnFiles = Facts.Files.Files.size();
  Notices = module().Indices.addKnowledge(Facts, MainFile);
  Done = detect(Facts, Checks, Used->library());
  // Other TUs' findings are theirs to show.
  llvm::erase_if(Done->Findings, [&](const Finding &F) {
    return F.Where.File.Value >= OwnFiles;
  });
  return *Done;
}

std::vector<FixItHint>
Session::withoutRepeatedIncludes(llvm::ArrayRef<FixItHint> Hints) {
  std::vector<FixItHint> Kept;
  for (const FixItHint &Hint : Hints) {
    llvm::StringRef Text = Hint.CodeToInsert;
    if (!Text.contains("#include") ||
        Included.emplace(Hint.RemoveRange.getBegin(), Text).second)
      Kept.push_back(Hint);
  }
  return Kept;
}

std::vector<Mistake> Session::takeMistakes(bool PerTu) {
  if (std::exchange(MistakesTaken, true))
    return {};
  if (PerTu)
    return Used->mistakes().vec();
  std::vector<Mistake> New;
  std::lock_guard<std::mutex> Lock(module().Guard);
  for (const Mistake &M : Used->mistakes())
    if (module().Reported.insert(format(M)).second)
      New.push_back(M);
  return New;
}

} // namespace cohazard::hosts
