//===----------------------------------------------------------------------===//
// Which sections may a model file have? A section is a list; an item is a name,
// a mapping with a name, or a group: `defaults` and the `names` they hold for.
//===----------------------------------------------------------------------===//

#include "models/Sections.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::models {

template <uint16_t Bits> static Roles makeFunction(Entry &) {
  Roles R;
  R.Functions = Bits;
  return R;
}

template <uint16_t Bits> static Roles makeType(Entry &) {
  Roles R;
  R.Types = Bits;
  return R;
}

static constexpr Section All[] = {
    {"atomics", makeType<AtomicType>, nullptr},
    {"blocking", makeBlocking, nullptr},
    {"bridges", makeFunction<Bridge>, nullptr},
    {"callbacks", makeCallback, nullptr},
    {"condition_waits", makeConditionWait, nullptr},
    {"confined", makeType<ConfinedType>, nullptr},
    {"consumes", makeFunction<ConsumesTask>, nullptr},
    {"executors", makeExecutor, nullptr},
    {"fire_and_forget", makeType<FireAndForget>, nullptr},
    {"guards", makeGuard, expandGuard},
    {"hops", makeFunction<Hop>, nullptr},
    {"invokes", makeInvoke, nullptr},
    {"joins", makeJoin, nullptr},
    {"lock_functions", makeLockFunction, nullptr},
    {"lock_types", makeLockable, nullptr},
    {"lockables", makeLockable, expandLockable},
    {"multi_locks", makeMultiLock, nullptr},
    {"not_blocking", makeFunction<NotBlocking>, nullptr},
    {"once", makeOnce, nullptr},
    {"ready_tests", makeFunction<ReadyTest>, nullptr},
    {"shareable", makeType<ShareableType>, nullptr},
    {"spawners", makeSpawner, nullptr},
    {"spawns", makeFunction<SpawnsTask>, nullptr},
    {"tasks", makeTask, nullptr},
    {"thread_unsafe", makeThreadUnsafe, nullptr},
    {"when_all", makeFunction<WhenAll>, nullptr},
};

llvm::ArrayRef<Section> sections() { return All; }

const Section *findSection(llvm::StringRef Name) {
  for (const Section &S : All)
    if (S.Name == Name)
      return &S;
  return nullptr;
}

/// Gives the roles of one entry to all its names. Plain names of a group say
/// the same thing: they share what the first of them made.
static void readEntry(const Section &S, const YamlNode &Item,
                      const YamlNode *Defaults, FileContext &File,
                      std::optional<Roles> &Shared, KeySet &Asked) {
  if (!Item.isText() && !Item.isMapping()) {
    File.Found.report(Item.Where, "an entry of '" + S.Name +
                                      "' is a name or a mapping with a name");
    return;
  }
  Entry E(Item, Defaults, File);
  std::vector<std::string> Names = E.names();
  Roles R;
  if (Item.isText() && Shared) {
    R = *Shared;
  } else {
    R = S.Make(E);
    R.IsC = E.isC();
    R.Library = File.Builder.text(File.Library);
  }
  if (Item.isText())
    Shared = R;
  for (const std::string &Name : Names)
    File.Builder.give(Name, R);
  if (S.Expand)
    S.Expand(E, Names);
  E.reportUnknownKeys();
  for (llvm::StringRef Key : E.asked())
    if (!llvm::is_contained(Asked, Key))
      Asked.push_back(Key);
}

static void readGroup(const Section &S, const YamlNode &Group,
                      FileContext &File) {
  static const YamlNode None;
  const YamlNode *Defaults = Group.find("defaults");
  const YamlNode *Names = Group.find("names");
  if (!Names || !Names->isList()) {
    File.Found.report(Names ? Names->Where : Group.Where,
                      "a group needs 'names', the list that its defaults are "
                      "for");
    Names = &None;
  }
  std::optional<Roles> Shared;
  KeySet Asked;
  for (const YamlNode &Item : Names->Items)
    readEntry(S, Item, Defaults, File, Shared, Asked);
  if (Defaults && !Names->Items.empty())
    reportUnknownKeys(*Defaults, Asked, File.Found);
  reportUnknownKeys(Group, {"defaults", "names"}, File.Found);
}

void readSection(const Section &S, const YamlNode &Node, FileContext &File) {
  if (Node.What == YamlNode::Kind::Nothing)
    return; // every entry is commented out
  if (!Node.isList()) {
    File.Found.report(Node.Where, "'" + S.Name + "' is a list");
    return;
  }
  std::optional<Roles> Shared;
  KeySet Asked;
  for (const YamlNode &Item : Node.Items) {
    if (Item.find("defaults") || Item.find("names"))
      readGroup(S, Item, File);
    else
      readEntry(S, Item, nullptr, File, Shared, Asked);
  }
}

static void readFamily(const YamlNode &Item, FileContext &File) {
  Entry E(Item, nullptr, File);
  // With `namespaces`, an empty prefix stands for all of them.
  if (File.Namespaces.empty())
    E.require("prefix");
  E.require("role");
  const YamlNode *Prefix = E.find("prefix");
  std::vector<std::string> Prefixes = E.complete(Prefix ? Prefix->Text : "");
  TextId Member = E.textId("member_prefix");
  const YamlNode *Role = E.find("role");
  const Section *S = Role ? findSection(Role->Text) : nullptr;
  if (!S) {
    if (Role) {
      llvm::SmallVector<llvm::StringRef, 32> Words;
      for (const Section &Known : sections())
        Words.push_back(Known.Name);
      E.reportWord("role", *Role, Words);
    }
    return;
  }
  Roles R = S->Make(E);
  R.IsC = E.isC();
  R.Library = File.Builder.text(File.Library);
  for (const std::string &Prefix : Prefixes)
    File.Builder.Arrays.Families.push_back(
        {File.Builder.text(Prefix), Member, R});
  E.reportUnknownKeys();
}

void readFamilies(const YamlNode &Node, FileContext &File) {
  if (!Node.isList())
    File.Found.report(Node.Where, "'families' is a list of mappings");
  for (const YamlNode &Item : Node.Items) {
    if (Item.isMapping())
      readFamily(Item, File);
    else
      File.Found.report(Item.Where, "a family is a mapping: {prefix: 'ns::', "
                                    "member_prefix: async_, role: callbacks}");
  }
}

} // namespace cohazard::models
