//===----------------------------------------------------------------------===//
// What did a run find? Plain data, with the lines of source that it speaks of:
// every format but clang's own text is written from this and nothing else.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_REPORTMODEL_H
#define COHAZARD_HOSTS_CLI_REPORTMODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cohazard::cli {

/// A stretch of a file as the run saw it. Lines and columns count from 1,
/// columns in bytes, as compilers do; the end is behind the last byte.
struct ReportPlace {
  std::string Path; ///< absolute; empty: nowhere
  std::string File; ///< from the project's root if below it; with '/'
  unsigned Offset = 0, Length = 0; ///< in bytes
  unsigned Line = 0, Column = 0, EndLine = 0, EndColumn = 0;
  /// The columns in UTF-16 code units, as editors count.
  unsigned Column16 = 0, EndColumn16 = 0;
  std::string Source; ///< the first line, without its ending; may not be UTF-8

  explicit operator bool() const { return Line != 0; }
  /// What stands there, as far as it is on the first line.
  llvm::StringRef text() const {
    return llvm::StringRef(Source).substr(Column - 1, Length);
  }
};

/// What a note tells, by its wording.
enum class NoteRole : uint8_t {
  Step,     ///< `'f' calls 'g' here`
  Access,   ///< `read here`, `written here`
  Lock,     ///< `acquired here`, `the same lock is held …`
  Thread,   ///< `thread started here`, `handed to the event loop here`
  Declared, ///< `declared here`
  Other
};

struct ReportNote {
  std::string Message;
  ReportPlace Where;
  NoteRole Role = NoteRole::Other;
};

struct ReportEdit {
  ReportPlace Where; ///< what is replaced; nothing if its length is 0
  std::string Text;
};

/// All of its edits, or none.
struct ReportFix {
  std::string Title; ///< "await it"
  bool Safe = false;
  bool MadeWithProof = false; ///< `--fix` makes it if it proves to compile
  std::string Reason;         ///< why it is not safe
  std::vector<ReportEdit> Edits;
};

struct ReportedFinding {
  std::string Check; ///< with `cohazard-` in front
  bool IsError = false;
  std::string Message;
  ReportPlace Where;
  /// The same as long as check, file and line say the same, whatever the line's
  /// number.
  std::string Fingerprint;
  std::optional<bool> IsNew; ///< with a baseline
  std::vector<ReportNote> Notes;
  std::vector<ReportFix> Fixes; ///< alternatives, the best first
  std::string Outcome;          ///< with `--fix`: what became of it
  std::string Key;              ///< tells findings apart within the run
};

struct ReportedCheck {
  std::string Id; ///< with `cohazard-` in front
  std::string Description;
  std::string Url;  ///< of its page; may be empty
  std::string Page; ///< the page itself, Markdown; may be empty
};

/// A TU of which nothing is known.
struct FailedFile {
  std::string File;   ///< as ReportPlace::File
  std::string Errors; ///< as clang prints them, without colours
};

/// A finding as a baseline holds it.
struct BaselineEntry {
  std::string Check, File, Fingerprint, Source;
};

/// Lines of a file by their number, without their endings.
using SourceLines = std::map<unsigned, std::string>;

struct RunReport {
  std::string Version, Build;        ///< of cohazard
  std::string Url;                   ///< of the documentation; may be empty
  std::string Root;                  ///< absolute; relative paths start there
  std::vector<ReportedCheck> Checks; ///< that were on in some file, sorted
  std::vector<ReportedFinding> Findings; ///< by file, place, check and message
  /// By file: the lines around every place, to show it where it stands; empty if
  /// nobody wants to.
  std::map<std::string, SourceLines> Lines;
  std::vector<FailedFile> Failed;
  std::vector<ReportedFinding> Known; ///< with a baseline: those that it holds
  std::vector<BaselineEntry> Fixed;   ///< with a baseline
  std::vector<std::string> Options; ///< that findings depend on, as `Option=value`
  std::optional<size_t> OutsideOfChange; ///< findings that --diff leaves out
  size_t Files = 0; ///< that were looked at: of what failed nothing is known
  bool HasBaseline = false;
  int ExitCode = 0;

  std::map<std::string, size_t> findingsByCheck() const;
};

/// One way to the hazard, in the order in which it happens: indices of notes;
/// -1 is the finding itself.
using ReportFlow = std::vector<int>;

/// The ways a finding tells of: for a race that of each thread, else the chain
/// of calls; empty if there is no more than one place.
std::vector<ReportFlow> flowsOf(const ReportedFinding &Finding);

llvm::StringRef nameOf(NoteRole Role);
NoteRole roleOf(llvm::StringRef Message);

/// \p Text in which each byte that is no UTF-8 is replaced.
std::string validUtf8(llvm::StringRef Text);

} // namespace cohazard::cli

#endif
