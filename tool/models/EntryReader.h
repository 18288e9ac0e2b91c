//===----------------------------------------------------------------------===//
// What does one entry of a model file say? Looks a key up in the entry, then in
// its group's defaults, and reports what is not understood.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_MODELS_ENTRYREADER_H
#define COHAZARD_MODELS_ENTRYREADER_H

#include "models/TableStorage.h"
#include "models/YamlTree.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include <optional>

namespace cohazard::models {

/// The categories and hints that entries may name, with a hint's sentence.
struct Vocabulary {
  std::vector<std::string> Categories;
  std::vector<std::pair<std::string, std::string>> Hints;
};

/// The file being read: what all its entries share.
struct FileContext {
  TableBuilder &Builder;
  Mistakes &Found;
  Vocabulary &Known;
  std::string Library;
  bool LangC = false;
  std::vector<std::string> Namespaces; ///< empty: names are complete
};

template <typename T> struct Word {
  llvm::StringLiteral Spelling;
  T Value;
};

/// The keys that the readers asked for: those that may be written.
using KeySet = std::vector<llvm::StringRef>;

class Entry {
public:
  /// \p Own is a name or a mapping; \p Defaults may be null.
  Entry(const YamlNode &Own, const YamlNode *Defaults, FileContext &File)
      : Own(Own), Defaults(Defaults), File(File) {}

  FileContext &file() { return File; }
  TableBuilder &builder() { return File.Builder; }
  llvm::SMLoc where() const { return Own.Where; }

  /// The node of \p Key, or null; remembers that the key is known.
  const YamlNode *find(llvm::StringLiteral Key);

  std::string text(llvm::StringLiteral Key, llvm::StringRef Default = "");
  TextId textId(llvm::StringLiteral Key) { return builder().text(text(Key)); }
  std::vector<std::string> texts(llvm::StringLiteral Key);
  int number(llvm::StringLiteral Key, int Default, int Least, int Most);
  bool flag(llvm::StringLiteral Key, bool Default);
  /// `N`, `object`, `last`, `every` as an argument number of Model.h.
  int8_t argument(llvm::StringLiteral Key, int8_t Default);
  Range conditions(llvm::StringLiteral Key);
  /// Name and aka, with each of the file's namespaces.
  std::vector<std::string> names();
  std::vector<std::string> complete(llvm::StringRef Name) const;
  bool isC();

  template <typename T, size_t N>
  T word(llvm::StringLiteral Key, const Word<T> (&Words)[N], T Default) {
    const YamlNode *Node = find(Key);
    if (!Node)
      return Default;
    llvm::SmallVector<llvm::StringRef, 16> Spellings;
    for (const Word<T> &W : Words) {
      if (Node->isText() && Node->Text == W.Spelling)
        return W.Value;
      Spellings.push_back(W.Spelling);
    }
    reportWord(Key, *Node, Spellings);
    return Default;
  }

  void require(llvm::StringLiteral Key);
  void reportWord(llvm::StringRef Key, const YamlNode &Node,
                  llvm::ArrayRef<llvm::StringRef> Words);
  /// Own keys that no reader asked for. Defaults are the group's to report.
  void reportUnknownKeys() const;
  const KeySet &asked() const { return Asked; }

private:
  const YamlNode &Own;
  const YamlNode *Defaults;
  FileContext &File;
  KeySet Asked;
};

/// Reports the keys of \p Mapping that are not in \p Known.
void reportUnknownKeys(const YamlNode &Mapping, const KeySet &Known,
                       Mistakes &Found);

} // namespace cohazard::models

#endif
