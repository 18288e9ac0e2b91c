#include "hosts/cli/ChangedLines.h"
#include "hosts/cli/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include <limits>
#include <utility>

using namespace llvm;

namespace cohazard::cli {

//===-- Reading a diff
//-----------------------------------------------------===//

/// A name that git has put in quotes, as C writes strings.
static std::string unquoted(StringRef Name) {
  if (!Name.consume_front("\"")) // `diff -u` puts a time behind a tab.
    return Name.split('\t').first.rtrim('\r').str();
  std::string Out;
  while (!Name.empty() && Name.front() != '"') {
    if (!Name.consume_front("\\")) {
      Out += Name.front();
      Name = Name.drop_front();
      continue;
    }
    StringRef Digits = Name.take_while(isDigit).take_front(3);
    unsigned Byte;
    if (!Digits.empty() && !Digits.getAsInteger(8, Byte)) {
      Out += static_cast<char>(Byte);
      Name = Name.drop_front(Digits.size());
    } else if (!Name.empty()) {
      size_t Control = StringRef("abtnvfr").find(Name.front());
      Out += Control == StringRef::npos ? Name.front()
                                        : static_cast<char>('\a' + Control);
      Name = Name.drop_front();
    }
  }
  return Out;
}

/// The file that a diff's name means: the first that exists.
static std::string fileNamed(StringRef Name, StringRef Root) {
  StringRef Stripped = Name.split('/').second;
  // git's own letters: a b, or with diff.mnemonicPrefix c i o w.
  bool HasPrefix = Name.size() > 2 && Name[1] == '/' &&
                   StringRef("abciow").contains(Name[0]);
  StringRef First = HasPrefix ? Stripped : Name;
  StringRef Second = HasPrefix ? Name : Stripped;
  for (StringRef Each : {First, Second})
    for (StringRef Folder : {Root, StringRef()})
      if (!Each.empty() && sys::fs::exists(absolutePath(Each, Folder)))
        return realPath(Each, Folder);
  return absolutePath(First, Root);
}

/// Takes `12,3` or `12`.
static bool takeRange(StringRef &Text, unsigned &Begin, unsigned &Count) {
  Count = 1;
  return !Text.consumeInteger(10, Begin) &&
         (!Text.consume_front(",") || !Text.consumeInteger(10, Count));
}

class DiffReader {
public:
  DiffReader(ChangedLines &Out, StringRef Root) : Out(Out), Root(Root) {}
  Error read(StringRef Diff);

private:
  bool inHunk() const { return OldLeft || NewLeft; }
  Error header(StringRef Line);
  Error inside(StringRef Line);
  void mark(unsigned First, unsigned Last) {
    if (Changed)
      Changed->push_back({First, Last});
  }
  /// Lines that nothing has taken the place of: what is around may mean
  /// something else now.
  void markDeletion() {
    if (std::exchange(Deleted, false))
      mark(NewLine - (NewLine > 1), NewLine);
  }

