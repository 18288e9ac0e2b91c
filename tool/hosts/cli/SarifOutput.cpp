//===----------------------------------------------------------------------===//
// --format=sarif: SARIF 2.1.0, as GitHub code scanning and SARIF viewers take
// it.
//
// Not by clang's SarifDocumentWriter: it knows neither fixes nor several
// threads of a flow, relative paths, notes with words or a run's errors.
//===----------------------------------------------------------------------===//

#include "hosts/Urls.h"
#include "hosts/cli/ReportFormats.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cohazard::cli {

/// The name that SARIF's consumers give to the root of the source.
static constexpr llvm::StringLiteral RootId = "%SRCROOT%";

/// `blocking-call` as `BlockingCall`.
static std::string ruleName(StringRef Id) {
  Id.consume_front("cohazard-");
  std::string Name;
  bool Begins = true;
  for (char C : Id) {
    if (C != '-')
      Name += Begins ? toUpper(C) : C;
    Begins = C == '-';
  }
  return Name;
}

/// The page's first paragraph, below its title.
static StringRef openingOf(StringRef Page) {
  return Page.split("\n\n").second.split("\n\n").first.trim();
}

/// SARIF's messages are sentences.
static std::string sentence(StringRef Message) {
  std::string Text = validUtf8(Message);
  return StringRef(Text).ends_with(".") ? Text : Text + ".";
}

namespace {

class SarifReport {
public:
  SarifReport(const RunReport &Report, raw_ostream &Out)
      : Report(Report), J(Out, /*IndentSize=*/1) {}
  void write();

private:
  void textIn(StringRef Name, StringRef Text) {
    J.attributeObject(Name, [&] { J.attribute("text", Text); });
  }
  void rule(const ReportedCheck &C);
  void artifactLocation(const ReportPlace &Where);
  void region(const ReportPlace &Where);
  void physicalLocation(const ReportPlace &Where);
  void location(const ReportPlace &Where, StringRef Message);
  void codeFlows(const ReportedFinding &F);
  void relatedLocations(const ReportedFinding &F);
  void fixes(const ReportedFinding &F);
  void artifactChanges(const ReportFix &Fix);
  void result(const ReportedFinding &F, StringRef BaselineState);
  void invocation();
  void run();

  const RunReport &Report;
  json::OStream J;
  StringMap<unsigned> RuleIndex;
};

} // namespace

void SarifReport::rule(const ReportedCheck &C) {
  RuleIndex[C.Id] = RuleIndex.size();
  J.object([&] {
    StringRef Opening = C.Page.empty() ? C.Description : openingOf(C.Page);
    J.attribute("id", C.Id);
    J.attribute("name", ruleName(C.Id));
    textIn("shortDescription", sentence(C.Description));
    textIn("fullDescription", sentence(Opening));
    J.attributeObject("help", [&] {
      J.attribute("text", sentence(Opening));
      if (!C.Page.empty())
        J.attribute("markdown", validUtf8(C.Page));
    });
    if (!C.Url.empty())
      J.attribute("helpUri", C.Url);
    J.attributeObject("defaultConfiguration",
                      [&] { J.attribute("level", "warning"); });
    J.attributeObject("properties", [&] {
      J.attributeArray("tags", [&] {
        J.value("concurrency");
        J.value("reliability");
      });
      J.attribute("problem.severity", "warning");
      J.attribute("precision", "high");
    });
  });
}

void SarifReport::artifactLocation(const ReportPlace &Where) {
  J.attributeObject("artifactLocation", [&] {
    if (sys::path::is_absolute(Where.File)) {
      J.attribute("uri", "file://" + hosts::percentEncoded(Where.File));
    } else {
      J.attribute("uri", hosts::percentEncoded(Where.File));
      J.attribute("uriBaseId", RootId);
    }
  });
}

void SarifReport::region(const ReportPlace &Where) {
  J.attribute("startLine", Where.Line);
  J.attribute("startColumn", Where.Column16);
  J.attribute("endLine", Where.EndLine);
  J.attribute("endColumn", Where.EndColumn16);
}

void SarifReport::physicalLocation(const ReportPlace &Where) {
  J.attributeObject("physicalLocation", [&] {
    artifactLocation(Where);
    J.attributeObject("region", [&] {
      region(Where);
      if (Where.EndLine == Where.Line)
        textIn("snippet", validUtf8(Where.text()));
    });
    J.attributeObject("contextRegion", [&] {
      J.attribute("startLine", Where.Line);
      J.attribute("endLine", Where.Line);
      textIn("snippet", validUtf8(Where.Source));
    });
  });
}

void SarifReport::location(const ReportPlace &Where, StringRef Message) {
  physicalLocation(Where);
  if (!Message.empty())
    textIn("message", sentence(Message));
}

void SarifReport::codeFlows(const ReportedFinding &F) {
  std::vector<ReportFlow> Flows = flowsOf(F);
  if (Flows.empty() || !F.Where)
    return;
  auto Step = [&](int Index) {
    J.object([&] {
      J.attributeObject("location", [&] {
        Index < 0 ? location(F.Where, F.Message)
                  : location(F.Notes[Index].Where, F.Notes[Index].Message);
      });
    });
  };
  auto Thread = [&](size_t Number) {
    J.object([&] {
      J.attribute("id", "thread " + std::to_string(Number + 1));
      J.attributeArray("locations", [&] { for_each(Flows[Number], Step); });
    });
  };
  // One flow, in which the threads of a race run side by side.
  J.attributeArray("codeFlows", [&] {
    J.object([&] {
      J.attributeArray("threadFlows",
                       [&] { for_each(seq<size_t>(0, Flows.size()), Thread); });
    });
  });
}

