#include "hosts/cli/KnownReport.h"
#include "facts/FactsArchive.h"
#include "facts/FactsFile.h"
#include "hosts/cli/ProjectCache.h"

using namespace llvm;
using namespace clang::tidy;
namespace tooling = clang::tooling;

namespace cohazard::cli {

// What clang-tidy has of a finding, as plain data.
struct KeptRange {
  std::string File;
  uint32_t Offset = 0, Length = 0;
};
struct KeptEdit {
  std::string Key; ///< the name of the file in DiagnosticMessage::Fix
  KeptRange Where;
  std::string Text;
};
struct KeptMessage {
  std::string Text, File;
  uint32_t Offset = 0;
  std::vector<KeptRange> Ranges;
  std::vector<KeptEdit> Edits;
};
struct KeptFinding {
  std::string Name, Directory;
  uint8_t Level = 0;
  bool AsError = false;
  KeptMessage Message;
  std::vector<KeptMessage> Notes;
  std::vector<std::string> Aliases;
};
struct KeptUnit {
  std::vector<KeptFinding> Findings;
  std::vector<std::string> WithTexts; ///< keys of findings, in order
  std::vector<std::vector<FixText>> Texts;
};
struct KeptReport {
  std::vector<KeptUnit> Units;
};

} // namespace cohazard::cli

namespace cohazard::facts {
COHAZARD_FIELDS(cli::KeptRange, File, Offset, Length)
COHAZARD_FIELDS(cli::KeptEdit, Key, Where, Text)
COHAZARD_FIELDS(cli::KeptMessage, Text, File, Offset, Ranges, Edits)
COHAZARD_FIELDS(cli::KeptFinding, Name, Directory, Level, AsError, Message, Notes,
                Aliases)
COHAZARD_FIELDS(cli::FixText, Title, IsSafe, NeedsProof, WhyNotSafe, Note)
COHAZARD_FIELDS(cli::KeptUnit, Findings, WithTexts, Texts)
COHAZARD_FIELDS(cli::KeptReport, Units)
} // namespace cohazard::facts

