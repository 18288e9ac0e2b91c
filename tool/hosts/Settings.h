//===----------------------------------------------------------------------===//
// Which models hold for a TU? Ours, over them those of the `.cohazard.yaml`
// that is found by walking up from the main file, over them what check options
// add.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_SETTINGS_H
#define COHAZARD_HOSTS_SETTINGS_H

#include "Pipeline.h"
#include "hosts/FileStamp.h"
#include "llvm/ADT/StringMap.h"
#include <memory>
#include <mutex>

namespace cohazard::hosts {

/// Something that a settings file or an option says wrongly.
struct Mistake {
  std::string File; ///< empty: not in a file
  unsigned Line = 0, Column = 0;
  std::string Message;
};

/// `file:line:col: error: message`, as compilers print it.
std::string format(const Mistake &M);

/// The models of one TU. Where a file has mistakes, it adds nothing.
class Settings {
public:
  const models::Models &allModels() const { return Library; }
  llvm::ArrayRef<Mistake> mistakes() const { return Mistakes; }
  /// The `.cohazard.yaml` that holds; may be empty.
  const std::string &file() const { return File; }
  /// All that was read: equal ones make equal models.
  llvm::StringRef text() const { return Text; }

private:
  friend class SettingsCache;
  static std::shared_ptr<const Settings> read(const std::string &File,
                                              const std::string &Knowledge);

  models::OwnedTable User;
  models::Models Library;
  std::vector<Mistake> Mistakes;
  std::string File, Text;
};

/// Finds settings, and reads a file when it is new or has changed: an editor
/// shows the same source under many settings. Safe to share between threads.
class SettingsCache {
public:
  /// \p MainFile is absolute. \p Checks bring the options that add knowledge.
  std::shared_ptr<const Settings>
  settingsFor(llvm::StringRef MainFile, llvm::ArrayRef<EnabledCheck> Checks);

private:
  /// What was read, and what the file looked like then.
  struct Reading {
    std::shared_ptr<const Settings> Made;
    FileStamp At;
  };

  std::mutex Guard;
  llvm::StringMap<Reading> Known;
};

/// What the options of \p Checks add to the models, as a model file. Empty if
/// they add nothing.
std::string renderKnowledge(llvm::ArrayRef<EnabledCheck> Checks);

} // namespace cohazard::hosts

#endif
