//===----------------------------------------------------------------------===//
// How does one of our checks look to clang-tidy? The adapter carries its
// options over and shows its findings; it holds no analysis.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_TIDY_CHECKADAPTER_H
#define COHAZARD_HOSTS_TIDY_CHECKADAPTER_H

#include "clang-tidy/ClangTidyCheck.h"
#include "hosts/tidy/Session.h"

namespace cohazard::hosts {

class CheckAdapter : public clang::tidy::ClangTidyCheck {
public:
  CheckAdapter(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
               const Check &What);

  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Out) override;
  void registerPPCallbacks(const clang::SourceManager &Sources,
                           clang::Preprocessor *PP,
                           clang::Preprocessor *ModuleExpander) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Tu) override;

private:
  cohazard::Options readOptions();
  void showMistake(const Mistake &M, clang::SourceManager &Sources);
  void showNotice(llvm::StringRef Notice, const clang::SourceManager &Sources);

  const Check &What;
  cohazard::Options Values;
  std::shared_ptr<Session> Shared;
};

} // namespace cohazard::hosts

#endif
