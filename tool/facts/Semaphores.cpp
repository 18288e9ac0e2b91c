#include "facts/Semaphores.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "source/Words.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

static bool isSemaphoreClass(const CXXRecordDecl *Record) {
  return Record->getIdentifier() &&
         isOneOf(Record->getName(), {"counting_semaphore", "QSemaphore"});
}

static void noteStart(TuContext &Tu, Place What, const Expr *Count) {
  Expr::EvalResult Value;
  if (What.Base == Place::Root::Variable && Count &&
      !Count->isValueDependent() && Count->EvaluateAsInt(Value, Tu.Ast))
    Tu.Facts.SemaphoreStarts.push_back(
        {std::move(What), Value.Val.getInt().getExtValue()});
}

void noteSemaphore(TuContext &Tu, const VarDecl *Made, const Expr *Init) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(withoutWrappers(Init));
  if (Construct && Construct->getNumArgs() &&
      isSemaphoreClass(Construct->getConstructor()->getParent()))
    noteStart(Tu, {Place::Root::Variable, Tu.entity(Made), 0, {}},
              Construct->getArg(0));
}

std::optional<SemaphoreUse> semaphoreUse(TuContext &Tu,
                                         const FunctionDecl *Enclosing,
                                         const CallSite &Site) {
  const IdentifierInfo *Id = Site.Callee->getIdentifier();
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  if (!Id || (Method && !isSemaphoreClass(Method->getParent())))
    return std::nullopt;
  if (Id->isStr("sem_init") && Site.argument(0))
    noteStart(Tu, placeOf(Tu, Enclosing, Site.argument(0)), Site.argument(2));
  if (!Method &&
      !isOneOf(Id->getName(), {"sem_wait", "sem_post", "sem_trywait"}))
    return std::nullopt;
  const Expr *Object = Method ? Site.Object : Site.argument(0);
  Place Semaphore = Object ? placeOf(Tu, Enclosing, Object) : Place();
  if (!Semaphore.known())
    return std::nullopt;
  if (isOneOf(Id->getName(), {"acquire", "sem_wait"}))
    return SemaphoreUse{SemaphoreUse::Takes, std::move(Semaphore)};
  if (isOneOf(Id->getName(), {"release", "sem_post"}))
    return SemaphoreUse{SemaphoreUse::Gives, std::move(Semaphore)};
  if (isOneOf(Id->getName(), {"try_acquire", "sem_trywait"}))
    return SemaphoreUse{SemaphoreUse::Tries, std::move(Semaphore),
                        Method != nullptr};
  return std::nullopt;
}

} // namespace cohazard::facts
