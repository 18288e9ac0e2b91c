// What does a call tell of the objects it names: is one ready, joined, moved
// away, a non-blocking descriptor?

#include "facts/CallCollector.h"
#include "facts/Effects.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace cohazard::facts {

/// What was awaited is complete: a later get() does not wait.
void CallCollector::learnAwaited(const Expr *Operand) {
  struct Names : BodyWalk {
    Names(ASTContext &Ast, BodyKnowledge &Knowledge)
        : BodyWalk(Ast), Knowledge(Knowledge) {}
    void leave(const Stmt *S) override {
      if (const auto *E = dyn_cast<Expr>(S))
        if (isa<DeclRefExpr, MemberExpr>(E))
          if (const ValueDecl *D = namedObject(E))
            Knowledge.Ready.insert(D);
    }
    BodyKnowledge &Knowledge;
  };
  Names(Ast, Knowledge).walk(Operand);
}

/// What does the call tell of its object: is it ready, joined, moved away?
void CallCollector::learn(const CallSite &Site) {
  const IdentifierInfo *Id = Site.Callee->getIdentifier();
  if (Site.Callee->isInStdNamespace() && Id && Id->isStr("move") &&
      Site.Arguments.size() == 1)
    MovedAway.insert(namedObject(Site.Arguments[0]));
  const ValueDecl *Object = Site.Object ? namedObject(Site.Object) : nullptr;
  if (!Object || !Id)
    return;
  static const llvm::StringSet<> ReadyTests = {
      "is_ready", "isReady",     "ready",     "is_done", "isDone",
      "done",     "isFinished",  "poll",      "available", "hasResult",
      "wait_for", "wait_until",  "wait",      "await_ready", "has_result"};
  static const llvm::StringSet<> Releases = {
      "join", "detach", "get", "wait", "release", "reset", "swap", "share"};
  models::Models::Match Match = Tu.model(Site.Callee);
  if (ReadyTests.contains(Id->getName()) ||
      (Match && (Match->Functions & models::ReadyTest)))
    Knowledge.Ready.insert(Object);
  if (Releases.contains(Id->getName()))
    Released.insert(Object);
}

void CallCollector::learnNonBlocking(const CallSite &Site) {
  if (!Site.Callee)
    return;
  const ValueDecl *Result = nullptr;
  for (const Stmt *Ancestor : llvm::reverse(ancestors())) {
    if (const auto *Declared = dyn_cast<DeclStmt>(Ancestor)) {
      if (Declared->isSingleDecl())
        Result = dyn_cast<VarDecl>(Declared->getSingleDecl());
      break;
    }
    const auto *Assign = dyn_cast<BinaryOperator>(Ancestor);
    if (Assign && Assign->isAssignmentOp()) {
      Result = namedObject(Assign->getLHS());
      break;
    }
    if (!isa<Expr>(Ancestor))
      break;
  }
  noteNonBlocking(Tu, Site, Result);
}

} // namespace cohazard::facts
