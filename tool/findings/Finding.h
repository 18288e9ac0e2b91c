//===----------------------------------------------------------------------===//
// What does a check report? A message at a site, and the notes that tell its
// story, ready for any host.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FINDINGS_FINDING_H
#define COHAZARD_FINDINGS_FINDING_H

#include "source/Site.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace cohazard {

struct Note {
  Site Where; ///< none: the note stands at the finding itself
  std::string Message;
};

/// Replaces `Length` bytes by `Text`.
struct Edit {
  Site Where;
  uint32_t Length = 0;
  std::string Text;
};

/// A way to mend the code: all of its edits, or none.
struct Fix {
  std::string Title; ///< what it does, for a menu: "await the task"
  std::vector<Edit> Edits;
  std::string WhyUnsafe; ///< what may go wrong; empty: it keeps the meaning
  /// Whether it compiles only the compiler can tell: safe for a host that
  /// parses again before it writes.
  bool NeedsProof = false;
};

struct Finding {
  std::string Check; ///< the check's id without the `cohazard-` in front
  Site Where;
  std::string Message;
  std::vector<Note> Notes;
  std::vector<Fix> Fixes; ///< alternatives, the best first
  /// What it speaks of, where one place may have findings about several.
  std::string Subject;
};

/// Collects what the checks report.
class FindingSink {
public:
  Finding &report(llvm::StringRef Check, Site Where, std::string Message);
  /// The findings ordered by file path, line, column, check and message; one
  /// for each place, check and subject.
  std::vector<Finding> take(const FileTable &Files) &&;

private:
  std::vector<Finding> Findings;
};

} // namespace cohazard

#endif
