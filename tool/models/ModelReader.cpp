//===----------------------------------------------------------------------===//
// What does a model file say? parse -> read on trial -> read for good. A file
// with a mistake leaves no trace: the trial fills a table that is thrown away.
//===----------------------------------------------------------------------===//

#include "models/ModelReader.h"
#include "models/Idioms.h"
#include "models/Sections.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace cohazard::models {

struct ModelReader::State {
  TableBuilder Builder;
  Vocabulary Known;
};

ModelReader::ModelReader(const Table *Known) : S(std::make_unique<State>()) {
  if (!Known)
    return;
  for (const Category &C : Known->Categories)
    S->Known.Categories.push_back(Known->text(C.Name).str());
  for (const Hint &H : Known->Hints)
    S->Known.Hints.emplace_back(Known->text(H.Key).str(),
                                Known->text(H.Sentence).str());
}

ModelReader::~ModelReader() = default;

static void readCategories(const YamlNode &Node, FileContext &File) {
  if (!Node.isMapping())
    File.Found.report(Node.Where, "'categories' maps a name to {on: true, "
                                  "text: what it means}");
  for (const YamlNode::Pair &P : Node.Pairs) {
    if (!P.Value.isMapping()) {
      File.Found.report(P.Value.Where, "a category is a mapping: {on: true, "
                                       "text: what it means}");
      continue;
    }
    Entry E(P.Value, nullptr, File);
    bool On = E.flag("on", true);
    File.Builder.Arrays.Categories.push_back(
        {File.Builder.text(P.Key), E.textId("text"), On, E.flag("movable", true)});
    E.reportUnknownKeys();
    if (!llvm::is_contained(File.Known.Categories, P.Key))
      File.Known.Categories.push_back(P.Key);
  }
}

static void readHints(const YamlNode &Node, FileContext &File) {
  if (!Node.isMapping())
    File.Found.report(Node.Where, "'hints' maps a key to a sentence");
  for (const YamlNode::Pair &P : Node.Pairs) {
    if (!P.Value.isText() || P.Value.Text.empty()) {
      File.Found.report(P.KeyWhere, "a hint is one sentence");
      continue;
    }
    File.Builder.Arrays.Hints.push_back(
        {File.Builder.text(P.Key), File.Builder.text(P.Value.Text)});
    llvm::erase_if(File.Known.Hints,
                   [&](const auto &H) { return H.first == P.Key; });
    File.Known.Hints.emplace_back(P.Key, P.Value.Text);
  }
}

/// Gives the keys that it knows.
static KeySet readHead(const YamlNode &Root, FileContext &File) {
  Entry Head(Root, nullptr, File);
  File.Library = Head.text("library", "project");
  File.LangC = Head.isC();
  File.Namespaces = Head.texts("namespaces");
  if (const YamlNode *Node = Root.find("categories"))
    readCategories(*Node, File);
  if (const YamlNode *Node = Root.find("hints"))
    readHints(*Node, File);
  KeySet Known = readIdioms(Root, Head, File);
  llvm::append_range(Known, Head.asked());
  for (llvm::StringRef Key : {"categories", "hints", "families"})
    Known.push_back(Key);
  return Known;
}

static void readSections(const YamlNode &Root, KeySet Known,
                         FileContext &File) {
  for (const Section &S : sections()) {
    Known.push_back(S.Name);
    if (const YamlNode *Node = Root.find(S.Name))
      readSection(S, *Node, File);
  }
  if (const YamlNode *Node = Root.find("families"))
    readFamilies(*Node, File);
  reportUnknownKeys(Root, Known, File.Found);
}

static void readFile(const YamlNode &Root, TableBuilder &Builder,
                     Vocabulary &Known, Mistakes &Found) {
  if (Root.What == YamlNode::Kind::Nothing)
    return;
  if (!Root.isMapping()) {
    Found.report(Root.Where, "a model file is a mapping of sections, e.g. "
                             "'blocking: [...]'");
    return;
  }
  FileContext File{Builder, Found, Known, "", false, {}};
  readSections(Root, readHead(Root, File), File);
}

llvm::Error ModelReader::read(llvm::MemoryBufferRef Yaml) {
  llvm::SourceMgr Sources;
  Mistakes Found(Sources);
  std::optional<YamlNode> Root = parseYaml(Yaml, Sources, Found);
  TableBuilder Trial;
  Vocabulary Tried = S->Known;
  if (Root)
    readFile(*Root, Trial, Tried, Found);
  if (Found.any())
    return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                   Found.text());
  readFile(*Root, S->Builder, S->Known, Found);
  return llvm::Error::success();
}

OwnedTable ModelReader::finish() && {
  OwnedTable Owner;
  static_cast<TableStorage &>(*Owner.Data) = std::move(S->Builder).finish();
  Owner.Data->View = Owner.Data->view();
  return Owner;
}

} // namespace cohazard::models
