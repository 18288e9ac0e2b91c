//===----------------------------------------------------------------------===//
// `cohazard link`: make one program of facts files, and say which are missing.
//===----------------------------------------------------------------------===//

#include "facts/FactsFile.h"
#include "hosts/cli/Command.h"
#include "hosts/cli/CommonOptions.h"
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
static bool isComplete(const LinkedProgram &Program) {
  if (buildPath().empty())
    return true;
  StringSet<> Known;
  for (const LinkedProgram::Unit &U : Program.Units)
    Known.insert(U.MainFile.Path);
  UnitList Wanted = findUnits({{}, buildPath(), nullptr});
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

Exit runLink() {
  std::vector<facts::TuFacts> Units;
  bool Good = true;
  for (const std::string &Path : FactsFiles) {
    Expected<facts::TuFacts> Facts =
        facts::readFactsFile(Path, buildFingerprint());
    if (Facts)
      Units.push_back(std::move(*Facts));
    else
      Good &= succeeded(Facts.takeError());
  }
  // Whoever lists the files in another order gets the same program.
  stable_sort(Units, [](const facts::TuFacts &A, const facts::TuFacts &B) {
    return A.MainFile.Path < B.MainFile.Path;
  });
  LinkedProgram Program = linkProgram(std::move(Units));
  Good &= isComplete(Program);
  Good &= succeeded(
      writeIfChanged(IndexOutput, encodeIndex(Program, buildFingerprint())));
  return Good ? Exit::Clean : Exit::Failed;
}

} // namespace cohazard::cli
