#include "hosts/cli/ReportOutputs.h"
#include "hosts/cli/Command.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/ReportFormats.h"
#include "hosts/cli/WriteFiles.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cohazard::cli {

cl::OptionCategory &reportOptions() {
  static cl::OptionCategory Category("Report options");
  return Category;
}

static cl::list<ReportFormat> Formats(
    "format",
    cl::desc("how to say it, on standard output or in the file that the next "
             "-o names; may be given several times:"),
    cl::values(
        clEnumValN(ReportFormat::Text, "text", "as compilers do; the default"),
        clEnumValN(ReportFormat::Json, "json",
                   "all that is known; docs/ci.md has the schema"),
        clEnumValN(ReportFormat::Sarif, "sarif",
                   "SARIF 2.1.0, for GitHub code scanning and editors"),
        clEnumValN(ReportFormat::Github, "github",
                   "annotations of GitHub Actions"),
        clEnumValN(ReportFormat::Gitlab, "gitlab", "GitLab Code Quality"),
        clEnumValN(ReportFormat::Html, "html",
                   "a page to look at and to search, in one file")),
    cl::cat(reportOptions()), cl::sub(lintCommand()), cl::sub(reportCommand()));
static cl::list<std::string>
    OutputFiles("o", cl::value_desc("file"),
                cl::desc("where the --format in front of it goes; '-' is "
                         "standard output"),
                cl::cat(reportOptions()), cl::sub(lintCommand()),
                cl::sub(reportCommand()));

/// Each -o belongs to the --format in front of it; one in front of all of them
/// to the first. Without a --format it is for text.
static Expected<std::vector<ReportOutput>> paired() {
  std::vector<ReportOutput> Outputs;
  for (ReportFormat Format : Formats)
    Outputs.push_back({Format, ""});
  if (Outputs.empty())
    Outputs.push_back({ReportFormat::Text, ""});
  for (unsigned I = 0; I < OutputFiles.size(); ++I) {
    unsigned InFront = 0;
    while (InFront + 1 < Formats.size() &&
           Formats.getPosition(InFront + 1) < OutputFiles.getPosition(I))
      ++InFront;
    if (!Outputs[InFront].File.empty())
      return createStringError("-o " + OutputFiles[I] +
                               " has no --format of its own; each belongs to "
                               "the --format in front of it");
    if (OutputFiles[I].empty())
      return createStringError("-o needs the name of a file");
    Outputs[InFront].File = OutputFiles[I];
  }
  return Outputs;
}

/// A run may take long: what it could not write is said before it begins.
static Error mayCreate(const std::string &File) {
  std::string Folder = sys::path::parent_path(absolutePath(File)).str();
  if (!sys::fs::is_directory(Folder))
    return createStringError("'" + File +
                             "' cannot be written: there is no "
                             "folder '" +
                             displayPath(Folder) + "'");
  if (sys::fs::is_directory(File))
    return createStringError("'" + File +
                             "' cannot be written: it is a folder");
  return Error::success();
}

Expected<std::vector<ReportOutput>> reportOutputs(StringRef Taken) {
  Expected<std::vector<ReportOutput>> Outputs = paired();
  if (!Outputs)
    return Outputs;
  StringSet<> Places;
  for (ReportOutput &Output : *Outputs) {
    if (Output.File == "-")
      Output.File.clear();
    if (!Places.insert(Output.File).second)
      return createStringError(
          Output.File.empty()
              ? "only one --format may go to standard output; name a file with "
                "-o behind the others"
              : "two reports would go to '" + Output.File + "'");
    if (!Output.File.empty()) {
      if (Error Wrong = mayCreate(Output.File))
        return std::move(Wrong);
      continue;
    }
    if (!Taken.empty() && Output.Format != ReportFormat::Text)
      return createStringError(Taken + " goes to standard output; name a file "
                                       "with -o behind --format");
  }
  return Outputs;
}

static void write(const RunReport &Report, ReportFormat Format,
                  raw_ostream &Out) {
  switch (Format) {
  case ReportFormat::Text:
    return; // RunOutput shows it as it comes.
  case ReportFormat::Json:
    return writeJson(Report, Out);
  case ReportFormat::Sarif:
    return writeSarif(Report, Out);
  case ReportFormat::Github:
    return writeGithub(Report, Out);
  case ReportFormat::Gitlab:
    return writeGitlab(Report, Out);
  case ReportFormat::Html:
    return writeHtml(Report, Out);
  }
}

Error write(const RunReport &Report, const ReportOutput &To) {
  if (To.File.empty()) {
    write(Report, To.Format, outs());
    outs().flush();
    return Error::success();
  }
  std::string Bytes;
  raw_string_ostream Out(Bytes);
  write(Report, To.Format, Out);
  return writeWhole(To.File, Bytes);
}

} // namespace cohazard::cli