  ChangedLines &Out;
  StringRef Root;
  std::vector<ChangedLines::Lines> *Changed = nullptr; ///< of the file
  unsigned OldLeft = 0, NewLeft = 0;                   ///< lines of the hunk
  unsigned NewLine = 0;                                ///< the next one
  bool Deleted = false; ///< the lines in front of it
  bool HasFiles = false;
};

Error DiffReader::header(StringRef Line) {
  if (Line.consume_front("+++ ")) {
    HasFiles = true;
    std::string Name = unquoted(Line);
    Changed =
        Name == "/dev/null" ? nullptr : &Out.ByFile[fileNamed(Name, Root)];
  } else if (HasFiles && Line.starts_with("@@")) {
    unsigned OldLine;
    if (!Line.consume_front("@@ -") || !takeRange(Line, OldLine, OldLeft) ||
        !Line.consume_front(" +") || !takeRange(Line, NewLine, NewLeft))
      return createStringError("a line that begins with '@@' cannot be read");
    NewLine += !NewLeft; // Where all is deleted, the line in front is named.
  }
  return Error::success();
}

Error DiffReader::inside(StringRef Line) {
  char Kind = Line.empty() ? ' ' : Line.front(); // Mail takes spaces away.
  if (Kind == '\\')                              // No newline at end of file.
    return Error::success();
  if ((Kind != ' ' && Kind != '+' && Kind != '-' && Kind != '\r') ||
      (Kind == '-' && !OldLeft) || (Kind == '+' && !NewLeft))
    return createStringError("it ends within a hunk");
  if (Kind == '-') {
    --OldLeft;
    Deleted = true;
  } else {
    if (Kind == '+') {
      mark(NewLine, NewLine);
      Deleted = false;
    } else {
      markDeletion();
      OldLeft -= OldLeft > 0;
    }
    NewLeft -= NewLeft > 0;
    ++NewLine;
  }
  if (!inHunk())
    markDeletion();
  return Error::success();
}

Error DiffReader::read(StringRef Diff) {
  const bool IsEmpty = Diff.trim().empty();
  while (!Diff.empty()) {
    auto [Line, Rest] = Diff.split('\n');
    Diff = Rest;
    if (Error Wrong = inHunk() ? inside(Line) : header(Line))
      return Wrong;
  }
  if (inHunk())
    return createStringError("it ends within a hunk");
  if (!HasFiles && !IsEmpty)
    return createStringError("it has no line that begins with '+++'");
  return Error::success();
}

Expected<ChangedLines> ChangedLines::of(StringRef Diff,
                                        const std::string &Root) {
  ChangedLines Out;
  if (Error Wrong = DiffReader(Out, Root).read(Diff))
    return createStringError("this is no unified diff: " +
                             toString(std::move(Wrong)));
  return Out;
}

//===-- Asking git
//---------------------------------------------------------===//

/// What git prints; an error says what it said.
static Expected<std::string> git(ArrayRef<StringRef> Arguments) {
  ErrorOr<std::string> Program = sys::findProgramByName("git");
  if (!Program)
    return createStringError(
        "--diff needs git, which is not in PATH; or pipe a "
        "unified diff into --diff=-");
  SmallString<128> OutPath, ErrPath;
  for (SmallString<128> *Path : {&OutPath, &ErrPath})
    if (std::error_code Wrong =
            sys::fs::createTemporaryFile("cohazard", "git", *Path))
      return createStringError(Wrong, "no temporary file can be made: " +
                                          Wrong.message());
  FileRemover RemoveOut(OutPath), RemoveErr(ErrPath);
  std::vector<StringRef> All{*Program};
  append_range(All, Arguments);
  int Code = sys::ExecuteAndWait(
      *Program, All, std::nullopt,
      {StringRef(""), StringRef(OutPath), StringRef(ErrPath)});
  auto Said = MemoryBuffer::getFile(Code ? ErrPath : OutPath);
  if (!Said)
    return createStringError(Said.getError(), "what git says cannot be read");
  std::string Text = (*Said)->getBuffer().str();
  if (Code)
    return createStringError("git says: " + StringRef(Text).trim().str());
  return Text;
}

Expected<ChangedLines> ChangedLines::since(StringRef Ref,
                                           const std::string &Root) {
  if (Ref.empty() || Ref.starts_with("-"))
    return createStringError("'" + Ref + "' is no commit or branch");
  Expected<std::string> Diff =
      git({"-C", Root, "-c", "core.quotePath=false", "diff", "--merge-base",
           "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv",
           "--relative", "--src-prefix=a/", "--dst-prefix=b/", Ref, "--"});
  if (!Diff)
    return createStringError(
        "--diff=" + Ref + " cannot be told: " + toString(Diff.takeError()) +
        "; a shallow clone must be fetched as deep as that");
  Expected<std::string> Unknown =
      git({"-C", Root, "ls-files", "--others", "--exclude-standard", "-z"});
  if (!Unknown)
    return Unknown.takeError();
  Expected<ChangedLines> Out = of(*Diff, Root);
  if (!Out)
    return Out;
  SmallVector<StringRef> Names;
  StringRef(*Unknown).split(Names, '\0', -1, /*KeepEmpty=*/false);
  for (StringRef Name : Names)
    Out->ByFile[realPath(Name, Root)] = {
        {1, std::numeric_limits<unsigned>::max()}};
  return Out;
}

//===-- Answering
//----------------------------------------------------------===//

bool ChangedLines::contain(const ReportPlace &Where) const {
  auto Found = Where ? ByFile.find(realPath(Where.Path)) : ByFile.end();
  return Found != ByFile.end() && any_of(Found->second, [&](Lines Each) {
           return Each.First <= Where.EndLine && Where.Line <= Each.Last;
         });
}

bool ChangedLines::touch(const ReportedFinding &F) const {
  return contain(F.Where) || any_of(F.Notes, [&](const ReportNote &Note) {
           return contain(Note.Where);
         });
}

} // namespace cohazard::cli
