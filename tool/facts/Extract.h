//===----------------------------------------------------------------------===//
// One walk over the user's declarations finds every body that can run; each
// body is then read by one extractor for each kind of fact.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_EXTRACT_H
#define COHAZARD_FACTS_EXTRACT_H

#include "facts/Facts.h"
#include "facts/TuContext.h"
#include "clang/Basic/OpenMPKinds.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace cohazard::facts {

/// Events that happen only where a call's result says so: a lock that was
/// tried, an atomic flag that was seen to be set.
struct Outcome {
  llvm::SmallVector<Step, 1> Steps;
  bool WhenNonZero = true; ///< else when the result is zero or false
  /// Entering a loop's body does not count: only leaving it, or an `if`.
  bool NotIntoLoop = false;
  /// Counts for a branch only that control does not come back out of: code that
  /// goes on after a failure takes it for impossible.
  bool OnlyLeaving = false;
};

/// One body on its way to facts.
struct BodyContext {
  TuContext &Tu;
  /// Null for the initialisers of the TU's globals.
  const clang::FunctionDecl *Decl;
  /// The user's statement: of a coroutine, what stands between its braces.
  const clang::Stmt *Body;
  Function &Out;
  /// The global whose initialiser this is.
  const clang::VarDecl *Initialised = nullptr;

  /// The events that a node stands for, in the order they happen.
  llvm::DenseMap<const clang::Stmt *, llvm::SmallVector<Step, 1>> At{};
  /// The events at the end of a local variable's life.
  llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<Step, 1>> AtScopeEnd{};
  /// The events that follow from the results of calls, by call.
  llvm::DenseMap<const clang::Stmt *, Outcome> Outcomes{};
  /// Loops that start threads, and the variables that each thread is given: an
  /// element at such an index belongs to the thread of that turn.
  llvm::SmallVector<std::pair<const clang::Stmt *, EntityId>, 2> SpawnLoops{};
  /// What decides whether a thread is started, and what is noted beside it.
  llvm::DenseSet<const clang::ValueDecl *> SpawnNames{};
  /// Variables of which each thread of an OpenMP region has a copy.
  llvm::DenseSet<const clang::VarDecl *> Private{};
  /// The OpenMP directive whose statement this is.
  clang::OpenMPDirectiveKind Within = llvm::omp::OMPD_unknown;
  /// Lambdas whose closures this body creates.
  llvm::SmallVector<const clang::LambdaExpr *, 4> Lambdas{};

  void happens(const clang::Stmt *S, StepKind Kind, size_t Index) {
    At[S].push_back({Kind, static_cast<uint32_t>(Index)});
  }
  void happensAtEnd(const clang::VarDecl *V, StepKind Kind, size_t Index) {
    AtScopeEnd[V].push_back({Kind, static_cast<uint32_t>(Index)});
  }
};

//===-- The extractors, in the order they run -----------------------------===//

/// Calls, registrations with event loops, suspensions. Fills `Lambdas`.
void extractCalls(BodyContext &Body);
/// Spawns, joins, locks and accesses to shared data.
void extractThreads(BodyContext &Body);
/// How a coroutine's source says its calls; what each thread has of its own.
void extractRewrites(BodyContext &Body);
void extractThreadBound(BodyContext &Body);
/// Does the type lead to an object that the models call confined: only the
/// thread that made it may use it?
bool isConfined(TuContext &Tu, clang::QualType Type);
/// Tasks that are created and not consumed.
void extractDroppedTasks(BodyContext &Body);
/// Adds what only the whole TU could decide: tasks of types that other code
/// awaits.
void finishDroppedTasks(TuContext &Tu);
/// Where the headers would go that fixes need and the TU does not include.
void findMissingIncludes(TuContext &Tu);
/// Orders the events of all of the above by control flow, where it matters.
void buildFlow(BodyContext &Body);

/// Every fact of the TU.
void extractTu(TuContext &Tu);

} // namespace cohazard::facts

#endif
