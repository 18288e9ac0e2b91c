#include "facts/TaskAwait.h"
#include "facts/CoroutineTypes.h"
#include "facts/Coroutines.h"
#include "facts/MoveLimits.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace cohazard::facts {

//===-- The types ---------------------------------------------------------===//

/// May a coroutine with \p Promise be the one that \p Parameter, of an
/// await_suspend, takes?
static AwaitLegality takesHandleOf(QualType Parameter,
                                   const CXXRecordDecl *Promise) {
  const auto *Handle =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(Parameter));
  // A class of the library's own that is made from a handle.
  if (!Handle || !Handle->isInStdNamespace() || !Handle->getIdentifier() ||
      Handle->getName() != "coroutine_handle")
    return AwaitLegality::Unproven;
  QualType Of = Handle->getTemplateArgs()[0].getAsType();
  const CXXRecordDecl *Only = recordOf(Of);
  return Of->isVoidType() || (Only && Only->getCanonicalDecl() ==
                                          Promise->getCanonicalDecl())
             ? AwaitLegality::Legal
             : AwaitLegality::NotAwaitable;
}

/// Legal before unproven before not awaitable.
static AwaitLegality better(AwaitLegality A, AwaitLegality B) {
  return std::min(A, B);
}

/// Can a coroutine with \p Promise suspend with the awaiter of \p Record?
static AwaitLegality suspendsWith(TuContext &Tu, const CXXRecordDecl *Record,
                                  const CXXRecordDecl *Promise) {
  if (!isAwaitable(Tu, Record))
    return AwaitLegality::NotAwaitable;
  AwaitLegality Best = AwaitLegality::NotAwaitable;
  const CXXRecordDecl *Awaiter = awaiterOf(Tu, Record);
  if (!Awaiter)
    return AwaitLegality::Unproven;
  for (const NamedDecl *D : membersNamed(Awaiter, "await_suspend"))
    if (const FunctionDecl *F = asFunction(D); F && F->getNumParams())
      Best = better(
          Best, F->getDescribedFunctionTemplate()
                    ? AwaitLegality::Unproven
                    : takesHandleOf(F->getParamDecl(0)->getType(), Promise));
  return Best;
}

/// Can a coroutine with \p Promise await a temporary \p Record?
static AwaitLegality awaits(TuContext &Tu, const CXXRecordDecl *Promise,
                            const CXXRecordDecl *Record) {
  if (!Promise)
    return AwaitLegality::Unproven;
  auto Transforms = membersNamed(Promise, "await_transform");
  if (Transforms.empty())
    return suspendsWith(Tu, Record, Promise);
  AwaitLegality Best = AwaitLegality::NotAwaitable;
  for (const NamedDecl *D : Transforms) {
    const FunctionDecl *F = asFunction(D);
    if (!F || F->isDeleted() || !F->getNumParams())
      continue;
    QualType Parameter = F->getParamDecl(0)->getType();
    if (Parameter->isLValueReferenceType() &&
        !Parameter->getPointeeType().isConstQualified())
      continue;
    if (mayTakeRecord(Parameter, Record))
      Best = AwaitLegality::Legal;
    else if (Parameter.getNonReferenceType()->isTemplateTypeParmType())
      Best = better(Best, AwaitLegality::Unproven); // it may be constrained
  }
  return Best;
}

/// What awaiting \p Record yields; null if that is not known.
static QualType resultOf(TuContext &Tu, const CXXRecordDecl *Record) {
  for (const NamedDecl *D : membersNamed(awaiterOf(Tu, Record), "await_resume"))
    if (const FunctionDecl *F = asFunction(D))
      return F->getReturnType();
  return {};
}

/// May awaiting \p Record yield an object whose end does something?
static bool yieldsObject(TuContext &Tu, const CXXRecordDecl *Record) {
  QualType Result = resultOf(Tu, Record);
  return Result.isNull() || Result->isUndeducedType() ||
         Result->isDependentType() || Result.isDestructedType();
}

//===-- The place ---------------------------------------------------------===//

static bool isInArm(const ExpressionPlace &Place) {
  return llvm::any_of(Place.Around, [](const Stmt *Around) {
    return isa<AbstractConditionalOperator>(Around);
  });
}

/// What speaks against an await at this place; legal if nothing.
static AwaitLegality placeAllows(const BodyContext &Body,
                                 const ExpressionPlace &Place) {
  if (Place.InDefaultArgument)
    return AwaitLegality::InDefaultArgument;
  if (!Body.Decl || !isCoroutine(Body.Decl))
    return AwaitLegality::NotInCoroutine;
  for (const Stmt *Around : Place.Around) {
    if (isa<CXXCatchStmt>(Around))
      return AwaitLegality::InHandler;
    if (declaresStatic(Around))
      return AwaitLegality::InStaticInitializer;
  }
  return AwaitLegality::Legal;
}

bool bindsLooser(const Expr *Operand) {
  Operand = Operand->IgnoreUnlessSpelledInSource();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Operand))
    return Operator->isInfixBinaryOp();
  return isa<BinaryOperator, AbstractConditionalOperator, CXXThrowExpr,
             CXXRewrittenBinaryOperator, CoyieldExpr>(Operand);
}

AwaitInsertion awaitInsertion(BodyContext &Body, const Creation &Made,
                              const ExpressionPlace &Place) {
  TuContext &Tu = Body.Tu;
  const Expr *Value = Made.Value->IgnoreUnlessSpelledInSource();
  AwaitInsertion Insertion;
  // Maps into the file what a macro's argument or a whole expansion spells.
  CharSourceRange Written = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Value->getSourceRange()), Tu.Sources,
      Tu.Ast.getLangOpts());
  Insertion.Legality = placeAllows(Body, Place);
  if (Insertion.Legality == AwaitLegality::Legal)
    Insertion.Legality =
        Written.isInvalid() ? AwaitLegality::InMacro
                            : awaits(Tu, promiseAround(Body.Decl), Made.Record);
  bool MoreThanOnce = Value->getBeginLoc().isMacroID() ||
                      Value->getEndLoc().isMacroID() ||
                      (Body.Decl && Body.Decl->isTemplateInstantiation());
  if (Insertion.Legality == AwaitLegality::Legal && MoreThanOnce)
    Insertion.Legality = AwaitLegality::Unproven;
  if (Insertion.Legality <= AwaitLegality::Unproven && isInArm(Place) &&
      yieldsObject(Tu, Made.Record))
    Insertion.Legality = AwaitLegality::InArm;
  if (Written.isInvalid())
    return Insertion;
  Insertion.Begin = Tu.site(Written.getBegin());
  Insertion.End = Tu.site(Written.getEnd());
  Insertion.ParenthesizeOperand = bindsLooser(Value);
  Insertion.ParenthesizeWhole = Place.MemberBehind;
  QualType Result = resultOf(Tu, Made.Record);
  Insertion.YieldsVoid = !Result.isNull() && Result->isVoidType();
  return Insertion;
}

} // namespace cohazard::facts
