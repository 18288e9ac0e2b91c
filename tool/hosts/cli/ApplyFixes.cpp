#include "hosts/cli/ApplyFixes.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/ProveFixes.h"
#include "hosts/cli/UnifiedDiff.h"
#include "hosts/cli/WriteFiles.h"
#include "llvm/ADT/EquivalenceClasses.h"

namespace cohazard::cli {

/// Refuses fixes of files that cannot be written: what is proved must be what
/// is written.
static void refuseUnwritable(FixPlan &Plan, std::vector<std::string> &Errors) {
  std::map<unsigned, std::string> WhyNot; // by file, if pending fixes change it
  for (PlannedFix &Fix : Plan.Fixes)
    if (Fix.State == FixState::Pending)
      for (const auto &[File, Edits] : Fix.ByFile) {
        auto [Slot, IsNew] = WhyNot.try_emplace(File);
        if (IsNew)
          if (llvm::Error Wrong = mayWrite(Plan.Files[File].Path)) {
            Slot->second = llvm::toString(std::move(Wrong));
            Errors.push_back(Slot->second);
          }
        if (!Slot->second.empty())
          Fix.refuse("not writable", Slot->second);
      }
}

/// Fixes that can be made together and bring no new diagnostic; no other is
/// pending any more.
static std::vector<unsigned>
proven(FixOutcome &Out, llvm::ArrayRef<UnitReport> Reports, unsigned Jobs) {
  FixPlan &Plan = Out.Plan;
  FixProver Prover(Plan, Reports, Jobs);
  std::vector<unsigned> Made, Tried;
  // A fix that waits for one that is refused gets its turn.
  while (!(Tried = chooseFixes(Plan, Made)).empty()) {
    std::vector<unsigned> Good = Prover.prove(Made, Tried);
    for (unsigned Fix : Good)
      Plan.Fixes[Fix].State = FixState::Made;
    llvm::append_range(Made, Good);
  }
  for (PlannedFix &Fix : Plan.Fixes)
    if (Fix.State == FixState::Pending)
      Fix.refuse("waiting for another",
                 "it overlaps a fix that comes first; run again");
  Out.Parses = Prover.parses();
  return Made;
}

/// The files that fixes change; those that one fix changes stand together.
static std::vector<std::vector<unsigned>>
changedTogether(const FixPlan &Plan, llvm::ArrayRef<unsigned> Made) {
  llvm::EquivalenceClasses<unsigned> Related;
  for (unsigned Fix : Made)
    for (const auto &[File, Edits] : Plan.Fixes[Fix].ByFile)
      Related.unionSets(Plan.Fixes[Fix].ByFile.begin()->first, File);
  std::map<unsigned, std::vector<unsigned>> ByLeader;
  for (unsigned File = 0; File < Plan.Files.size(); ++File)
    if (Related.findLeader(File) != Related.member_end())
      ByLeader[Related.getLeaderValue(File)].push_back(File);
  std::vector<std::vector<unsigned>> Groups;
  for (auto &[Leader, Group] : ByLeader)
    Groups.push_back(std::move(Group));
  return Groups;
}

static void refuseWritten(FixPlan &Plan, llvm::ArrayRef<unsigned> Made,
                          llvm::ArrayRef<unsigned> Files,
                          const std::string &Why) {
  for (unsigned Fix : Made)
    if (llvm::is_contained(Files, Plan.Fixes[Fix].ByFile.begin()->first))
      Plan.Fixes[Fix].refuse("not written", Why);
}

/// All files that can be prepared are replaced, or none: they were proved
/// together.
static void write(FixOutcome &Out, llvm::ArrayRef<unsigned> Made) {
  FixPlan &Plan = Out.Plan;
  FileReplacements Replacements;
  std::vector<unsigned> Prepared;
  for (const std::vector<unsigned> &Group : changedTogether(Plan, Made)) {
    std::vector<FileChange> Changes;
    for (unsigned File : Group) {
      const SourceText &Text = Plan.Files[File];
      Changes.push_back({Text.Path, Text.Contents,
                         applied(Text.Contents, Plan.editsOf(Made, File))});
    }
    if (llvm::Error Wrong = Replacements.prepare(Changes)) {
      Out.Errors.push_back(llvm::toString(std::move(Wrong)));
      refuseWritten(Plan, Made, Group, Out.Errors.back());
    } else {
      llvm::append_range(Prepared, Group);
    }
  }
  if (llvm::Error Wrong = Replacements.commit()) {
    Out.Errors.push_back(llvm::toString(std::move(Wrong)));
    refuseWritten(Plan, Made, Prepared, Out.Errors.back());
  } else {
    Out.FilesChanged = Prepared.size();
  }
}

static void compare(FixOutcome &Out, llvm::ArrayRef<unsigned> Made) {
  std::map<std::string, std::string> ByPath; // in the order of the paths
  for (unsigned File = 0; File < Out.Plan.Files.size(); ++File) {
    const SourceText &Text = Out.Plan.Files[File];
    if (Edits OfFile = Out.Plan.editsOf(Made, File); !OfFile.empty()) {
      std::string Path = displayPath(Text.Path);
      ByPath[Path] = unifiedDiff(Path, Text.Contents, OfFile);
    }
  }
  Out.FilesChanged = ByPath.size();
  for (const auto &[Path, Diff] : ByPath)
    Out.Diff += Diff;
}

FixOutcome applyFixes(llvm::ArrayRef<UnitReport> Reports, FixRequest Request,
                      unsigned Jobs) {
  FixOutcome Out;
  Out.Plan = planFixes(Reports, Request.Unsafe);
  if (!Request.Dry)
    refuseUnwritable(Out.Plan, Out.Errors);
  std::vector<unsigned> Made = proven(Out, Reports, Jobs);
  if (Request.Dry)
    compare(Out, Made);
  else
    write(Out, Made);
  return Out;
}

} // namespace cohazard::cli
