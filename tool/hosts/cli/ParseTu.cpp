#include "hosts/cli/ParseTu.h"
#include "hosts/cli/CompilerArguments.h"
#include "source/LlvmCompat.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/DiagnosticDriver.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace cohazard::cli {

namespace {

using AstCallback = llvm::function_ref<void(CompilerInstance &)>;

/// Looks at the AST once the TU is complete.
class UserCodeConsumer : public ASTConsumer {
public:
  UserCodeConsumer(CompilerInstance &Compiler, AstCallback WithAst)
      : Compiler(Compiler), WithAst(WithAst) {}

  void HandleTranslationUnit(ASTContext &) override {
    if (!Compiler.getDiagnostics().hasErrorOccurred())
      WithAst(Compiler);
  }

  // Clang itself keeps the bodies that types depend on: of constexpr functions
  // and of those that deduce their result.
  bool shouldSkipFunctionBody(Decl *D) override {
    return Compiler.getSourceManager().isInSystemHeader(D->getLocation());
  }

private:
  CompilerInstance &Compiler;
  AstCallback WithAst;
};

class ParseAction : public ASTFrontendAction {
public:
  explicit ParseAction(AstCallback WithAst) : WithAst(WithAst) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    return std::make_unique<UserCodeConsumer>(Compiler, WithAst);
  }

private:
  AstCallback WithAst;
};

class ParseActionFactory : public tooling::FrontendActionFactory {
public:
  explicit ParseActionFactory(AstCallback WithAst) : WithAst(WithAst) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<ParseAction>(WithAst);
  }

private:
  AstCallback WithAst;
};

/// Takes what the driver says of the arguments: flags that clang does not know
/// are only left out, anything else it cannot do is an error.
class DriverMessages : public DiagnosticConsumer {
public:
  explicit DriverMessages(ParseOutcome &Outcome) : Outcome(Outcome) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Message) override {
    if (Level < DiagnosticsEngine::Error)
      return;
    switch (Message.getID()) {
    case diag::err_drv_unknown_argument:
    case diag::err_drv_unknown_argument_with_suggestion:
    case diag::err_drv_unsupported_opt:
    case diag::err_drv_unsupported_opt_with_suggestion:
    case diag::err_drv_unsupported_opt_for_target:
    case diag::err_drv_unsupported_opt_for_language_mode:
    case diag::err_drv_unsupported_option_argument:
    case diag::err_drv_invalid_value:
      Outcome.UnknownFlags.push_back(firstArgument(Message));
      return;
    case diag::err_target_unknown_cpu:
      Outcome.UnknownFlags.push_back("-march=" + firstArgument(Message));
      return;
    default:
      llvm::SmallString<128> Text;
      Message.FormatDiagnostic(Text);
      Outcome.Errors += ("error: " + Text + "\n").str();
    }
  }

private:
  static std::string firstArgument(const clang::Diagnostic &Message) {
    if (Message.getArgKind(0) == DiagnosticsEngine::ak_std_string)
      return Message.getArgStdStr(0);
    if (Message.getArgKind(0) == DiagnosticsEngine::ak_c_string)
      return Message.getArgCStr(0);
    llvm::SmallString<64> Text;
    Message.FormatDiagnostic(Text);
    return Text.str().str();
  }

  ParseOutcome &Outcome;
};

/// Prints errors as clang does, and notices what another program was to make.
class ParsePrinter : public TextDiagnosticPrinter {
public:
  using TextDiagnosticPrinter::TextDiagnosticPrinter;

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Message) override {
    TextDiagnosticPrinter::HandleDiagnostic(Level, Message);
    unsigned Id = Message.getID();
    LacksModule |= Level >= DiagnosticsEngine::Error &&
                   (Id == diag::err_module_not_found ||
                    (Id >= diag::DIAG_START_SERIALIZATION &&
                     Id < diag::DIAG_START_LEX));
  }

  bool LacksModule = false; ///< or it was built by another compiler
};

} // namespace

/// A processor that only a newer compiler knows changes a few macros at most.
static void dropUnknownProcessor(CompilerInvocation &Invocation,
                                 DiagnosticsEngine &Diagnostics) {
  clang::TargetOptions &Target = Invocation.getTargetOpts();
  if (!Target.CPU.empty() && !compat::isTarget(Target, Diagnostics))
    Target.CPU.clear();
}

