#include "hosts/cli/TextOutput.h"
#include "hosts/cli/Paths.h"
#include "source/LlvmCompat.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace clang::tidy;

namespace cohazard::cli {

/// Clang's printer over the files as they are on disk.
struct TextOutput::Printer {
  Printer(llvm::raw_ostream &Out, bool Color)
      : Text(Out, compat::argument(withColor(Options, Color))),
        Diagnostics(compat::makeDiagnostics(Options, Text)),
        Files(FileSystemOptions()), Sources(*Diagnostics, Files) {
    Language.CPlusPlus = Language.CPlusPlus20 = true;
    Text.BeginSourceFile(Language, nullptr);
  }
  ~Printer() { Text.EndSourceFile(); }

  static compat::DiagnosticOptionsHolder &
  withColor(compat::DiagnosticOptionsHolder &Options, bool Color) {
    compat::options(Options).ShowColors = Color;
    return Options;
  }

  void print(const tooling::DiagnosticMessage &Message,
             llvm::StringRef Directory, DiagnosticsEngine::Level Level,
             llvm::StringRef Suffix) {
    unsigned Id = Diagnostics->getDiagnosticIDs()->getCustomDiagID(
        static_cast<DiagnosticIDs::Level>(Level), "%0%1");
    auto Builder = Diagnostics->Report(locate(Message, Directory), Id)
                   << Message.Message << Suffix;
    for (const tooling::FileByteRange &Range : Message.Ranges)
      if (SourceLocation Begin = locate(Range, Directory); Begin.isValid())
        Builder << CharSourceRange::getCharRange(
            Begin, Begin.getLocWithOffset(static_cast<int>(Range.Length)));
    for (const auto &File : Message.Fix)
      for (const tooling::Replacement &R : File.second)
        // Clang cannot draw a hint of several lines.
        if (!R.getReplacementText().contains('\n'))
          Builder << hint(R, Directory);
  }

  /// The printer keeps the last lines back until its file ends.
  void flush() {
    Text.EndSourceFile();
    Text.BeginSourceFile(Language, nullptr);
  }

  void read(const tooling::DiagnosticMessage &Message,
            llvm::StringRef Directory) {
    if (SourceLocation At = locate(Message, Directory); At.isValid())
      Sources.getBufferData(Sources.getFileID(At));
  }

private:
  template <typename Place>
  SourceLocation locate(const Place &At, llvm::StringRef Directory) {
    return locate(At.FilePath, At.FileOffset, Directory);
  }

  SourceLocation locate(llvm::StringRef Path, unsigned Offset,
                        llvm::StringRef Directory) {
    if (Path.empty())
      return {};
    OptionalFileEntryRef File =
        Files.getOptionalFileRef(displayPath(Path.str(), Directory));
    if (!File)
      return {};
    FileID Opened = Sources.getOrCreateFileID(*File, SrcMgr::C_User);
    return Sources.getLocForStartOfFile(Opened).getLocWithOffset(
        static_cast<int>(Offset));
  }

  FixItHint hint(const tooling::Replacement &R, llvm::StringRef Directory) {
    SourceLocation Begin = locate(R.getFilePath(), R.getOffset(), Directory);
    if (Begin.isInvalid())
      return {};
    return FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(
            Begin, Begin.getLocWithOffset(static_cast<int>(R.getLength()))),
        R.getReplacementText());
  }

  compat::DiagnosticOptionsHolder Options;
  LangOptions Language;
  TextDiagnosticPrinter Text;
  llvm::IntrusiveRefCntPtr<DiagnosticsEngine> Diagnostics;
  FileManager Files;
  SourceManager Sources;
};

TextOutput::TextOutput(llvm::raw_ostream &Out, bool Color)
    : Print(std::make_unique<Printer>(Out, Color)) {}
TextOutput::~TextOutput() = default;

/// False if it has been shown before.
bool TextOutput::showOne(const ClangTidyError &F) {
  if (!Seen.insert(findingKey(F)).second)
    return false;
  std::string Suffix = " [" + F.DiagnosticName;
  if (F.IsWarningAsError)
    Suffix += ",-warnings-as-errors";
  Suffix += "]";
  bool IsError =
      F.IsWarningAsError || F.DiagLevel == tooling::Diagnostic::Error;
  Print->print(F.Message, F.BuildDirectory,
               IsError ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning,
               Suffix);
  for (const tooling::DiagnosticMessage &N : F.Notes)
    Print->print(N, F.BuildDirectory, DiagnosticsEngine::Note, "");
  return true;
}

void TextOutput::show(llvm::ArrayRef<ClangTidyError> Findings) {
  for (const ClangTidyError &F : Findings)
    showOne(F);
  Print->flush();
}

void TextOutput::readFilesOf(llvm::ArrayRef<ClangTidyError> Findings) {
  for (const ClangTidyError &F : Findings) {
    Print->read(F.Message, F.BuildDirectory);
    for (const tooling::DiagnosticMessage &N : F.Notes)
      Print->read(N, F.BuildDirectory);
  }
}

std::string whatBecameOf(const PlannedFix &Fix, bool DryRun) {
  if (Fix.State == FixState::Made)
    return DryRun ? "would be fixed" : "fixed";
  return Fix.State == FixState::Refused ? "not fixed: " + Fix.WhyNot : "";
}

void TextOutput::show(llvm::ArrayRef<ClangTidyError> Findings,
                      const FixPlan &Plan, bool DryRun) {
  for (const ClangTidyError &F : Findings) {
    if (!showOne(F))
      continue;
    tooling::DiagnosticMessage End = F.Message;
    End.Message =
        whatBecameOf(Plan.Fixes[Plan.OfFinding.at(findingKey(F))], DryRun);
    End.Ranges.clear();
    End.Fix.clear();
    if (!End.Message.empty())
      Print->print(End, F.BuildDirectory, DiagnosticsEngine::Note, "");
  }
  Print->flush();
}

} // namespace cohazard::cli
