#include "models/Idioms.h"
#include "llvm/ADT/StringExtras.h"

namespace cohazard::models {

static const llvm::StringRef AboutCalls[] = {"object", "receiver", "arg0",
                                             "arg1",   "arg2",     "ignored0"};
const llvm::ArrayRef<llvm::StringRef> CallPlaceholders = AboutCalls;

static void checkPlaceholders(const YamlNode &Node, Mistakes &Found,
                              llvm::ArrayRef<llvm::StringRef> Known,
                              llvm::StringRef Required) {
  bool HasRequired = Required.empty();
  for (llvm::StringRef Rest = Node.Text; Rest.contains("${");) {
    llvm::StringRef Name = Rest.split("${").second;
    if (!Name.contains('}'))
      return Found.report(Node.Where, "'${' without '}' in a template");
    std::tie(Name, Rest) = Name.split('}');
    if (!llvm::is_contained(Known, Name)) {
      llvm::StringRef Near = nearestWord(Name, Known);
      Found.report(
          Node.Where,
          "no placeholder '${" + Name + "}' here" +
              (Near.empty()
                   ? "; there are ${" + llvm::join(Known, "}, ${") + "}"
                   : "; did you mean '${" + Near.str() + "}'?"));
    }
    HasRequired |= Name == Required;
  }
  if (!HasRequired)
    Found.report(Node.Where, "this template must hold '${" + Required + "}'");
}

static std::string templateText(Entry &E, llvm::StringLiteral Key,
                                llvm::ArrayRef<llvm::StringRef> Known,
                                llvm::StringRef Required) {
  if (const YamlNode *Node = E.find(Key); Node && Node->isText())
    checkPlaceholders(*Node, E.file().Found, Known, Required);
  return E.text(Key);
}

TextId readTemplate(Entry &E, llvm::StringLiteral Key,
                    llvm::ArrayRef<llvm::StringRef> Known,
                    llvm::StringRef Required) {
  return E.builder().text(templateText(E, Key, Known, Required));
}

/// `NS::` in an idiom stands for each namespace of the file.
static std::string withNamespace(std::string Text, llvm::StringRef Space) {
  static constexpr llvm::StringLiteral Placeholder = "NS::";
  for (size_t At = 0;
       (At = Text.find(Placeholder.data(), At)) != std::string::npos;
       At += Space.size() + 2)
    Text.replace(At, Placeholder.size(), Space.str() + "::");
  return Text;
}

/// The headers that an idiom needs, a line each; `NS/` stands for the folder
/// that is called like the namespace.
static std::string headers(Entry &E, llvm::StringLiteral Key,
                           llvm::StringRef Space) {
  std::string Folder = Space.str();
  for (size_t At; (At = Folder.find("::")) != std::string::npos;)
    Folder.replace(At, 2, "/");
  std::string Out;
  for (llvm::StringRef Header : E.texts(Key)) {
    if (!Out.empty())
      Out += '\n';
    if (Header.consume_front("NS/"))
      Out += Folder + "/";
    Out += Header;
  }
  return Out;
}

static void readFramework(Entry E, FileContext &File, bool IsWholeEntry) {
  static const YamlNode None;
  const YamlNode *MutexNode = E.find("mutex");
  if (MutexNode && !MutexNode->isMapping())
    File.Found.report(MutexNode->Where,
                      "'mutex' is a mapping: {type: ..., take: ...}");
  Entry Mutex(MutexNode ? *MutexNode : None, nullptr, File);
  std::vector<std::string> Spaces = File.Namespaces;
  if (const YamlNode *Node = E.find("namespace"); Node && Spaces.empty())
    Spaces = Node->isList() ? E.texts("namespace")
                            : std::vector<std::string>{E.text("namespace")};
  if (Spaces.empty())
    Spaces.emplace_back();
  TableBuilder &B = File.Builder;
  static constexpr llvm::StringRef Moved[] = {"expr", "type", "executor", "loop",
                                              "timer"};
  std::string Offload = templateText(E, "offload", Moved, "expr");
  std::string RoundTrip = templateText(E, "round_trip", Moved, "expr");
  std::string Sleep = templateText(
      E, "sleep", {"duration", "executor", "loop", "timer"}, "duration");
  std::string Take = templateText(Mutex, "take", {"mutex", "lock", "executor"},
                                  MutexNode ? "mutex" : "");
  for (const std::string &Space : Spaces) {
    auto Text = [&](const std::string &Idiom) {
      return B.text(withNamespace(Idiom, Space));
    };
    Framework F{};
    F.Name = B.text(File.Library);
    F.Namespace = B.text(Space);
    F.Offload = Text(Offload);
    F.RoundTrip = Text(RoundTrip);
    F.Executor = Text(E.text("executor"));
    F.Loop = Text(E.text("loop"));
    F.Timer = Text(E.text("timer"));
    F.Sleep = Text(Sleep);
    F.MutexType = Text(Mutex.text("type"));
    F.MutexTake = Text(Take);
    F.OffloadHeaders = B.text(headers(E, "offload_headers", Space));
    F.RoundTripHeaders = B.text(headers(E, "round_trip_headers", Space));
    F.SleepHeaders = B.text(headers(E, "sleep_headers", Space));
    F.References = E.flag("references", true);
    F.GivesObjects = E.flag("gives_objects", true);
    F.NeedsDefault = E.flag("needs_default", false);
    F.Unsafe = E.textId("unsafe");
    F.Exceptions = E.textId("exceptions");
    B.Arrays.Frameworks.push_back(F);
  }
  Mutex.reportUnknownKeys();
  if (IsWholeEntry)
    E.reportUnknownKeys();
}

static constexpr llvm::StringLiteral IdiomKeys[] = {
    "offload",         "round_trip",    "executor",   "loop",
    "timer",           "sleep",         "mutex",      "offload_headers",
    "sleep_headers",   "references",    "gives_objects", "needs_default", "unsafe",
    "exceptions",
    "round_trip_headers"};

KeySet readIdioms(const YamlNode &Root, Entry &Head, FileContext &File) {
  if (const YamlNode *Node = Root.find("framework")) {
    if (Node->isMapping())
      readFramework(Entry(*Node, nullptr, File), File, true);
    else
      File.Found.report(Node->Where, "'framework' is a mapping of idioms");
  }
  if (llvm::any_of(IdiomKeys, [&](auto Key) { return Root.find(Key); }))
    readFramework(Head, File, false);
  KeySet Keys(std::begin(IdiomKeys), std::end(IdiomKeys));
  Keys.push_back("framework");
  return Keys;
}

} // namespace cohazard::models
