//===----------------------------------------------------------------------===//
// What does an expression do with the task that it mentions: consume it, or
// only look at it?
//===----------------------------------------------------------------------===//

#include "facts/TaskWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace cohazard::facts {

bool isStdIgnore(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref && Ref->getDecl()->isInStdNamespace() &&
         Ref->getDecl()->getIdentifier() &&
         Ref->getDecl()->getName() == "ignore";
}

bool isStdMove(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
         (Callee->getName() == "move" || Callee->getName() == "forward");
}

bool isBoolConversion(const Decl *D) {
  const auto *To = dyn_cast_or_null<CXXConversionDecl>(D);
  return To && To->getConversionType()->isBooleanType();
}

std::optional<Mention> observes(const ValueDecl *D) {
  if (isBoolConversion(D))
    return Mention::Tests;
  if (!D->getIdentifier())
    return std::nullopt;
  StringRef Name = D->getName();
  if (Name == "valid" || Name == "empty" || Name == "has_value")
    return Mention::Tests;
  if (Name == "ready" || Name == "is_ready" || Name == "isReady" ||
      Name == "done" || Name == "await_ready" || Name == "is_done")
    return Mention::Polls;
  return std::nullopt;
}

Mention mentionOf(const Expr *Ref, llvm::ArrayRef<const Stmt *> Around) {
  const Stmt *Child = Ref;
  for (const Stmt *Parent : llvm::reverse(Around)) {
    if (isa<ParenExpr, ExprWithCleanups>(Parent)) {
      Child = Parent;
      continue;
    }
    if (const auto *Cast = dyn_cast<CastExpr>(Parent)) {
      if (Cast->getCastKind() == CK_ToVoid)
        return Mention::Drops;
      if (Cast->getCastKind() != CK_NoOp)
        return Mention::Consumes;
      Child = Parent;
      continue;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(Parent))
      if (std::optional<Mention> Observed = observes(Member->getMemberDecl()))
        return *Observed;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Parent))
      if (Operator->getOperator() == OO_Equal) {
        if (Operator->getArg(0) == Child)
          return Mention::Assigns;
        if (isStdIgnore(Operator->getArg(0)))
          return Mention::Drops;
      }
    return isa<CompoundStmt>(Parent) ? Mention::Drops : Mention::Consumes;
  }
  return Mention::Consumes;
}

bool inAssertion(const TuContext &Tu, SourceLocation Loc) {
  if (Loc.isMacroID() &&
      Tu.Sources.isInSystemHeader(Tu.Sources.getSpellingLoc(Loc)))
    return true;
  for (; Loc.isMacroID(); Loc = Tu.Sources.getImmediateMacroCallerLoc(Loc)) {
    StringRef Name =
        Lexer::getImmediateMacroName(Loc, Tu.Sources, Tu.Ast.getLangOpts());
    for (StringRef Word :
         {"ASSERT", "CHECK", "EXPECT", "REQUIRE", "VERIFY", "COMPARE"})
      if (Name.contains(Word))
        return true;
  }
  return false;
}

} // namespace cohazard::facts
