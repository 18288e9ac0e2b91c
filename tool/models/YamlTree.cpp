//===----------------------------------------------------------------------===//
// What is written in a YAML file, and where? Copies LLVM's forward-only nodes
// into a tree and turns the parser's complaints into mistakes.
//===----------------------------------------------------------------------===//

#include "models/YamlTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/YAMLParser.h"
#include "llvm/Support/raw_ostream.h"
#include <tuple>

namespace cohazard::models {

const YamlNode *YamlNode::find(llvm::StringRef Key) const {
  for (const Pair &P : Pairs)
    if (P.Key == Key)
      return &P.Value;
  return nullptr;
}

void Mistakes::report(llvm::SMLoc Where, const llvm::Twine &Message) {
  add(Sources.GetMessage(Where, llvm::SourceMgr::DK_Error, Message));
}

void Mistakes::add(const llvm::SMDiagnostic &Found) {
  Mistake New{Found.getFilename().str(), Found.getLineNo(),
              Found.getColumnNo() + 1, Found.getMessage().str()};
  // A mistake in a group's defaults is met by each of its entries.
  if (!llvm::is_contained(All, New))
    All.push_back(std::move(New));
}

std::string Mistakes::text() const {
  std::vector<const Mistake *> Sorted;
  for (const Mistake &M : All)
    Sorted.push_back(&M);
  llvm::sort(Sorted, [](const Mistake *A, const Mistake *B) {
    return std::tie(A->Line, A->Column, A->Message) <
           std::tie(B->Line, B->Column, B->Message);
  });
  std::string Lines;
  llvm::raw_string_ostream Out(Lines);
  for (const Mistake *M : Sorted) {
    Out << M->File << ':' << M->Line << ':' << M->Column
        << ": error: " << M->Message;
    if (M != Sorted.back())
      Out << '\n';
  }
  return Lines;
}

static YamlNode copy(llvm::yaml::Node *From, Mistakes &Found);

static void copyPairs(llvm::yaml::MappingNode &From, YamlNode &To,
                      Mistakes &Found) {
  llvm::StringSet<> Seen;
  for (llvm::yaml::KeyValueNode &KeyValue : From) {
    // The parser moves forward only: the key must be copied before the value.
    YamlNode Key = copy(KeyValue.getKey(), Found);
    YamlNode Value = copy(KeyValue.getValue(), Found);
    if (!Key.isText()) {
      Found.report(Key.Where, "a key must be a word");
      continue;
    }
    if (!Seen.insert(Key.Text).second)
      Found.report(Key.Where,
                   "'" + Key.Text + "' is given twice; keep one of the two");
    if (Value.What == YamlNode::Kind::Nothing)
      Value.Where = Key.Where; // the parser gives the next token's place
    To.Pairs.push_back({Key.Text, Key.Where, std::move(Value)});
  }
}

static YamlNode copy(llvm::yaml::Node *From, Mistakes &Found) {
  YamlNode To;
  if (!From)
    return To;
  To.Where = From->getSourceRange().Start;
  // `executor: &app::pool` would quietly mean `::pool`.
  if (!From->getAnchor().empty() || llvm::isa<llvm::yaml::AliasNode>(From)) {
    Found.report(To.Where, "anchors and aliases are not used here; text that "
                           "begins with '&' or '*' stands in quotes");
    return To;
  }
  if (auto *Scalar = llvm::dyn_cast<llvm::yaml::ScalarNode>(From)) {
    llvm::SmallString<64> Buffer;
    To.What = YamlNode::Kind::Text;
    To.Text = Scalar->getValue(Buffer).str();
  } else if (auto *Block = llvm::dyn_cast<llvm::yaml::BlockScalarNode>(From)) {
    To.What = YamlNode::Kind::Text;
    To.Text = Block->getValue().trim().str();
  } else if (auto *List = llvm::dyn_cast<llvm::yaml::SequenceNode>(From)) {
    To.What = YamlNode::Kind::List;
    for (llvm::yaml::Node &Item : *List)
      To.Items.push_back(copy(&Item, Found));
  } else if (auto *Mapping = llvm::dyn_cast<llvm::yaml::MappingNode>(From)) {
    To.What = YamlNode::Kind::Mapping;
    copyPairs(*Mapping, To, Found);
  }
  return To;
}

std::optional<YamlNode> parseYaml(llvm::MemoryBufferRef Yaml,
                                  llvm::SourceMgr &Sources, Mistakes &Found) {
  Sources.setDiagHandler(
      [](const llvm::SMDiagnostic &Diagnostic, void *Context) {
        static_cast<Mistakes *>(Context)->add(Diagnostic);
      },
      &Found);
  llvm::yaml::Stream Stream(Yaml, Sources, /*ShowColors=*/false);
  auto Document = Stream.begin();
  YamlNode Root;
  if (Document != Stream.end())
    Root = copy(Document->getRoot(), Found);
  if (Stream.failed())
    return std::nullopt;
  return Root;
}

llvm::StringRef nearestWord(llvm::StringRef Wrong,
                            llvm::ArrayRef<llvm::StringRef> Words) {
  llvm::StringRef Nearest;
  // A third of the letters may differ: more is another word, not a slip.
  unsigned Best = Wrong.size() / 3 + 2;
  for (llvm::StringRef Word : Words) {
    unsigned Distance = Wrong.edit_distance(Word, true, Best);
    if (Distance < Best) {
      Best = Distance;
      Nearest = Word;
    }
  }
  return Nearest;
}

} // namespace cohazard::models
