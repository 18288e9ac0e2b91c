#include "hosts/cli/ReportModel.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/JSON.h"

using llvm::StringRef;

namespace cohazard::cli {

std::map<std::string, size_t> RunReport::findingsByCheck() const {
  std::map<std::string, size_t> Counts;
  for (const ReportedFinding &F : Findings)
    ++Counts[F.Check];
  return Counts;
}

StringRef nameOf(NoteRole Role) {
  switch (Role) {
  case NoteRole::Step:
    return "step";
  case NoteRole::Access:
    return "access";
  case NoteRole::Lock:
    return "lock";
  case NoteRole::Thread:
    return "thread";
  case NoteRole::Declared:
    return "declared";
  case NoteRole::Other:
    return "other";
  }
  llvm_unreachable("no such role");
}

NoteRole roleOf(StringRef Message) {
  if (Message.contains(" calls ") && Message.ends_with(" here"))
    return NoteRole::Step;
  return llvm::StringSwitch<NoteRole>(Message)
      .StartsWith("read here", NoteRole::Access)
      .StartsWith("written here", NoteRole::Access)
      .StartsWith("acquired here", NoteRole::Lock)
      .StartsWith("the same lock is held", NoteRole::Lock)
      .StartsWith("thread started here", NoteRole::Thread)
      .StartsWith("handed to the event loop here", NoteRole::Thread)
      .StartsWith("event loop run here", NoteRole::Thread)
      .StartsWith("declared here", NoteRole::Declared)
      .Default(NoteRole::Other);
}

static bool isOnTheWay(const ReportNote &Note) {
  return Note.Where &&
         (Note.Role == NoteRole::Step || Note.Role == NoteRole::Thread);
}

static bool samePlace(const ReportPlace &A, const ReportPlace &B) {
  return A.Path == B.Path && A.Offset == B.Offset;
}

/// In a race each thread comes from where it was started to its access. Those
/// of the finding's own are told first, those of the other behind its access.
static std::vector<ReportFlow> flowsOfRace(const ReportedFinding &F,
                                           int OtherAccess) {
  ReportFlow Mine, Other;
  for (int I = 0, E = static_cast<int>(F.Notes.size()); I < E; ++I) {
    if (I > OtherAccess && F.Notes[I].Role == NoteRole::Access)
      break; // further accesses are told without their ways
    if (isOnTheWay(F.Notes[I]))
      (I < OtherAccess ? Mine : Other).push_back(I);
  }
  Mine.push_back(-1);
  Other.push_back(OtherAccess);
  return {Mine, Other};
}

std::vector<ReportFlow> flowsOf(const ReportedFinding &F) {
  bool FromThread = false;
  ReportFlow Way;
  for (int I = 0, E = static_cast<int>(F.Notes.size()); I < E; ++I) {
    const ReportNote &Note = F.Notes[I];
    if (Note.Role == NoteRole::Access && Note.Where &&
        !samePlace(Note.Where, F.Where))
      return flowsOfRace(F, I);
    FromThread |= Note.Role == NoteRole::Thread;
    if (isOnTheWay(Note))
      Way.push_back(I);
  }
  if (Way.empty())
    return {};
  // A thread arrives at its access; a blocking call leads away from the
  // finding.
  Way.insert(FromThread ? Way.end() : Way.begin(), -1);
  return {Way};
}

std::string validUtf8(StringRef Text) {
  return llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
}

} // namespace cohazard::cli
