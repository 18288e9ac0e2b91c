//===----------------------------------------------------------------------===//
// The clang-tidy module: registers one adapter for every check.
//===----------------------------------------------------------------------===//

#include "clang-tidy/ClangTidyModule.h"
#include "hosts/tidy/CheckAdapter.h"
#include "llvm/Support/Registry.h"

using namespace clang;

namespace cohazard::hosts {

namespace {

class Module : public tidy::ClangTidyModule {
public:
  void addCheckFactories(tidy::ClangTidyCheckFactories &Factories) override {
    for (const Check *What : allChecks())
      Factories.registerCheckFactory(
          "cohazard-" + What->Id.str(),
          [What](llvm::StringRef Name, tidy::ClangTidyContext *Context) {
            return std::make_unique<CheckAdapter>(Name, Context, *What);
          });
  }
};

} // namespace

static llvm::Registry<tidy::ClangTidyModule>::Add<Module>
    Registration("cohazard", "finds concurrency hazards in coroutines and "
                             "threads");

} // namespace cohazard::hosts
