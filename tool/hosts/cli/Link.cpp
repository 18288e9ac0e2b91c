//===----------------------------------------------------------------------===//
// `cohazard link`: make one program of facts files, and say which are missing.
//===----------------------------------------------------------------------===//

#include "facts/FactsFile.h"
#include "hosts/cli/Command.h"
#include "hosts/cli/CommonOptions.h"
#include "hosts/cli/InOrder.h"
#include "hosts/cli/Jobs.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/ProgramIndex.h"
#include "hosts/cli/ProjectCache.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

cl::SubCommand &linkCommand() {
  static cl::SubCommand Command(
      "link", "make one program of facts files; names may stand in @FILE");
  return Command;
}

static cl::list<std::string> FactsFiles(cl::Positional, cl::OneOrMore,
                                        cl::desc("FACTS…"),
                                        cl::sub(linkCommand()));
static cl::opt<std::string>
    IndexOutput("o", cl::Required, cl::value_desc("index"),
                cl::desc("the file to write; it is left "
                         "alone if nothing has changed"),
                cl::sub(linkCommand()));

/// Every file of the database must have come with facts. False after saying
/// which have not.
static bool isComplete(const LinkedProgram &Program, const UnitList &Wanted) {
  StringSet<> Known;
  for (const LinkedProgram::Unit &U : Program.Units)
    Known.insert(U.MainFile.Path);
  for (const std::string &Error : Wanted.Errors)
    errs() << "error: " << Error << '\n';
  bool Complete = Wanted.Errors.empty();
  for (const Unit &U : Wanted.Units) {
    if (!Known.insert(U.File).second)
      continue;
    errs() << "error: no facts of '" << displayPath(U.File)
           << "' were given; make them with 'cohazard extract'\n";
    Complete = false;
  }
  return Complete;
}

/// Tells hosts that see one TU what the program knows. Some units have settings
/// of their own; what a category means is the same in all.
static void leaveIndex(const LinkedProgram &Program, const UnitList &Project,
                       unsigned Jobs) {
  hosts::SettingsCache Settings;
  FactsCache::Options Wanted;
  Wanted.Directory = cacheFolder(Project);
  FactsCache Cache(std::move(Wanted), [](std::string Note) {
    errs() << "note: " << Note << '\n';
  });
  auto Known = Settings.settingsFor(Program.Units.front().MainFile.Path, {});
  Cache.storeIndex(indexOf(program::Program(Program.Facts, Known->allModels()),
                           /*Cache=*/nullptr, Jobs));
}

/// False after saying which files cannot be used.
static bool readAll(unsigned Jobs, ProgramLinker &Linker) {
  std::vector<std::optional<Error>> Wrong(FactsFiles.size());
  std::mutex Guard;
  inAnyOrder(FactsFiles.size(), Jobs, [&](size_t I) {
    auto Facts = facts::readFactsFile(FactsFiles[I], buildFingerprint());
    if (!Facts) {
      Wrong[I] = Facts.takeError();
      return;
    }
    std::lock_guard<std::mutex> Lock(Guard);
    Linker.add(std::move(*Facts));
  });
  bool Good = true;
  for (std::optional<Error> &One : Wrong)
    Good &= !One || succeeded(std::move(*One));
  return Good;
}

Exit runLink() {
  Expected<unsigned> Jobs = jobsWanted();
  if (!succeeded(Jobs.takeError()))
    return Exit::Failed;
  ProgramLinker Linker;
  bool Good = readAll(*Jobs, Linker);
  LinkedProgram Program = std::move(Linker).finish();
  // Whoever lists the files in another order gets the same program.
  stable_sort(Program.Units,
              [](const LinkedProgram::Unit &A, const LinkedProgram::Unit &B) {
                return A.MainFile.Path < B.MainFile.Path;
              });
  if (!buildPath().empty()) {
    const UnitList Project = findUnits({{}, buildPath(), nullptr});
    if (isComplete(Program, Project))
      leaveIndex(Program, Project, *Jobs);
    else
      Good = false;
  }
  Good &= succeeded(
      writeIfChanged(IndexOutput, encodeIndex(Program, buildFingerprint())));
  return Good ? Exit::Clean : Exit::Failed;
}

} // namespace cohazard::cli
