//===----------------------------------------------------------------------===//
// What do the adapters of one TU share? One run of the engine, however many of
// our checks are on. clang-tidy makes every check anew for each TU, so a
// session lives as long as the adapters that hold it.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_TIDY_SESSION_H
#define COHAZARD_HOSTS_TIDY_SESSION_H

#include "Pipeline.h"
#include "hosts/IndexFinder.h"
#include "hosts/Settings.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticIDs.h"
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

namespace clang::tidy {
class ClangTidyContext;
}

namespace cohazard::hosts {

class Session {
public:
  /// The session of the TU that \p Context is about to look at.
  static std::shared_ptr<Session> of(clang::tidy::ClangTidyContext *Context);

  void enable(EnabledCheck Check) { Checks.push_back(std::move(Check)); }
  void setPreprocessor(clang::Preprocessor *P) { PP = P; }

  /// The findings of every enabled check; runs the engine on the first call.
  const Report &report(clang::ASTContext &Ast);

  /// The mistakes in settings that no adapter of the TU has taken yet. Valid
  /// after report(). Each is given once for all TUs, or \p PerTu.
  std::vector<Mistake> takeMistakes(bool PerTu);

  /// The same for what there is to say of the index of the whole program.
  std::vector<std::string> takeNotices(bool PerTu);

  /// \p Hints, of a warning or of a note, without the includes that another fix is
  /// certain to bring: clang-tidy applies equal insertions each time.
  /// \p MayBeSilenced: the finding may not be shown, and then brings nothing.
  std::vector<clang::FixItHint>
  withoutRepeatedIncludes(llvm::ArrayRef<clang::FixItHint> Hints,
                          clang::DiagnosticIDs::Level Level,
                          bool MayBeSilenced);

private:
  std::vector<EnabledCheck> Checks;
  clang::Preprocessor *PP = nullptr;
  std::shared_ptr<const Settings> Used;
  IndexNews News;
  std::optional<Report> Done;
  bool MistakesTaken = false;
  /// By level, place and text of an include: the edits of those that bring it.
  std::map<std::tuple<clang::DiagnosticIDs::Level, clang::SourceLocation,
                      std::string>,
           std::vector<clang::CharSourceRange>>
      Included;
};

} // namespace cohazard::hosts

#endif
