//===----------------------------------------------------------------------===//
// Which calls wait, and which are unsafe to make from several threads?
//===----------------------------------------------------------------------===//

#include "models/Idioms.h"
#include "models/Sections.h"

namespace cohazard::models {

static TextId readCategory(Entry &E) {
  E.require("category");
  const YamlNode *Node = E.find("category");
  if (!Node)
    return 0;
  llvm::SmallVector<llvm::StringRef, 64> Categories;
  for (const std::string &Known : E.file().Known.Categories) {
    if (Node->isText() && Node->Text == Known)
      return E.builder().text(Known);
    Categories.push_back(Known);
  }
  E.reportWord("category", *Node, Categories);
  return 0;
}

/// The entry's own advice, else the sentence of its hint.
static TextId readAdvice(Entry &E) {
  std::string Own = E.text("advice");
  const YamlNode *Node = E.find("async");
  if (!Own.empty() || !Node)
    return E.builder().text(Own);
  llvm::SmallVector<llvm::StringRef, 64> Keys;
  for (const auto &[Key, Sentence] : E.file().Known.Hints) {
    if (Node->isText() && Node->Text == Key)
      return E.builder().text(Sentence);
    Keys.push_back(Key);
  }
  E.reportWord("async", *Node, Keys);
  return 0;
}

Roles makeBlocking(Entry &E) {
  static constexpr Word<Blocks> HowLong[] = {{"always", Blocks::Always},
                                             {"peer", Blocks::Peer},
                                             {"io", Blocks::Io},
                                             {"brief", Blocks::Brief},
                                             {"mode", Blocks::Mode}};
  Blocking B{};
  B.Category = readCategory(E);
  B.How = E.word("blocks", HowLong, Blocks::Peer);
  B.Level = E.number("level", 1, 1, 3);
  B.Advice = readAdvice(E);
  B.AsyncApi = E.textId("api");
  B.Await = readTemplate(E, "await", CallPlaceholders);
  B.Duration = readTemplate(E, "duration", CallPlaceholders);
  B.Unless = E.conditions("unless");
  B.When = E.conditions("when");
  Roles R;
  R.Blocking = E.builder().add(&TableStorage::Blockings, B);
  return R;
}

Roles makeThreadUnsafe(Entry &E) {
  ThreadUnsafe T{};
  T.Reason = E.textId("reason");
  T.Replacement = E.textId("replacement");
  T.When = E.conditions("when");
  Roles R;
  R.ThreadUnsafe = E.builder().add(&TableStorage::ThreadUnsafes, T);
  return R;
}

} // namespace cohazard::models
