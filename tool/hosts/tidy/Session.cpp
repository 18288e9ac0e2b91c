#include "hosts/tidy/Session.h"
#include "program/Program.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
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
  llvm::StringSet<> Reported; ///< what is said once
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
  facts::TuFacts Facts = extract(Ast, PP, Used->allModels());
  const size_t OwnFiles = Facts.Files.Files.size();
  News = module().Indices.addKnowledge(Facts, MainFile);
  Done = detect(program::Program(Facts, Used->allModels()), Checks);
  // Other TUs' findings are theirs to show.
  llvm::erase_if(Done->Findings, [&](const Finding &F) {
    return F.Where.File.Value >= OwnFiles;
  });
  return *Done;
}

static bool isInclude(const FixItHint &Hint) {
  return llvm::StringRef(Hint.CodeToInsert).contains("#include");
}

/// In one file.
static bool overlap(const CharSourceRange &A, const CharSourceRange &B) {
  return A.getBegin() < B.getEnd() && B.getBegin() < A.getEnd();
}

std::vector<FixItHint>
Session::withoutRepeatedIncludes(llvm::ArrayRef<FixItHint> Hints,
                                 DiagnosticIDs::Level Level,
                                 bool MayBeSilenced) {
  auto Changed = llvm::find_if_not(Hints, isInclude);
  std::vector<FixItHint> Kept;
  for (const FixItHint &Hint : Hints) {
    if (Changed == Hints.end() || !isInclude(Hint)) {
      Kept.push_back(Hint);
      continue;
    }
    std::vector<CharSourceRange> &Bringers =
        Included[{Level, Hint.RemoveRange.getBegin(), Hint.CodeToInsert}];
    // Of two fixes that overlap only one is made.
    if (llvm::any_of(Bringers, [&](const CharSourceRange &Other) {
          return !overlap(Other, Changed->RemoveRange);
        }))
      continue;
    Kept.push_back(Hint);
    if (!MayBeSilenced)
      Bringers.push_back(Changed->RemoveRange);
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

std::vector<std::string> Session::takeNotices(bool PerTu) {
  IndexNews New = std::exchange(News, {});
  if (!PerTu) {
    std::lock_guard<std::mutex> Lock(module().Guard);
    auto WasSaid = [](llvm::StringRef What) {
      return !module().Reported.insert(What).second;
    };
    if (WasSaid(New.WhyUnusable))
      New.WhyUnusable.clear();
    llvm::erase_if(New.Changed, WasSaid);
  }
  return sentences(New);
}

} // namespace cohazard::hosts
