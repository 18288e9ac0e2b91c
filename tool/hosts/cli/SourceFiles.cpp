#include "hosts/cli/SourceFiles.h"
#include "hosts/cli/Paths.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using llvm::StringRef;

namespace cohazard::cli {

static std::string withSlash(std::string Folder) {
  return StringRef(Folder).ends_with("/") ? Folder : Folder + "/";
}

SourceFiles::SourceFiles(std::string TheRoot)
    : Root(withSlash(absolutePath(TheRoot))),
      RealRoot(withSlash(realPath(TheRoot))),
      Diagnostics(compat::makeDiagnostics(Options, Silent)),
      Files(FileSystemOptions()), Sources(*Diagnostics, Files) {}

FileID SourceFiles::open(StringRef Path) {
  OptionalFileEntryRef File = Files.getOptionalFileRef(Path);
  return File ? Sources.getOrCreateFileID(*File, SrcMgr::C_User) : FileID();
}

StringRef SourceFiles::contents(StringRef Path) {
  FileID Id = open(Path);
  return Id.isValid() ? Sources.getBufferData(Id) : StringRef();
}

std::string SourceFiles::shown(StringRef Path) const {
  for (StringRef Folder : {StringRef(Root), StringRef(RealRoot)})
    if (Path.consume_front(Folder))
      return Path.str();
  return Path.str();
}

static size_t lineBegin(StringRef Text, unsigned Offset) {
  return Text.take_front(Offset).find_last_of("\r\n") + 1; // npos: 0
}

static StringRef lineAround(StringRef Text, unsigned Offset) {
  StringRef Rest = Text.substr(lineBegin(Text, Offset));
  return Rest.take_until([](char C) { return C == '\n' || C == '\r'; });
}

/// From 1. A byte order mark is no text; a byte that is no UTF-8 is one unit.
static unsigned columnInUtf16(StringRef Text, unsigned Offset) {
  size_t Begin = lineBegin(Text, Offset);
  StringRef InFront = Text.slice(Begin, Offset);
  if (Begin == 0)
    InFront.consume_front("\xef\xbb\xbf");
  unsigned Column = 1;
  for (unsigned char C : validUtf8(InFront)) {
    bool Continues = (C & 0xC0) == 0x80;
    bool TakesTwo = C >= 0xF0;
    Column += Continues ? 0 : TakesTwo ? 2 : 1;
  }
  return Column;
}

ReportPlace SourceFiles::placed(StringRef Path, FileID Id, unsigned Offset,
                                unsigned Length) {
  StringRef Text = Sources.getBufferData(Id);
  // The file may have become shorter since it was parsed.
  Offset = std::min<size_t>(Offset, Text.size());
  Length = std::min<size_t>(Length, Text.size() - Offset);
  ReportPlace Out;
  Out.Path = Path.str();
  Out.File = shown(Path);
  Out.Offset = Offset;
  Out.Length = Length;
  Out.Line = Sources.getLineNumber(Id, Offset);
  Out.Column = Sources.getColumnNumber(Id, Offset);
  Out.EndLine = Sources.getLineNumber(Id, Offset + Length);
  Out.EndColumn = Sources.getColumnNumber(Id, Offset + Length);
  Out.Column16 = columnInUtf16(Text, Offset);
  Out.EndColumn16 = columnInUtf16(Text, Offset + Length);
  Out.Source = lineAround(Text, Offset).str();
  return Out;
}

ReportPlace SourceFiles::stretch(StringRef Path, unsigned Offset,
                                 unsigned Length) {
  FileID Id = open(Path);
  return Id.isValid() ? placed(Path, Id, Offset, Length) : ReportPlace();
}

void SourceFiles::addLinesAround(const ReportPlace &Place, SourceLines &Out) {
  constexpr unsigned Around = 3;
  FileID Id = open(Place.Path);
  if (Id.isInvalid())
    return;
  StringRef Text = Sources.getBufferData(Id);
  unsigned First = Place.Line > Around ? Place.Line - Around : 1;
  unsigned Last =
      std::min(Place.EndLine + Around,
               Sources.getLineNumber(Id, static_cast<unsigned>(Text.size())));
  for (unsigned Line = First; Line <= Last; ++Line)
    if (auto [At, IsNew] = Out.try_emplace(Line); IsNew)
      At->second = lineAround(Text, Sources.getFileOffset(Sources.translateLineCol(
                                        Id, Line, 1)))
                       .str();
}

ReportPlace SourceFiles::tokenAt(StringRef Path, unsigned Offset) {
  FileID Id = open(Path);
  if (Id.isInvalid())
    return {};
  StringRef Text = Sources.getBufferData(Id);
  unsigned Length = 0;
  if (Offset < Text.size()) {
    LangOptions Language;
    Language.CPlusPlus = Language.CPlusPlus20 = true;
    auto lengthAt = [&](unsigned At) {
      return Lexer::MeasureTokenLength(
          Sources.getLocForStartOfFile(Id).getLocWithOffset(
              static_cast<int>(At)),
          Sources, Language);
    };
    Length = lengthAt(Offset);
    if (Text.substr(Offset).starts_with("::")) // It says little without a name.
      Length += lengthAt(Offset + Length);
    size_t ToLineEnd = Text.substr(Offset).find_first_of("\r\n");
    Length = static_cast<unsigned>(std::min<size_t>(Length, ToLineEnd));
  }
  return placed(Path, Id, Offset, Length);
}

} // namespace cohazard::cli
