// What is the function of a new thread given?

#include "facts/Callables.h"
#include "facts/Handles.h"
#include "facts/LocalValues.h"
#include "facts/Modes.h"
#include "facts/Places.h"
#include "facts/Signals.h"
#include "facts/SpawnForms.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

static bool leadsToOriginal(const Expr *E) {
  if (E->getType()->isPointerType())
    return true;
  E = withoutWrappers(E);
  const CXXRecordDecl *Record = E->getType()->getAsCXXRecordDecl();
  return Record && (isSmartPointer(Record) || isPromise(Record));
}

void addArguments(BodyContext &Body, const SpawnForm &Form, Spawn &Out) {
  TuContext &Tu = Body.Tu;
  llvm::SmallVector<const Expr *, 4> Given = Form.Arguments;
  const Expr *Callable = Form.Callable;
  if (Callable) {
    Callable = withoutWrappers(Callable);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Callable))
      if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
        if (const Expr *Value = onlyValue(Tu, Var))
          Callable = withoutWrappers(Value);
    if (const auto *Call = dyn_cast<CallExpr>(Callable);
        Call && isBinder(Call->getDirectCallee()) && Call->getNumArgs() > 1) {
      Given.clear();
      Given.append(Call->arg_begin() + 1, Call->arg_end());
      Callable = withoutWrappers(Call->getArg(0));
    }
  }
  const auto *Address = dyn_cast_or_null<UnaryOperator>(Callable);
  const auto *Named = dyn_cast_or_null<DeclRefExpr>(
      Address ? Address->getSubExpr()->IgnoreParens() : Callable);
  const auto *Method =
      Named ? dyn_cast<CXXMethodDecl>(Named->getDecl()) : nullptr;
  const bool ObjectFirst = (Method && !Method->isStatic()) || !Form.Callable;
  for (auto [Index, E] : llvm::enumerate(Given)) {
    Argument A;
    A.Index = ObjectFirst ? (Index ? Index - 1 : Argument::Receiver)
                          : static_cast<uint32_t>(Index);
    if (A.Index != Argument::Receiver)
      A.Callables = callablesOf(Tu, Body.Decl, E);
    if (leadsToOriginal(E))
      A.Object = placeOf(Tu, Body.Decl, E);
    if (std::optional<PassedMode> Mode = modeOf(Tu, Body.Decl, A.Index, E))
      Out.Modes.push_back(*Mode);
    if (!A.Callables.empty() || A.Object.known())
      Out.Arguments.push_back(std::move(A));
  }
  if (const LambdaExpr *Lambda =
          Form.Callable ? lambdaOf(Tu, Form.Callable) : nullptr)
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesThis())
        Out.Arguments.push_back(
            {Argument::Receiver, {}, {Place::Root::Receiver, {}, 0, {}}});
}

} // namespace cohazard::facts