static std::shared_ptr<CompilerInvocation>
makeInvocation(const Unit &U,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Fs,
               ParseOutcome &Outcome) {
  std::vector<std::string> Arguments = argumentsForParsing(U);
  std::vector<const char *> Pointers;
  for (const std::string &Argument : Arguments)
    Pointers.push_back(Argument.c_str());
  DriverMessages Messages(Outcome);
  compat::DiagnosticOptionsHolder Options;
  CreateInvocationOptions Create;
  auto Engine = compat::makeDiagnostics(Options, Messages);
  Create.Diags = Engine;
  Create.VFS = Fs;
  Create.RecoverOnError = true;
  std::shared_ptr<CompilerInvocation> Made =
      createInvocation(Pointers, std::move(Create));
  if (Made)
    dropUnknownProcessor(*Made, *Engine);
  else if (Outcome.Errors.empty())
    Outcome.Errors = "error: '" + U.File +
                     "': its compile command does not compile a C++ file\n";
  if (!Outcome.Errors.empty())
    return nullptr;
  return Made;
}

/// Nothing is written, nothing said but what we ask for.
static void keepQuiet(CompilerInvocation &Invocation) {
  Invocation.getFrontendOpts().DisableFree = false;
  Invocation.getDiagnosticOpts().VerifyDiagnostics = false;
  // Asks for no closing count, which would go to standard error at once; our
  // own printer has options of its own.
  Invocation.getDiagnosticOpts().ShowCarets = false;
  Invocation.getDiagnosticOpts().DiagnosticSerializationFile.clear();
  Invocation.getDiagnosticOpts().DiagnosticLogFile.clear();
  Invocation.getDependencyOutputOpts() = DependencyOutputOptions();
}

static void parseLess(CompilerInvocation &Invocation) {
  Invocation.getFrontendOpts().SkipFunctionBodies = true;
  Invocation.getDiagnosticOpts().IgnoreWarnings = true;
}

ParseOutcome parseTu(const Unit &U, bool Color, AstCallback WithAst) {
  ParseOutcome Outcome;
  // A file system of its own has a working directory of its own.
  auto Fs = llvm::makeIntrusiveRefCnt<InputRecorder>(
      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>(
          llvm::vfs::createPhysicalFileSystem().release()));
  if (std::error_code Wrong = Fs->setCurrentWorkingDirectory(U.Directory)) {
    Outcome.Errors = "error: cannot enter '" + U.Directory + "', where '" +
                     U.File + "' is compiled: " + Wrong.message() + "\n";
    return Outcome;
  }
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(U, Fs, Outcome);
  if (!Invocation)
    return Outcome;
  keepQuiet(*Invocation);
  parseLess(*Invocation);

  llvm::raw_string_ostream Errors(Outcome.Errors);
  compat::DiagnosticOptionsHolder Options;
  compat::options(Options).ShowColors = Color;
  ParsePrinter Printer(Errors, compat::argument(Options));
  llvm::IntrusiveRefCntPtr<FileManager> Files(
      new FileManager(FileSystemOptions(), Fs));
  Outcome.Parsed = ParseActionFactory(WithAst).runInvocation(
      std::move(Invocation), Files.get(),
      std::make_shared<PCHContainerOperations>(), &Printer);
  Outcome.Inputs = Fs->take();
  if (Printer.LacksModule)
    Errors << "note: modules that a file imports are read as the build made "
              "them, which must be with clang " CLANG_VERSION_STRING
              ": build the project with that first\n";
  return Outcome;
}

bool diagnoseTu(const Unit &U,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Fs,
                DiagnosticConsumer &Consumer) {
  if (Fs->setCurrentWorkingDirectory(U.Directory))
    return false;
  ParseOutcome Outcome;
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(U, Fs, Outcome);
  if (!Invocation)
    return false;
  keepQuiet(*Invocation);
  Invocation->getDiagnosticOpts().ErrorLimit = 0;
  llvm::IntrusiveRefCntPtr<FileManager> Files(
      new FileManager(FileSystemOptions(), Fs));
  tooling::newFrontendActionFactory<SyntaxOnlyAction>()->runInvocation(
      std::move(Invocation), Files.get(),
      std::make_shared<PCHContainerOperations>(), &Consumer);
  return true;
}

} // namespace cohazard::cli
