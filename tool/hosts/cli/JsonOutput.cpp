//===----------------------------------------------------------------------===//
// --format=json: all that is known of a run. docs/ci.md has the schema; a
// member that is added leaves its version as it is, one that changes or goes
// does not.
//===----------------------------------------------------------------------===//

#include "hosts/cli/ReportFormats.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace cohazard::cli {

static constexpr int SchemaVersion = 1;

namespace {

class JsonReport {
public:
  JsonReport(const RunReport &Report, raw_ostream &Out, bool WithLines)
      : Report(Report), WithLines(WithLines), J(Out, WithLines ? 0 : 1) {}
  void write();

private:
  void text(StringRef Name, StringRef Value) {
    J.attribute(Name, validUtf8(Value));
  }
  void place(const ReportPlace &Where);
  void note(const ReportNote &Note);
  void fix(const ReportFix &Fix);
  void finding(const ReportedFinding &F);
  void baseline();
  void summary();
  void lines();

  const RunReport &Report;
  const bool WithLines;
  json::OStream J;
};

} // namespace

void JsonReport::place(const ReportPlace &Where) {
  text("file", Where.File);
  J.attribute("line", Where.Line);
  J.attribute("column", Where.Column);
  J.attribute("endLine", Where.EndLine);
  J.attribute("endColumn", Where.EndColumn);
}

void JsonReport::note(const ReportNote &Note) {
  J.object([&] {
    text("message", Note.Message);
    place(Note.Where);
    text("source", Note.Where.Source);
    text("role", nameOf(Note.Role));
  });
}

void JsonReport::fix(const ReportFix &Fix) {
  J.object([&] {
    text("title", Fix.Title);
    J.attribute("safe", Fix.Safe);
    if (!Fix.Reason.empty())
      text("reason", Fix.Reason);
    J.attributeArray("edits", [&] {
      for (const ReportEdit &Edit : Fix.Edits)
        J.object([&] {
          place(Edit.Where);
          text("text", Edit.Text);
        });
    });
  });
}

void JsonReport::finding(const ReportedFinding &F) {
  J.object([&] {
    text("check", F.Check);
    text("severity", F.IsError ? "error" : "warning");
    text("message", F.Message);
    place(F.Where);
    text("fingerprint", F.Fingerprint);
    if (F.IsNew)
      J.attribute("isNew", *F.IsNew);
    if (!F.Outcome.empty())
      text("outcome", F.Outcome);
    text("source", F.Where.Source);
    J.attributeArray("notes", [&] {
      for (const ReportNote &Note : F.Notes)
        note(Note);
    });
    J.attributeArray("flows", [&] {
      for (const ReportFlow &Flow : flowsOf(F))
        J.array([&] {
          for (int Step : Flow)
            J.value(Step);
        });
    });
    J.attributeArray("fixes", [&] {
      for (const ReportFix &Fix : F.Fixes)
        fix(Fix);
    });
  });
}

/// What the baseline holds: still there, and gone.
void JsonReport::baseline() {
  J.attributeArray("known", [&] {
    for (const ReportedFinding &F : Report.Known)
      finding(F);
  });
  J.attributeArray("fixed", [&] {
    for (const BaselineEntry &Entry : Report.Fixed)
      J.object([&] {
        text("check", Entry.Check);
        text("file", Entry.File);
        text("fingerprint", Entry.Fingerprint);
        text("source", Entry.Source);
      });
  });
}

void JsonReport::summary() {
  J.attribute("findings", Report.Findings.size());
  J.attributeObject("byCheck", [&] {
    for (const auto &[Check, Count] : Report.findingsByCheck())
      J.attribute(Check, Count);
  });
  J.attribute("files", Report.Files);
  J.attribute("failed", Report.Failed.size());
  J.attributeArray("failedFiles", [&] {
    for (const FailedFile &Failed : Report.Failed)
      J.value(validUtf8(Failed.File));
  });
}

void JsonReport::lines() {
  for (const auto &[File, Lines] : Report.Lines)
    J.attributeObject(validUtf8(File), [&, &Lines = Lines] {
      for (const auto &[Number, Line] : Lines)
        text(std::to_string(Number), Line);
    });
}

void JsonReport::write() {
  J.object([&] {
    J.attribute("version", SchemaVersion);
    J.attributeObject("tool", [&] {
      text("name", "cohazard");
      text("version", Report.Version);
      text("build", Report.Build);
    });
    J.attributeArray("checks", [&] {
      for (const ReportedCheck &C : Report.Checks)
        J.object([&] {
          text("id", C.Id);
          text("description", C.Description);
          text("url", C.Url);
        });
    });
    J.attributeArray("findings", [&] {
      for (const ReportedFinding &F : Report.Findings)
        finding(F);
    });
    if (Report.HasBaseline)
      baseline();
    J.attributeObject("summary", [&] { summary(); });
    if (WithLines)
      J.attributeObject("lines", [&] { lines(); });
  });
  J.flush();
}

void writeJson(const RunReport &Report, raw_ostream &Out, bool WithLines) {
  JsonReport(Report, Out, WithLines).write();
  Out << '\n';
}

} // namespace cohazard::cli
