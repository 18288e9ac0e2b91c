//===----------------------------------------------------------------------===//
// What does one entry of a model file say? Each getter reports a value of the
// wrong kind at its place and answers with the default, so that one run finds
// every mistake.
//===----------------------------------------------------------------------===//

#include "models/EntryReader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace cohazard::models {

const YamlNode *Entry::find(llvm::StringLiteral Key) {
  if (!llvm::is_contained(Asked, Key))
    Asked.push_back(Key);
  if (const YamlNode *Node = Own.find(Key))
    return Node;
  return Defaults ? Defaults->find(Key) : nullptr;
}

std::string Entry::text(llvm::StringLiteral Key, llvm::StringRef Default) {
  const YamlNode *Node = find(Key);
  if (!Node)
    return Default.str();
  if (!Node->isText())
    File.Found.report(Node->Where, "'" + Key + "' is one text");
  else if (Node->Text.empty())
    File.Found.report(Node->Where,
                      "'" + Key + "' is empty; leave it out or fill it in");
  return Node->Text;
}

/// A list of texts, or one text where a list has one member.
static std::vector<std::string> textsOf(const YamlNode &Node,
                                        llvm::StringRef Key, Mistakes &Found) {
  if (Node.isText())
    return {Node.Text};
  std::vector<std::string> Texts;
  if (!Node.isList())
    Found.report(Node.Where, "'" + Key + "' is a list of texts");
  for (const YamlNode &Item : Node.Items) {
    if (Item.isText() && !Item.Text.empty())
      Texts.push_back(Item.Text);
    else
      Found.report(Item.Where, "'" + Key + "' is a list of texts");
  }
  return Texts;
}

std::vector<std::string> Entry::texts(llvm::StringLiteral Key) {
  const YamlNode *Node = find(Key);
  return Node ? textsOf(*Node, Key, File.Found) : std::vector<std::string>();
}

int Entry::number(llvm::StringLiteral Key, int Default, int Least, int Most) {
  const YamlNode *Node = find(Key);
  if (!Node)
    return Default;
  int Value = 0;
  if (Node->isText() && !llvm::StringRef(Node->Text).getAsInteger(10, Value) &&
      Value >= Least && Value <= Most)
    return Value;
  File.Found.report(Node->Where, "'" + Key + "' is a number from " +
                                     llvm::Twine(Least) + " to " +
                                     llvm::Twine(Most) + ", not '" +
                                     Node->Text + "'");
  return Default;
}

bool Entry::flag(llvm::StringLiteral Key, bool Default) {
  static constexpr Word<bool> Words[] = {{"true", true}, {"false", false}};
  return word(Key, Words, Default);
}

int8_t Entry::argument(llvm::StringLiteral Key, int8_t Default) {
  const YamlNode *Node = find(Key);
  if (!Node)
    return Default;
  static constexpr Word<int8_t> Words[] = {
      {"object", ObjectArg}, {"last", LastArg}, {"every", EveryArg}};
  for (const Word<int8_t> &W : Words)
    if (Node->isText() && Node->Text == W.Spelling)
      return W.Value;
  int Value = 0;
  if (Node->isText() && !llvm::StringRef(Node->Text).getAsInteger(10, Value) &&
      Value >= 0 && Value <= 64)
    return static_cast<int8_t>(Value);
  File.Found.report(Node->Where, "'" + Key +
                                     "' is an argument number from 0, or "
                                     "object, last, every; not '" +
                                     Node->Text + "'");
  return Default;
}

Range Entry::conditions(llvm::StringLiteral Key) {
  const YamlNode *Node = find(Key);
  if (!Node)
    return {};
  std::vector<ParsedCondition> Parsed;
  auto Read = [&](const YamlNode &Text) {
    llvm::Expected<ParsedCondition> C = parseCondition(Text.Text);
    if (C)
      Parsed.push_back(std::move(*C));
    else
      File.Found.report(Text.Where, llvm::toString(C.takeError()));
  };
  if (Node->isText())
    Read(*Node);
  else if (!Node->isList())
    File.Found.report(Node->Where, "'" + Key + "' is a list of conditions");
  for (const YamlNode &Item : Node->Items) {
    if (Item.isText())
      Read(Item);
    else
      File.Found.report(Item.Where, "a condition is a text; quote it where it "
                                    "holds braces or ': '");
  }
  return File.Builder.conditions(Parsed);
}

std::vector<std::string> Entry::complete(llvm::StringRef Name) const {
  if (Name.consume_front("::") || File.Namespaces.empty())
    return {Name.str()};
  std::vector<std::string> Names;
  for (const std::string &Space : File.Namespaces)
    Names.push_back(Space + "::" + Name.str());
  return Names;
}

std::vector<std::string> Entry::names() {
  Asked.insert(Asked.end(), {"name", "aka"});
  std::vector<std::string> Written;
  if (Own.isText())
    Written.push_back(Own.Text);
  else if (const YamlNode *Name = Own.find("name"))
    Written.push_back(Name->Text);
  if (Written.empty() || llvm::StringRef(Written[0]).trim().empty()) {
    File.Found.report(Own.Where, "an entry needs a name: write 'ns::function' "
                                 "or {name: ns::function, ...}");
    return {};
  }
  if (Own.isMapping())
    llvm::append_range(Written, texts("aka"));
  std::vector<std::string> Names;
  for (const std::string &Name : Written)
    llvm::append_range(Names, complete(Name));
  return Names;
}

bool Entry::isC() {
  static constexpr Word<bool> Words[] = {{"c", true}, {"c++", false}};
  return word("lang", Words, File.LangC);
}

void Entry::require(llvm::StringLiteral Key) {
  if (!find(Key))
    File.Found.report(Own.Where, "'" + Key + "' is missing");
}

void Entry::reportWord(llvm::StringRef Key, const YamlNode &Node,
                       llvm::ArrayRef<llvm::StringRef> Words) {
  llvm::StringRef Nearest = nearestWord(Node.Text, Words);
  std::string Right = Nearest.empty()
                          ? "write one of " + llvm::join(Words, ", ")
                          : "did you mean '" + Nearest.str() + "'?";
  File.Found.report(Node.Where,
                    "'" + Key + "' cannot be '" + Node.Text + "'; " + Right);
}

void reportUnknownKeys(const YamlNode &Mapping, const KeySet &Known,
                       Mistakes &Found) {
  for (const YamlNode::Pair &P : Mapping.Pairs) {
    if (llvm::is_contained(Known, P.Key))
      continue;
    llvm::StringRef Nearest = nearestWord(P.Key, Known);
    std::string Right = Nearest.empty()
                            ? "known here: " + llvm::join(Known, ", ")
                            : "did you mean '" + Nearest.str() + "'?";
    Found.report(P.KeyWhere, "unknown key '" + P.Key + "'; " + Right);
  }
}

void Entry::reportUnknownKeys() const {
  if (Own.isMapping())
    models::reportUnknownKeys(Own, Asked, File.Found);
}

} // namespace cohazard::models
