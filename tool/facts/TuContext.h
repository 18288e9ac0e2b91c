//===----------------------------------------------------------------------===//
// What do all extractors of one TU share? Names, sites, models and constants,
// each computed once.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_TUCONTEXT_H
#define COHAZARD_FACTS_TUCONTEXT_H

#include "facts/Facts.h"
#include "models/ModelReader.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include <memory>
#include <optional>
#include <string>

namespace clang {
class Preprocessor;
}

namespace cohazard::facts {

/// The qualified name without inline and anonymous namespaces and without
/// template arguments, e.g. `std::basic_ifstream::open`, `std::thread::thread`.
std::string qualifiedName(const clang::NamedDecl *D);

struct LocalValues;

/// An expression that stands for one of several objects, and the name that
/// places give it.
struct OpenValue {
  EntityId Name;
  const clang::Expr *Value;
  const clang::FunctionDecl *Enclosing;
};

/// A lock that a call tries to take.
struct LockTry {
  Place Lock; ///< in the terms of the function
  LockMode Mode = LockMode::Exclusive;
  bool WhenNonZero = true; ///< else it is held when the result is zero
};

class TaskTable;

class TuContext {
public:
  TuContext(clang::ASTContext &Ast, clang::Preprocessor *PP,
            const models::Models &Library, TuFacts &Facts);

  clang::ASTContext &Ast;
  const clang::SourceManager &Sources;
  const models::Models &Library;
  TuFacts &Facts;

  /// The entity of a function, variable, field or lambda. Template
  /// specialisations are entities of their own.
  EntityId entity(const clang::NamedDecl *D);

  /// The place of \p Loc; in a macro, the place of its expansion.
  Site site(clang::SourceLocation Loc);

  /// Written by the user: not in a system header and not built in.
  bool isUserCode(clang::SourceLocation Loc) const;
  bool isUserCode(const clang::Decl *D) const;

  /// What the models say of a function. A function of the global namespace
  /// that the user's own code defines is the user's, whatever its name.
  models::Models::Match model(const clang::FunctionDecl *D);

  /// What the models say of a class, or of the first of its bases they know.
  models::Models::Match model(const clang::CXXRecordDecl *D);
  models::Models::Match modelByName(llvm::StringRef QualifiedName) const {
    return Library.find(QualifiedName);
  }

  /// The entity of something that has no declaration, e.g. an OpenMP region.
  EntityId namedEntity(llvm::StringRef Key, llvm::StringRef Name,
                       Linkage Bound = Linkage::Merged);

  /// The value of an enumerator or of a macro that is a number, e.g.
  /// `MSG_DONTWAIT`; none where neither is known.
  std::optional<int64_t> namedConstant(llvm::StringRef Name);

  /// Would `#include <Header>` find a file? True where nobody can tell.
  bool canInclude(llvm::StringRef Header) const;
  /// Has the TU read what `#include <Header>` finds? Knows a precompiled
  /// preamble's files as well. False where nobody can tell.
  bool hasIncluded(llvm::StringRef Header) const;

  /// Locals that were awaited or tested to be ready: a lambda that captures one
  /// knows it as well.
  llvm::DenseSet<const clang::ValueDecl *> ReadyLocals;

  /// Lambdas that run where blocking is allowed, e.g. on a thread pool.
  llvm::DenseSet<const clang::FunctionDecl *> Offloaded;

  /// Library functions that are used as callables and have got a body.
  llvm::DenseSet<const clang::FunctionDecl *> LibraryCallables;

  /// What is known of task types; made by the first body that needs it.
  std::shared_ptr<TaskTable> Tasks;

  /// What each function's local variables are given: see LocalValues.h.
  llvm::DenseMap<const clang::Decl *, std::shared_ptr<const LocalValues>>
      Values;
  /// The parameters by which functions find elements: see Indices.h.
  llvm::DenseMap<const clang::Decl *, llvm::SmallVector<unsigned, 2>> Finders;
  /// The lock that each function tries for its caller: see TryWrappers.h.
  llvm::DenseMap<const clang::Decl *, std::optional<LockTry>> TriedBy;
  /// What functions join of what they are given: see Joins.cpp.
  llvm::DenseMap<const clang::Decl *, std::vector<Place>> JoinsOf;
  /// Variables that accesses may race on: see Shared.h.
  llvm::DenseMap<const clang::VarDecl *, bool> MayRace;
  /// The variables that places name, back from their entities.
  llvm::DenseMap<EntityId, const clang::VarDecl *> NamedByPlaces;
  /// Names whose values nobody has looked at: see PointerStores.h.
  llvm::SmallVector<OpenValue, 0> OpenValues;
  llvm::DenseSet<EntityId> OpenValuesSeen;
  /// Loop counters whose values are shared out among threads.
  llvm::DenseSet<const clang::VarDecl *> OwnCounters;

private:
  clang::Preprocessor *PP;
  llvm::DenseMap<const clang::Decl *, EntityId> Ids;
  llvm::StringMap<EntityId> IdsByUsr;
  llvm::DenseMap<unsigned, FileId> FileIds;
  llvm::DenseMap<const clang::Decl *, models::Models::Match> Matches;
  llvm::StringMap<std::optional<int64_t>> Constants;
};

} // namespace cohazard::facts

#endif