namespace cohazard::cli {

//===-- To plain data and back ---------------------------------------------===//

static KeptMessage keep(const tooling::DiagnosticMessage &Message) {
  KeptMessage Kept{Message.Message, Message.FilePath, Message.FileOffset, {}, {}};
  for (const tooling::FileByteRange &R : Message.Ranges)
    Kept.Ranges.push_back({R.FilePath, R.FileOffset, R.Length});
  for (const auto &OfFile : Message.Fix)
    for (const tooling::Replacement &R : OfFile.second)
      Kept.Edits.push_back({OfFile.getKey().str(),
                            {R.getFilePath().str(), R.getOffset(), R.getLength()},
                            R.getReplacementText().str()});
  // A map of strings has an order of its own.
  llvm::stable_sort(Kept.Edits, [](const KeptEdit &A, const KeptEdit &B) {
    return A.Key < B.Key;
  });
  return Kept;
}

static KeptFinding keep(const ClangTidyError &Finding) {
  KeptFinding Kept{Finding.DiagnosticName,
                   Finding.BuildDirectory,
                   static_cast<uint8_t>(Finding.DiagLevel),
                   Finding.IsWarningAsError,
                   keep(Finding.Message),
                   {},
                   Finding.EnabledDiagnosticAliases};
  for (const tooling::DiagnosticMessage &Note : Finding.Notes)
    Kept.Notes.push_back(keep(Note));
  return Kept;
}

static tooling::DiagnosticMessage restored(const KeptMessage &Kept) {
  tooling::DiagnosticMessage Message;
  Message.Message = Kept.Text;
  Message.FilePath = Kept.File;
  Message.FileOffset = Kept.Offset;
  for (const KeptRange &R : Kept.Ranges) {
    Message.Ranges.emplace_back();
    Message.Ranges.back().FilePath = R.File;
    Message.Ranges.back().FileOffset = R.Offset;
    Message.Ranges.back().Length = R.Length;
  }
  for (const KeptEdit &E : Kept.Edits)
    consumeError(Message.Fix[E.Key].add(
        {E.Where.File, E.Where.Offset, E.Where.Length, E.Text}));
  return Message;
}

static ClangTidyError restored(const KeptFinding &Kept) {
  ClangTidyError Finding(Kept.Name,
                         static_cast<tooling::Diagnostic::Level>(Kept.Level),
                         Kept.Directory, Kept.AsError);
  Finding.Message = restored(Kept.Message);
  for (const KeptMessage &Note : Kept.Notes)
    Finding.Notes.push_back(restored(Note));
  Finding.EnabledDiagnosticAliases = Kept.Aliases;
  return Finding;
}

static KeptUnit keep(const UnitReport &Report) {
  KeptUnit Kept;
  for (const ClangTidyError &Finding : Report.Findings)
    Kept.Findings.push_back(keep(Finding));
  // A map of strings has an order of its own.
  for (const auto &Texts : Report.FixTexts)
    Kept.WithTexts.push_back(Texts.getKey().str());
  llvm::sort(Kept.WithTexts);
  for (const std::string &Key : Kept.WithTexts)
    Kept.Texts.push_back(Report.FixTexts.lookup(Key));
  return Kept;
}

static void restore(const KeptUnit &Kept, UnitReport &Report) {
  for (const KeptFinding &Finding : Kept.Findings)
    Report.Findings.push_back(restored(Finding));
  for (auto [Key, Texts] : zip(Kept.WithTexts, Kept.Texts))
    Report.FixTexts[Key] = Texts;
}

//===-- On disk ------------------------------------------------------------===//

static constexpr StringLiteral ReportMagic = "cohreprt";

bool recall(KnownUnits &Known, FactsCache &Cache) {
  std::unique_ptr<MemoryBuffer> Bytes = Cache.loadReport(Known.Key);
  if (!Bytes)
    return false;
  auto Payload = facts::unframed(ReportMagic, Bytes->getBuffer(), "report",
                                 buildFingerprint());
  KeptReport Kept;
  bool Good = false;
  if (Payload) {
    facts::ArchiveReader Reader(*Payload);
    Reader.value(Kept);
    Good = Reader.complete() && Kept.Units.size() == Known.Reports.size();
  } else {
    consumeError(Payload.takeError());
  }
  if (!Good) {
    Cache.discardReport(Known.Key);
    return false;
  }
  for (auto [Report, Unit] : zip(Known.Reports, Kept.Units))
    restore(Unit, Report);
  return true;
}

std::string encodeReport(ArrayRef<UnitReport> Reports) {
  KeptReport Kept;
  for (const UnitReport &Report : Reports)
    Kept.Units.push_back(keep(Report));
  facts::ArchiveWriter Writer;
  Writer.value(Kept);
  return facts::framed(ReportMagic, buildFingerprint(),
                       std::move(Writer).take(0, 0));
}

//===-- What it depends on -------------------------------------------------===//

std::optional<KnownUnits> knownUnits(ArrayRef<Unit> Units,
                                     const LintOptions &Options,
                                     SharedCaches &Caches) {
  if (!Caches.Facts || Options.PrintFacts || Options.MakesFixes)
    return std::nullopt;
  KnownUnits Known;
  std::string Text;
  for (const Unit &U : Units) {
    ReadUnit Unread;
    if (configure(U.File, Options, Caches.Settings, Unread)) {
      const Unit Parsed = withExtraArguments(U, Unread.Asked->Tidy);
      const UnitKey Key = keyOf(Parsed, *Unread.Asked);
      std::optional<CachedFacts> Facts = Caches.Facts->find(Key);
      if (!Facts || !repeat(*Facts, Options, Unread.Report))
        return std::nullopt;
      Text += Key.hash().hex() + Facts->Inputs.hex();
    } else if (Unread.Report.Failed) {
      return std::nullopt;
    }
    Text += ContentHash::of(Unread.Asked->TidyText).hex();
    Known.Reports.push_back(std::move(Unread.Report));
  }
  Known.Key = ContentHash::of(Text);
  return Known;
}

} // namespace cohazard::cli
