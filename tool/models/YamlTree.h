//===----------------------------------------------------------------------===//
// What is written in a YAML file, and where? A small tree that can be asked in
// any order, which LLVM's parser (one pass, forward only) cannot.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_MODELS_YAMLTREE_H
#define COHAZARD_MODELS_YAMLTREE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/SMLoc.h"
#include "llvm/Support/SourceMgr.h"
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cohazard::models {

struct YamlNode {
  enum class Kind : uint8_t { Nothing, Text, List, Mapping };
  struct Pair;

  Kind What = Kind::Nothing;
  llvm::SMLoc Where;
  std::string Text;
  std::vector<YamlNode> Items;
  std::vector<Pair> Pairs;

  bool isText() const { return What == Kind::Text; }
  bool isList() const { return What == Kind::List; }
  bool isMapping() const { return What == Kind::Mapping; }
  /// The value of \p Key in a mapping, or null.
  const YamlNode *find(llvm::StringRef Key) const;
};

struct YamlNode::Pair {
  std::string Key;
  llvm::SMLoc KeyWhere;
  YamlNode Value;
};

/// Collects the mistakes of one file, each with its place.
class Mistakes {
public:
  explicit Mistakes(llvm::SourceMgr &Sources) : Sources(Sources) {}

  void report(llvm::SMLoc Where, const llvm::Twine &Message);
  void add(const llvm::SMDiagnostic &Found);
  bool any() const { return !All.empty(); }

  /// One line a mistake, in the order of the file.
  std::string text() const;

private:
  struct Mistake {
    std::string File;
    int Line, Column;
    std::string Message;
    bool operator==(const Mistake &) const = default;
  };
  llvm::SourceMgr &Sources;
  std::vector<Mistake> All;
};

/// The tree of \p Yaml, or nothing if the text is malformed. That, and keys
/// given twice, become mistakes.
std::optional<YamlNode> parseYaml(llvm::MemoryBufferRef Yaml,
                                  llvm::SourceMgr &Sources, Mistakes &Found);

/// The word of \p Words that \p Wrong was probably meant to be, or empty.
llvm::StringRef nearestWord(llvm::StringRef Wrong,
                            llvm::ArrayRef<llvm::StringRef> Words);

} // namespace cohazard::models

#endif
