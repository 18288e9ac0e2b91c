#include "hosts/Settings.h"
#include "hosts/FindAbove.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>

namespace cohazard::hosts {

std::string format(const Mistake &M) {
  if (M.File.empty())
    return "error: " + M.Message;
  return M.File + ":" + std::to_string(M.Line) + ":" +
         std::to_string(M.Column) + ": error: " + M.Message;
}

namespace {

/// An option whose names become entries of a section of a model file.
struct KnowledgeOption {
  llvm::StringLiteral Option;
  llvm::StringLiteral Section;
  llvm::StringLiteral Keys; ///< what an entry says beside its name
};

} // namespace

static constexpr KnowledgeOption KnowledgeOptions[] = {
    {"AllowedExecutors", "executors", ", kind: pool, blocking: allowed"},
    {"ConsumingFunctions", "consumes", ""},
    {"EventLoopCallbacks", "callbacks", ""},
    {"ExtraBlocking", "blocking", ", category: project, blocks: always"},
    {"ExtraLocks", "lockables",
     ", acquire: [lock], try: [try_lock], release: [unlock],"
     " acquire_shared: [lock_shared], try_shared: [try_lock_shared],"
     " release_shared: [unlock_shared]"},
    {"ExtraSpawners", "spawners", ", many: true"},
    {"FireAndForgetTypes", "fire_and_forget", ""},
    {"TaskTypes", "tasks", ""},
};

/// \p Text as a YAML scalar that means just itself.
static std::string quote(llvm::StringRef Text) {
  std::string Quoted = "'";
  for (char C : Text)
    Quoted += C == '\'' ? std::string("''") : std::string(1, C);
  return Quoted + "'";
}

std::string renderKnowledge(llvm::ArrayRef<EnabledCheck> Checks) {
  std::map<llvm::StringRef, std::string> Sections;
  for (const KnowledgeOption &Known : KnowledgeOptions)
    for (const EnabledCheck &Check : Checks)
      for (const OptionSpec &Spec : Check.What->Options)
        if (Spec.Name == Known.Option)
          for (llvm::StringRef Name : Check.Values.list(Spec.Name))
            Sections[Known.Section] +=
                "  - {name: " + quote(Name) + Known.Keys.str() + "}\n";
  if (Sections.empty())
    return "";
  std::string Yaml = "library: options\n";
  if (Sections.count("blocking"))
    Yaml +=
        "categories:\n  project: {on: true, text: 'named as blocking by the "
        "project'}\n";
  for (const auto &[Section, Entries] : Sections)
    Yaml += Section.str() + ":\n" + Entries;
  return Yaml;
}

/// Parses a line of a reader's error: `file:line:col: error: message`.
static Mistake parseMistake(llvm::StringRef Line, llvm::StringRef File) {
  Mistake M;
  llvm::StringRef Rest = Line;
  if (Rest.consume_front(File) && Rest.consume_front(":") &&
      !Rest.consumeInteger(10, M.Line) && Rest.consume_front(":") &&
      !Rest.consumeInteger(10, M.Column) && Rest.consume_front(": error: ")) {
    M.File = File.str();
    M.Message = Rest.str();
    return M;
  }
  return {"", 0, 0, Line.str()};
}

static void readInto(models::ModelReader &Reader, llvm::MemoryBufferRef Yaml,
                     std::vector<Mistake> &Mistakes) {
  llvm::Error Wrong = Reader.read(Yaml);
  if (!Wrong)
    return;
  std::string Text = llvm::toString(std::move(Wrong));
  llvm::SmallVector<llvm::StringRef> Lines;
  llvm::StringRef(Text).split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Line : Lines)
    Mistakes.push_back(parseMistake(Line, Yaml.getBufferIdentifier()));
}

std::shared_ptr<const Settings> Settings::read(const std::string &File,
                                               const std::string &Knowledge) {
  auto Made = std::make_shared<Settings>();
  Made->File = File;
  if (File.empty() && Knowledge.empty())
    return Made;
  models::ModelReader Reader(&models::builtinTable());
  Made->Text = Knowledge;
  if (!File.empty()) {
    if (auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true)) {
      Made->Text += '\0' + (*Buffer)->getBuffer().str();
      readInto(Reader, **Buffer, Made->Mistakes);
    } else {
      Made->Mistakes.push_back(
          {File, 1, 1, "cannot be read: " + Buffer.getError().message()});
    }
  }
  if (!Knowledge.empty())
    readInto(Reader, {Knowledge, "check options"}, Made->Mistakes);
  Made->User = std::move(Reader).finish();
  Made->Library = models::Models(&Made->User.table());
  return Made;
}

std::shared_ptr<const Settings>
SettingsCache::settingsFor(llvm::StringRef MainFile,
                           llvm::ArrayRef<EnabledCheck> Checks) {
  llvm::SmallString<128> Path(MainFile);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  std::string Knowledge = renderKnowledge(Checks);
  const std::string File =
      findAbove(llvm::sys::path::parent_path(Path), {".cohazard.yaml"});
  FileStamp Now;
  if (!File.empty())
    lookAt(File, Now);
  std::lock_guard<std::mutex> Lock(Guard);
  Reading &Slot = Known[File + '\n' + Knowledge];
  if (!Slot.Made || !(Slot.At == Now))
    Slot = {Settings::read(File, Knowledge), Now};
  return Slot.Made;
}

} // namespace cohazard::hosts
