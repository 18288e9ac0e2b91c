#include "hosts/cli/UnifiedDiff.h"

using llvm::StringRef;

namespace cohazard::cli {

namespace {

/// Lines that give way to others.
struct LineChange {
  size_t First = 0, Removed = 0;
  std::vector<std::string> Added;
};

class DiffWriter {
public:
  DiffWriter(StringRef Contents, const Edits &Made)
      : Contents(Contents), Lines(linesOf(Contents)) {
    for (size_t I = 0; I < Made.size();)
      I = takeChange(Made, I);
  }

  std::string hunks() {
    for (size_t I = 0; I < Changes.size();)
      I = writeHunk(I);
    return std::move(Out);
  }

private:
  static constexpr size_t Context = 3; // as diff -u

  size_t takeChange(const Edits &Made, size_t First);
  size_t writeHunk(size_t First);
  void writeLines(char Mark, size_t Begin, size_t End);
  void writeLine(char Mark, StringRef Line);

  size_t startOf(size_t Line) const {
    return Line < Lines.size() ? Lines[Line].data() - Contents.data()
                               : Contents.size();
  }

  StringRef Contents;
  llvm::SmallVector<StringRef> Lines;
  std::vector<LineChange> Changes;
  std::ptrdiff_t Shift = 0; ///< lines added so far, less those removed
  std::string Out;
};

} // namespace

/// Takes the edits from \p First on that share lines; gives the next one's
/// index.
size_t DiffWriter::takeChange(const Edits &Made, size_t First) {
  size_t Begin = lineAt(Contents, Made[First].Offset), End = Begin,
         Next = First;
  Edits Together;
  for (; Next < Made.size(); ++Next) {
    if (Next > First && lineAt(Contents, Made[Next].Offset) > End)
      break;
    End = std::max(End, lineAt(Contents, Made[Next].end()));
    Together.push_back(Made[Next]);
    Together.back().Offset -= startOf(Begin);
  }
  StringRef Old = Contents.slice(startOf(Begin), startOf(End + 1));
  std::string New = applied(Old, Together);
  auto OldLines = linesOf(Old), NewLines = linesOf(New);
  size_t Same = 0, Least = std::min(OldLines.size(), NewLines.size());
  while (Same < Least && OldLines[Same] == NewLines[Same])
    ++Same;
  size_t SameEnd = 0;
  while (SameEnd < Least - Same && OldLines[OldLines.size() - 1 - SameEnd] ==
                                       NewLines[NewLines.size() - 1 - SameEnd])
    ++SameEnd;
  LineChange Change{Begin + Same, OldLines.size() - Same - SameEnd, {}};
  for (size_t I = Same; I < NewLines.size() - SameEnd; ++I)
    Change.Added.push_back(NewLines[I].str());
  if (Change.Removed || !Change.Added.empty())
    Changes.push_back(std::move(Change));
  return Next;
}

void DiffWriter::writeLine(char Mark, StringRef Line) {
  Out += Mark;
  Out += Line;
  if (!Line.ends_with("\n"))
    Out += "\n\\ No newline at end of file\n";
}

void DiffWriter::writeLines(char Mark, size_t Begin, size_t End) {
  for (; Begin < End; ++Begin)
    writeLine(Mark, Lines[Begin]);
}

/// Writes the changes from \p First on that share their context; gives the next
/// one's index.
size_t DiffWriter::writeHunk(size_t First) {
  size_t Last = First, Added = 0, Removed = 0;
  auto EndOf = [&](size_t I) { return Changes[I].First + Changes[I].Removed; };
  while (Last + 1 < Changes.size() &&
         Changes[Last + 1].First - EndOf(Last) <= 2 * Context)
    ++Last;
  for (size_t I = First; I <= Last; ++I) {
    Added += Changes[I].Added.size();
    Removed += Changes[I].Removed;
  }
  size_t Begin = Changes[First].First - std::min(Changes[First].First, Context);
  size_t End = std::min(EndOf(Last) + Context, Lines.size());
  // A side that has no lines is named by the line in front of it.
  auto Range = [](size_t Start, size_t Count) {
    return std::to_string(Count ? Start + 1 : Start) +
           (Count == 1 ? "" : "," + std::to_string(Count));
  };
  size_t Count = End - Begin;
  Out += "@@ -" + Range(Begin, Count) + " +" +
         Range(Begin + Shift, Count + Added - Removed) + " @@\n";
  for (size_t I = First; I <= Last; ++I) {
    writeLines(' ', Begin, Changes[I].First);
    writeLines('-', Changes[I].First, EndOf(I));
    for (const std::string &Line : Changes[I].Added)
      writeLine('+', Line);
    Begin = EndOf(I);
  }
  writeLines(' ', Begin, End);
  Shift +=
      static_cast<std::ptrdiff_t>(Added) - static_cast<std::ptrdiff_t>(Removed);
  return Last + 1;
}

std::string unifiedDiff(StringRef Path, StringRef Contents, const Edits &Made) {
  std::string Hunks = DiffWriter(Contents, Made).hunks();
  if (Hunks.empty())
    return "";
  bool Below = !Path.starts_with("/");
  std::string Name = Path.str();
  return "--- " + (Below ? "a/" + Name : Name) + "\n+++ " +
         (Below ? "b/" + Name : Name) + "\n" + Hunks;
}

} // namespace cohazard::cli
