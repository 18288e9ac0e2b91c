//===----------------------------------------------------------------------===//
// What do we change in clangd? Its headers are not installed, and it knows
// neither our checks nor where their pages are. Five of its functions are
// therefore wrapped by the linker: `--wrap` sends calls of X to `__wrap_X`
// here, which asks `__real_X`, clangd's own. None of them has a type whose
// layout only clangd knows: what it sends to the editor is changed as JSON.
//
// The names are listed in CMakeLists.txt as well. Where a version of clangd
// lacks one of them, or one of the lists does, the program does not link.
//===----------------------------------------------------------------------===//

#include "Build.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "hosts/CheckList.h"
#include "hosts/clangd/Pages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/JSON.h"
#include <optional>
#include <string>

using namespace llvm;

namespace clang::clangd {
struct CodeAction;
struct PublishDiagnosticsParams;
} // namespace clang::clangd

namespace cohazard::hosts {

using namespace clang::clangd;
using clang::tidy::ClangTidyOptions;
using TidyProviderRef = function_ref<void(ClangTidyOptions &, StringRef)>;

/// Declares clangd's own function and ours in its place.
#define COHAZARD_OVERRIDE(RESULT, NAME, PARAMETERS, SYMBOL)                    \
  RESULT stock##NAME PARAMETERS asm("__real_" SYMBOL);                         \
  RESULT our##NAME PARAMETERS asm("__wrap_" SYMBOL);

COHAZARD_OVERRIDE(std::optional<bool>, IsFastCheck, (StringRef),
                  "_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE")
COHAZARD_OVERRIDE(ClangTidyOptions, OptionsFor, (TidyProviderRef, StringRef),
                  "_ZN5clang6clangd21getTidyOptionsForFileEN4llvm12function_"
                  "refIFvRNS_4tidy16ClangTidyOptionsENS1_9StringRefEEEES6_")
COHAZARD_OVERRIDE(json::Value, DiagnosticsJson,
                  (const PublishDiagnosticsParams &),
                  "_ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE")
COHAZARD_OVERRIDE(json::Value, ActionJson, (const CodeAction &),
                  "_ZN5clang6clangd6toJSONERKNS0_10CodeActionE")
COHAZARD_OVERRIDE(std::string, Version, (),
                  "_ZN5clang6clangd13versionStringB5cxx11Ev")

#undef COHAZARD_OVERRIDE

/// clangd runs only checks that its own table calls fast.
std::optional<bool> ourIsFastCheck(StringRef Check) {
  return Check.starts_with("cohazard-") ? true : stockIsFastCheck(Check);
}

/// All settings that hold for \p File: its `.clang-tidy`s, `.clangd`s and
/// clangd's defaults, in this order.
ClangTidyOptions ourOptionsFor(TidyProviderRef Provider, StringRef File) {
  ClangTidyOptions Options = stockOptionsFor(Provider, File);
  // Without a list clang-tidy is off altogether (--clang-tidy=0).
  if (Options.Checks && !Options.Checks->empty())
    Options.Checks = withOurChecks(*Options.Checks);
  return Options;
}

/// The id of our check that \p Diagnostic is of.
static std::optional<StringRef> ourCheckOf(const json::Object *Diagnostic) {
  std::optional<StringRef> Code =
      Diagnostic ? Diagnostic->getString("code") : std::nullopt;
  if (!Code || !Code->consume_front("cohazard-"))
    return std::nullopt;
  return Code;
}

/// Links each of our diagnostics to its check's page; clangd names a page of
/// clang-tidy's that does not exist.
json::Value ourDiagnosticsJson(const PublishDiagnosticsParams &Params) {
  json::Value Shown = stockDiagnosticsJson(Params);
  json::Object *Fields = Shown.getAsObject();
  json::Array *All = Fields ? Fields->getArray("diagnostics") : nullptr;
  if (!All)
    return Shown;
  for (json::Value &Each : *All)
    if (std::optional<StringRef> Check = ourCheckOf(Each.getAsObject())) {
      Each.getAsObject()->erase("codeDescription");
      if (std::string Page = pageOf(*Check); !Page.empty())
        (*Each.getAsObject())["codeDescription"] = json::Object{{"href", Page}};
    }
  return Shown;
}

/// Says of our quick fixes which an editor may apply unasked. clangd prefers
/// one that is alone, be it safe or not.
json::Value ourActionJson(const CodeAction &Action) {
  json::Value Shown = stockActionJson(Action);
  json::Object *Fields = Shown.getAsObject();
  json::Array *Mended = Fields ? Fields->getArray("diagnostics") : nullptr;
  bool IsOurs = Mended && any_of(*Mended, [](const json::Value &Each) {
                  return ourCheckOf(Each.getAsObject()).has_value();
                });
  bool IsUnsafe =
      Fields && Fields->getString("title").value_or("").contains(" (unsafe: ");
  if (IsUnsafe)
    Fields->erase("isPreferred");
  else if (IsOurs)
    (*Fields)["isPreferred"] = true;
  return Shown;
}

std::string ourVersion() {
  return stockVersion() +
         " with cohazard " COHAZARD_VERSION " (" + BuildId + ")";
}

} // namespace cohazard::hosts
