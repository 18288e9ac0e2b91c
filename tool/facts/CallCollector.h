//===----------------------------------------------------------------------===//
// Collects the calls of one body. Shared by the files that each answer one
// question about them: Calls.cpp (what is called), CallTargets.cpp (which
// callables run), Destructors.cpp (what ends), StandardTemplates.cpp (what the
// standard library calls in turn), CallKnowledge.cpp (what a call tells of its
// objects).
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_CALLCOLLECTOR_H
#define COHAZARD_FACTS_CALLCOLLECTOR_H

#include "facts/BodyWalk.h"
#include "facts/CallSite.h"
#include "facts/Conditions.h"
#include "facts/DyingPaths.h"
#include "facts/Extract.h"

namespace cohazard::facts {

struct Holder;

class CallCollector : public BodyWalk {
public:
  explicit CallCollector(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body), Tu(Body.Tu),
        Knowledge(Body.Tu), Judge(Body.Tu, Body.Body, Knowledge),
        Dying(Body.Tu.Ast) {}

  void collect();

private:
  bool enter(const clang::Stmt *S) override;
  void leave(const clang::Stmt *S) override;
  void variable(const clang::VarDecl *Var) override;

  void call(const CallSite &Site);
  void indirectCall(const CallSite &Site);
  void callablesOfCall(const CallSite &Site);
  // The standard library's own calls: StandardTemplates.cpp.
  void callsInsideLibrary(const CallSite &Site);
  void callInside(const clang::FunctionDecl *Callee, const CallSite &Site);
  void constructInside(clang::QualType Type,
                       llvm::ArrayRef<const clang::Expr *> Arguments,
                       const CallSite &Site);
  void constructElements(const Holder &Of, const CallSite &Site);
  void constructByMember(const Holder &Of, const CallSite &Site);
  void callFunctor(clang::QualType By, clang::QualType Type,
                   const CallSite &Site);
  void compareKeys(const Holder &Of, const CallSite &Site);
  void compareElements(const CallSite &Site);
  void goThroughViews(const clang::Expr *E, const clang::Stmt *At,
                      clang::SourceLocation Loc, int Depth = 0);
  void invokeModelled(const CallSite &Site, const models::Spawner &Model);
  void registerHandlers(const CallSite &Site, const models::Spawner &Model);
  void offload(const CallSite &Site);
  void destroyValue(const clang::CXXRecordDecl *Record, const clang::Stmt *At,
                    clang::SourceLocation Loc, const clang::VarDecl *Local,
                    const clang::Expr *Made);
  void destroy(const clang::CXXDestructorDecl *D, const clang::Stmt *At, clang::SourceLocation Loc,
               const clang::VarDecl *Local, const clang::Expr *Made);
  void destroyOwned(const clang::CXXRecordDecl *Owner, const clang::Stmt *At,
                    clang::SourceLocation Loc, const clang::VarDecl *Local,
                    int Depth = 0);
  void callDeleter(const clang::ClassTemplateSpecializationDecl *Pointer,
                   const clang::Stmt *At, clang::SourceLocation Loc,
                   const clang::VarDecl *Local);
  void destroyHeld(const clang::CXXRecordDecl *Record, const clang::Stmt *At,
                   clang::SourceLocation Loc, const clang::VarDecl *Local);
  void destroyAfter(const clang::Expr *E);
  void destroyMembers();
  void cleanUp(const clang::VarDecl *Var);
  void destroyOwnParameters();
  void allocate(const clang::Expr *E);
  void learnModes(const CallSite &Site, Call &Out);
  void bindArguments(const CallSite &Site, Call &Out);
  void learn(const CallSite &Site);
  void learnFromReadyTest();
  void destroyParameters(const CallSite &Site);
  void learnAwaited(const clang::CoawaitExpr *Await, Suspension &Suspends);
  const clang::ValueDecl *receiverOfValue() const;
  void learnNonBlocking(const CallSite &Site);
  void passDescriptor(const clang::Expr *Value,
                      const clang::ValueDecl *Receiver);
  void leaveRangeFor(const clang::CXXForRangeStmt *Loop);
  Call &add(const clang::Stmt *At, clang::SourceLocation Loc, CallKind Kind);
  void dropReleasedDestructors();

  BodyContext &Body;
  TuContext &Tu;
  /// The classes whose parts are being destroyed: one may own another of its
  /// own kind.
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> Unwinding;
  BodyKnowledge Knowledge;
  Conditions Judge;
  DyingPaths Dying;
  /// Locals that give up what their destructor would wait for.
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> Released, MovedAway, Assigned;
  /// The member whose initialiser is being read.
  const clang::FieldDecl *Initialised = nullptr;
  llvm::SmallVector<std::pair<uint32_t, const clang::VarDecl *>, 4> ScopeEnds;
};

} // namespace cohazard::facts

#endif
