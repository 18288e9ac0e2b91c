#include "hosts/cli/Baseline.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

static constexpr int BaselineVersion = 1;

static std::vector<std::string> idsOf(ArrayRef<ReportedCheck> Checks) {
  std::vector<std::string> Ids;
  for (const ReportedCheck &C : Checks)
    Ids.push_back(C.Id);
  return Ids;
}

static BaselineEntry entryOf(const ReportedFinding &F) {
  return {F.Check, validUtf8(F.Where.File), F.Fingerprint,
          validUtf8(StringRef(F.Where.Source).trim())};
}

std::string encodeBaseline(const RunReport &Report) {
  std::vector<BaselineEntry> Entries;
  for (const ReportedFinding &F : Report.Findings)
    Entries.push_back(entryOf(F));
  sort(Entries, [](const BaselineEntry &A, const BaselineEntry &B) {
    return std::tie(A.File, A.Check, A.Source, A.Fingerprint) <
           std::tie(B.File, B.Check, B.Source, B.Fingerprint);
  });
  std::string Text;
  raw_string_ostream Out(Text);
  Out << "{\"version\": " << BaselineVersion
      << ",\n \"checks\": " << json::Value(json::Array(idsOf(Report.Checks)))
      << ",\n \"options\": " << json::Value(json::Array(Report.Options))
      << ",\n \"findings\": [";
  StringRef Between = "\n";
  for (const BaselineEntry &E : Entries) {
    Out << Between
        << json::Value(json::Object{{"check", E.Check},
                                    {"file", E.File},
                                    {"fingerprint", E.Fingerprint},
                                    {"source", E.Source}});
    Between = ",\n";
  }
  Out << "\n]}\n";
  return Text;
}

static bool fromJSON(const json::Value &From, BaselineEntry &Out,
                     json::Path At) {
  json::ObjectMapper Map(From, At);
  return Map && Map.map("check", Out.Check) && Map.map("file", Out.File) &&
         Map.map("fingerprint", Out.Fingerprint) &&
         Map.mapOptional("source", Out.Source);
}

static bool fromJSON(const json::Value &From, Baseline &Out, json::Path At) {
  json::ObjectMapper Map(From, At);
  int Version = 0;
  if (!Map || !Map.map("version", Version))
    return false;
  if (Version != BaselineVersion) {
    At.field("version").report("is of another version of cohazard");
    return false;
  }
  return Map.map("checks", Out.Checks) && Map.map("options", Out.Options) &&
         Map.map("findings", Out.Findings);
}

Expected<Baseline> readBaseline(const std::string &Path) {
  auto Bytes = MemoryBuffer::getFile(Path);
  if (!Bytes)
    return createStringError(
        Bytes.getError(),
        "the baseline '" + Path +
            "' cannot be read: " + Bytes.getError().message() +
            "; make it with 'cohazard baseline -o " + Path + "'");
  Expected<Baseline> Read =
      json::parse<Baseline>((*Bytes)->getBuffer(), "baseline");
  if (!Read)
    return createStringError("'" + Path + "' is no baseline (" +
                             toString(Read.takeError()) +
                             "); make one with 'cohazard baseline'");
  sort(Read->Checks);
  sort(Read->Options);
  return Read;
}

/// What is in \p All and not in \p Others, both sorted.
static std::vector<std::string> only(ArrayRef<std::string> All,
                                     ArrayRef<std::string> Others) {
  std::vector<std::string> Out;
  std::set_difference(All.begin(), All.end(), Others.begin(), Others.end(),
                      std::back_inserter(Out));
  return Out;
}

void applyBaseline(RunReport &Report, const Baseline &Old, bool Whole) {
  Report.HasBaseline = true;
  StringSet<> Known, Found, On;
  for (const BaselineEntry &E : Old.Findings)
    Known.insert(E.Fingerprint);
  for (const ReportedCheck &C : Report.Checks)
    On.insert(C.Id);
  std::vector<ReportedFinding> New;
  for (ReportedFinding &F : Report.Findings) {
    Found.insert(F.Fingerprint);
    F.IsNew = !Known.contains(F.Fingerprint);
    (*F.IsNew ? New : Report.Known).push_back(std::move(F));
  }
  Report.Findings = std::move(New);
  // Who has not seen everything cannot tell that something is gone, nor who asks
  // otherwise.
  if (!Whole || !Report.Failed.empty() ||
      !only(Report.Options, Old.Options).empty())
    return;
  for (const BaselineEntry &E : Old.Findings)
    if (!Found.contains(E.Fingerprint) && On.contains(E.Check))
      Report.Fixed.push_back(E);
}

std::vector<std::string> differencesFrom(const Baseline &Old,
                                         const RunReport &Report) {
  std::vector<std::string> Out;
  auto Say = [&](StringRef What, ArrayRef<std::string> Differs) {
    if (!Differs.empty())
      Out.push_back((What + ": " + join(Differs, ", ")).str());
  };
  Say("the baseline was made without", only(idsOf(Report.Checks), Old.Checks));
  Say("the baseline was made with checks that are off now",
      only(Old.Checks, idsOf(Report.Checks)));
  Say("the baseline was made with other options than",
      only(Report.Options, Old.Options));
  return Out;
}

} // namespace cohazard::cli
