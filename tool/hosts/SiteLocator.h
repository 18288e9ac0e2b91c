//===----------------------------------------------------------------------===//
// Where is a finding in the TU that clang has open? Sites outlive the AST; to
// show them through clang they become source locations again.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_SITELOCATOR_H
#define COHAZARD_HOSTS_SITELOCATOR_H

#include "findings/Finding.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

namespace cohazard::hosts {

class SiteLocator {
public:
  SiteLocator(clang::SourceManager &Sources, const FileTable &Files)
      : Sources(Sources), Files(Files) {}

  /// Invalid if the site's file is not there any more.
  clang::SourceLocation locate(Site S) {
    if (!S)
      return {};
    auto [Slot, IsNew] = Opened.try_emplace(S.File.Value);
    if (IsNew)
      Slot->second = open(Files.path(S.File));
    if (Slot->second.isInvalid())
      return {};
    return Sources.getLocForStartOfFile(Slot->second)
        .getLocWithOffset(static_cast<int>(S.Offset));
  }

private:
  clang::FileID open(const std::string &Path) {
    clang::OptionalFileEntryRef File =
        Sources.getFileManager().getOptionalFileRef(Path);
    if (!File)
      return {};
    if (clang::FileID Known = Sources.translateFile(*File); Known.isValid())
      return Known;
    // What nothing includes is taken for the main file, where no filter holds.
    clang::SourceLocation IncludedAt =
        Sources.getMainFileID().isValid()
            ? Sources.getLocForStartOfFile(Sources.getMainFileID())
            : clang::SourceLocation();
    return Sources.createFileID(*File, IncludedAt, clang::SrcMgr::C_User);
  }

  clang::SourceManager &Sources;
  const FileTable &Files;
  llvm::DenseMap<uint32_t, clang::FileID> Opened;
};

/// The edits of \p F as clang's hints; empty if one of them cannot be placed.
inline std::vector<clang::FixItHint> hints(const Fix &F, SiteLocator &Locator) {
  std::vector<clang::FixItHint> Hints;
  for (const Edit &E : F.Edits) {
    clang::SourceLocation Begin = Locator.locate(E.Where);
    if (Begin.isInvalid())
      return {};
    Hints.push_back(clang::FixItHint::CreateReplacement(
        clang::CharSourceRange::getCharRange(
            Begin, Begin.getLocWithOffset(static_cast<int>(E.Length))),
        E.Text));
  }
  return Hints;
}

/// \p Proves: the host parses again before it writes.
inline bool isSafe(const Fix &F, bool Proves) {
  return F.WhyUnsafe.empty() && (Proves || !F.NeedsProof);
}

inline std::string whyNotSafe(const Fix &F) {
  return F.WhyUnsafe.empty() ? "whether that compiles is not proven"
                             : F.WhyUnsafe;
}

inline std::string unsafeNote(const Fix &F) {
  return "a fix would " + F.Title + ", but " +
         (F.WhyUnsafe.empty() ? "" : "not safely: ") + whyNotSafe(F);
}

/// Calls \p Say for each note of \p F, which stands at \p Where.
template <typename SayFn>
void showNotes(const Finding &F, clang::SourceLocation Where,
               SiteLocator &Locator, SayFn &Say) {
  for (const Note &N : F.Notes) {
    clang::SourceLocation At = Locator.locate(N.Where);
    Say(At.isValid() ? At : Where, N.Message, clang::DiagnosticIDs::Note,
        std::vector<clang::FixItHint>());
  }
}

/// Calls \p Say with place, message, level and hints of the finding and of each
/// of its notes. A safe fix stands at the finding, where clang-tidy applies it;
/// an unsafe one at a note that says why. The message is data, not a format: it
/// may hold a '%'. \p Proves as in `isSafe`.
template <typename SayFn>
void show(const Finding &F, SiteLocator &Locator, bool Proves, SayFn Say) {
  clang::SourceLocation Where = Locator.locate(F.Where);
  std::vector<clang::FixItHint> Safe;
  if (!F.Fixes.empty() && isSafe(F.Fixes.front(), Proves))
    Safe = hints(F.Fixes.front(), Locator);
  Say(Where, F.Message, clang::DiagnosticIDs::Warning, Safe);
  showNotes(F, Where, Locator, Say);
  for (const Fix &Each : F.Fixes)
    if (!isSafe(Each, Proves))
      Say(Where, unsafeNote(Each), clang::DiagnosticIDs::Note,
          hints(Each, Locator));
}

/// The same for an editor: clangd makes a quick fix of each note with hints,
/// and its text the title. Nothing is said of a fix that it cannot make.
template <typename SayFn>
void showQuickFixes(const Finding &F, SiteLocator &Locator, SayFn Say) {
  clang::SourceLocation Where = Locator.locate(F.Where);
  Say(Where, F.Message, clang::DiagnosticIDs::Warning,
      std::vector<clang::FixItHint>());
  showNotes(F, Where, Locator, Say);
  for (const Fix &Each : F.Fixes) {
    std::vector<clang::FixItHint> Hints = hints(Each, Locator);
    if (Hints.empty())
      continue;
    std::string Title = Each.Title;
    if (!isSafe(Each, /*Proves=*/false))
      Title += " (unsafe: " + whyNotSafe(Each) + ")";
    Say(Where, Title, clang::DiagnosticIDs::Note, Hints);
  }
}

} // namespace cohazard::hosts

#endif
