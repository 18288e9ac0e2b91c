//===----------------------------------------------------------------------===//
// What does a model file say? Reads the one YAML schema of our own models and
// of a user's `.cohazard.yaml` into a table.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_MODELS_MODELREADER_H
#define COHAZARD_MODELS_MODELREADER_H

#include "models/Model.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include <memory>

namespace cohazard::models {

/// A table that owns its arrays.
class OwnedTable {
public:
  OwnedTable();
  ~OwnedTable();
  OwnedTable(OwnedTable &&) noexcept;
  OwnedTable &operator=(OwnedTable &&) noexcept;

  /// A view of the arrays, valid as long as this object is.
  const Table &table() const;

private:
  friend class ModelReader;
  struct Storage;
  std::unique_ptr<Storage> Data;
};

/// Collects any number of model files into one table.
class ModelReader {
public:
  /// \p Known holds the categories and hints that a user's file may name
  /// (`&builtinTable()`); our own models bring theirs in common.yaml.
  explicit ModelReader(const Table *Known = nullptr);
  ~ModelReader();

  /// Adds one file. On a mistake nothing of the file is kept, and the error
  /// lists every mistake as `file:line:col: error: what is wrong and what to
  /// write instead`, a line each.
  llvm::Error read(llvm::MemoryBufferRef Yaml);

  /// Everything read so far. A name given twice keeps its last role of a kind.
  OwnedTable finish() &&;

private:
  struct State;
  std::unique_ptr<State> S;
};

/// The idioms that hold for one task type: see Framework.
struct Idioms {
  llvm::StringRef Namespace, Offload, RoundTrip, Sleep, Executor, Loop, Timer;
  llvm::SmallVector<llvm::StringRef, 4> OffloadHeaders, RoundTripHeaders,
      SleepHeaders;
  bool References = true, GivesObjects = true, NeedsDefault = false;
  llvm::StringRef Unsafe, Exceptions;
};

/// The models that hold for one TU: ours, and over them the user's.
class Models {
public:
  Models() : Models(nullptr) {}
  explicit Models(const Table *User) : User(User) {}

  struct Match {
    const Table *Source = nullptr;
    const Roles *What = nullptr;
    explicit operator bool() const { return What; }
    const Roles *operator->() const { return What; }
  };

  /// The user's entry for \p QualifiedName, else ours. A user's entry hides
  /// ours in all roles: to keep a role, the user writes it again.
  Match find(llvm::StringRef QualifiedName) const;

  /// Is the category reported unless an option says otherwise?
  bool onByDefault(llvm::StringRef Category) const;
  /// May such a wait happen on another thread as well?
  bool isMovable(llvm::StringRef Category) const;

  /// The idioms for coroutines that return \p TaskType, e.g. `folly::coro::Task`.
  /// Of the longest namespace that holds it; what a user wrote of the project's
  /// own task type completes it. Empty texts where nothing is known.
  Idioms idiomsFor(llvm::StringRef TaskType) const;

  /// Did the user name \p Expression, as written, as the executor for blocking
  /// work?
  bool isUsersExecutor(llvm::StringRef Expression) const;

private:
  const Table *User;
};

} // namespace cohazard::models

#endif
