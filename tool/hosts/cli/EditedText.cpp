#include "hosts/cli/EditedText.h"
#include "llvm/ADT/STLExtras.h"

using llvm::StringRef;

namespace cohazard::cli {

/// How the line at \p At ends; the last line, as the one before.
static StringRef lineEnding(StringRef Contents, size_t At) {
  size_t End = Contents.find('\n', At);
  if (End == StringRef::npos)
    End = Contents.rfind('\n');
  bool HasReturn =
      End != StringRef::npos && End > 0 && Contents[End - 1] == '\r';
  return HasReturn ? "\r\n" : "\n";
}

static std::string withLineEnding(StringRef Text, StringRef Ending) {
  std::string Out;
  for (size_t I = 0; I < Text.size(); ++I) {
    bool Bare = Text[I] == '\n' && (I == 0 || Text[I - 1] != '\r');
    if (Bare)
      Out += Ending;
    else
      Out += Text[I];
  }
  return Out;
}

llvm::SmallVector<StringRef> linesOf(StringRef Text) {
  llvm::SmallVector<StringRef> Lines;
  while (!Text.empty()) {
    size_t End = Text.find('\n');
    Lines.push_back(Text.take_front(End == StringRef::npos ? End : End + 1));
    Text = Text.drop_front(Lines.back().size());
  }
  return Lines;
}

static constexpr StringRef ByteOrderMark = "\xEF\xBB\xBF";

Edits fitted(StringRef Contents, TextEdit Edit) {
  size_t Start = Contents.starts_with(ByteOrderMark) ? ByteOrderMark.size() : 0;
  if (Edit.Offset < Start && Edit.Length == 0)
    Edit.Offset = Start;
  Edit.Text = withLineEnding(Edit.Text, lineEnding(Contents, Edit.Offset));
  bool AtLineStart = Edit.Offset == Start || Contents[Edit.Offset - 1] == '\n';
  Edit.AddsLines =
      Edit.Length == 0 && AtLineStart && StringRef(Edit.Text).ends_with("\n");
  auto Lines = linesOf(Edit.Text);
  bool OnlyIncludes = llvm::all_of(
      Lines, [](StringRef Line) { return Line.starts_with("#include"); });
  if (!Edit.AddsLines || !OnlyIncludes)
    return {std::move(Edit)};
  Edits Out;
  for (StringRef Line : Lines)
    Out.push_back({Edit.Offset, 0, Line.str(), true});
  return Out;
}

void normalize(Edits &Unsorted) {
  llvm::sort(Unsorted);
  Unsorted.erase(llvm::unique(Unsorted), Unsorted.end());
}

std::string applied(StringRef Contents, const Edits &Made) {
  std::string Out;
  size_t Copied = 0;
  for (const TextEdit &E : Made) {
    Out += Contents.slice(Copied, E.Offset);
    Out += E.Text;
    Copied = E.end();
  }
  Out += Contents.substr(Copied);
  return Out;
}

size_t originalOffset(const Edits &Made, size_t Offset) {
  size_t Grown = 0, Shrunk = 0; // by the edits in front
  for (const TextEdit &E : Made) {
    size_t Begin = E.Offset + Grown - Shrunk;
    if (Offset < Begin)
      break;
    if (Offset < Begin + E.Text.size())
      return E.Offset;
    Grown += E.Text.size();
    Shrunk += E.Length;
  }
  return Offset + Shrunk - Grown;
}

size_t lineAt(StringRef Contents, size_t Offset) {
  return Contents.take_front(Offset).count('\n');
}

} // namespace cohazard::cli