void SarifReport::relatedLocations(const ReportedFinding &F) {
  J.attributeArray("relatedLocations", [&] {
    unsigned Id = 0;
    for (const ReportNote &Note : F.Notes)
      if (Note.Where)
        J.object([&] {
          J.attribute("id", ++Id);
          location(Note.Where, Note.Message);
        });
  });
}

void SarifReport::artifactChanges(const ReportFix &Fix) {
  J.attributeArray("artifactChanges", [&] {
    ArrayRef<ReportEdit> Left = Fix.Edits; // sorted by file
    while (!Left.empty()) {
      ArrayRef<ReportEdit> OfFile = Left.take_while([&](const ReportEdit &E) {
        return E.Where.Path == Left.front().Where.Path;
      });
      J.object([&] {
        artifactLocation(OfFile.front().Where);
        J.attributeArray("replacements", [&] {
          for (const ReportEdit &E : OfFile)
            J.object([&] {
              J.attributeObject("deletedRegion", [&] { region(E.Where); });
              textIn("insertedContent", validUtf8(E.Text));
            });
        });
      });
      Left = Left.drop_front(OfFile.size());
    }
  });
}

void SarifReport::fixes(const ReportedFinding &F) {
  if (F.Fixes.empty())
    return;
  J.attributeArray("fixes", [&] {
    for (const ReportFix &Fix : F.Fixes)
      J.object([&] {
        textIn("description",
               sentence(Fix.Safe ? Fix.Title
                                 : Fix.Title + "; not safely: " + Fix.Reason));
        artifactChanges(Fix);
      });
  });
}

void SarifReport::result(const ReportedFinding &F, StringRef BaselineState) {
  J.object([&] {
    J.attribute("ruleId", F.Check);
    J.attribute("ruleIndex", RuleIndex.lookup(F.Check));
    J.attribute("level", F.IsError ? "error" : "warning");
    textIn("message", sentence(F.Message));
    J.attributeArray("locations", [&] {
      if (F.Where)
        J.object([&] { physicalLocation(F.Where); });
    });
    J.attributeObject("partialFingerprints",
                      [&] { J.attribute("cohazard/v1", F.Fingerprint); });
    if (!BaselineState.empty())
      J.attribute("baselineState", BaselineState);
    if (BaselineState == "unchanged")
      J.attributeArray("suppressions", [&] {
        J.object([&] {
          J.attribute("kind", "external");
          J.attribute("justification", "in the baseline");
        });
      });
    codeFlows(F);
    relatedLocations(F);
    fixes(F);
  });
}

void SarifReport::invocation() {
  J.object([&] {
    J.attribute("executionSuccessful", Report.ExitCode < 2);
    J.attribute("exitCode", Report.ExitCode);
    J.attributeArray("toolExecutionNotifications", [&] {
      for (const FailedFile &Failed : Report.Failed)
        J.object([&] {
          J.attribute("level", "error");
          textIn("message", sentence("the file does not parse: nothing is "
                                     "reported for it\n" +
                                     StringRef(Failed.Errors).trim().str()));
          J.attributeArray("locations", [&] {
            J.object([&] {
              J.attributeObject("physicalLocation", [&] {
                ReportPlace Where;
                Where.File = Failed.File;
                artifactLocation(Where);
              });
            });
          });
        });
    });
  });
}

void SarifReport::run() {
  J.attributeObject("tool", [&] {
    J.attributeObject("driver", [&] {
      J.attribute("name", "cohazard");
      J.attribute("version", Report.Version + "+" + Report.Build);
      J.attribute("semanticVersion", Report.Version);
      if (!Report.Url.empty())
        J.attribute("informationUri", Report.Url);
      J.attributeArray("rules", [&] {
        for (const ReportedCheck &C : Report.Checks)
          rule(C);
      });
    });
  });
  J.attributeArray("invocations", [&] { invocation(); });
  J.attributeObject("originalUriBaseIds", [&] {
    J.attributeObject(RootId, [&] {
      J.attribute("uri",
                  "file://" + hosts::percentEncoded(Report.Root) +
                      (StringRef(Report.Root).ends_with("/") ? "" : "/"));
      textIn("description", "The root of the project.");
    });
  });
  J.attribute("columnKind", "utf16CodeUnits");
  J.attributeArray("results", [&] {
    for (const ReportedFinding &F : Report.Findings)
      result(F, Report.HasBaseline ? "new" : "");
    for (const ReportedFinding &F : Report.Known)
      result(F, "unchanged");
  });
}

void SarifReport::write() {
  J.object([&] {
    J.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    J.attribute("version", "2.1.0");
    J.attributeArray("runs", [&] { J.object([&] { run(); }); });
  });
  J.flush();
}

void writeSarif(const RunReport &Report, raw_ostream &Out) {
  SarifReport(Report, Out).write();
  Out << '\n';
}

} // namespace cohazard::cli
