//===----------------------------------------------------------------------===//
// --format=github: workflow commands, which GitHub Actions shows as annotations
// of the changed lines.
//===----------------------------------------------------------------------===//

#include "hosts/cli/ReportFormats.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace cohazard::cli {

/// GitHub shows so many warnings of a step, and as many errors; of others
/// nothing is seen. https://docs.github.com/actions, limits of annotations.
static constexpr size_t MaxAnnotations = 10;

/// As @actions/core's escapeData; \p InProperty: its escapeProperty.
static std::string escapedForGithub(StringRef Text, bool InProperty) {
  std::string Out;
  for (char C : validUtf8(Text)) {
    if (C == '%')
      Out += "%25";
    else if (C == '\r')
      Out += "%0D";
    else if (C == '\n')
      Out += "%0A";
    else if (InProperty && C == ':')
      Out += "%3A";
    else if (InProperty && C == ',')
      Out += "%2C";
    else
      Out += C;
  }
  return Out;
}

/// The message, and the notes below it with their places.
static std::string story(const ReportedFinding &F) {
  std::string Text = F.Message;
  for (const ReportNote &Note : F.Notes) {
    Text += "\n";
    if (Note.Where)
      Text += Note.Where.File + ":" + std::to_string(Note.Where.Line) + ": ";
    Text += Note.Message;
  }
  return Text;
}

static void annotate(const ReportedFinding &F, raw_ostream &Out) {
  Out << (F.IsError ? "::error " : "::warning ");
  if (F.Where)
    Out << "file=" << escapedForGithub(F.Where.File, true)
        << ",line=" << F.Where.Line << ",endLine=" << F.Where.EndLine
        << ",col=" << F.Where.Column16 << ",endColumn=" << F.Where.EndColumn16
        << ',';
  Out << "title=" << escapedForGithub(F.Check, true)
      << "::" << escapedForGithub(story(F), false) << '\n';
}

void writeGithub(const RunReport &Report, raw_ostream &Out) {
  std::vector<const ReportedFinding *> Errors, Warnings;
  for (const ReportedFinding &F : Report.Findings)
    (F.IsError ? Errors : Warnings).push_back(&F);
  size_t Rest = 0;
  for (ArrayRef<const ReportedFinding *> Level :
       {ArrayRef(Errors), ArrayRef(Warnings)}) {
    for (const ReportedFinding *F : Level.take_front(MaxAnnotations))
      annotate(*F, Out);
    Rest += Level.drop_front(std::min(Level.size(), MaxAnnotations)).size();
  }
  if (Rest)
    Out << "::notice title=cohazard::" << Rest
        << (Rest == 1 ? " more finding is" : " more findings are")
        << " not shown here\n";
}

} // namespace cohazard::cli
