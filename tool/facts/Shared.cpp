#include "facts/Shared.h"
#include "source/Words.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace cohazard::facts {

bool isGuardedByAttribute(const ValueDecl *D) {
  return D->hasAttr<GuardedByAttr>() || D->hasAttr<PtGuardedByAttr>();
}

bool isHandleClass(TuContext &Tu, const CXXRecordDecl *Record) {
  if (!Record || !Record->getIdentifier())
    return false;
  if (models::Models::Match Match = Tu.model(Record))
    if (Match->Executor)
      return true;
  if (Tu.isUserCode(Record))
    return false;
  return isOneOf(Record->getName(),
                 {"thread", "jthread", "future", "shared_future", "promise",
                  "packaged_task", "QThread", "QFuture", "thread_group",
                  "task_group", "thread_pool", "QThreadPool", "io_context"});
}

bool isHandleValue(TuContext &Tu, QualType Type) {
  if (const auto *Alias = Type->getAs<TypedefType>())
    if (isOneOf(Alias->getDecl()->getName(), {"pthread_t", "thrd_t"}))
      return true;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return Record && !Tu.isUserCode(Record) && isHandleClass(Tu, Record);
}

static constexpr uint16_t Synchronised =
    models::LockType | models::AsyncLockType | models::AtomicType |
    models::ShareableType;

static bool isSynchronisedName(TuContext &Tu, llvm::StringRef Name) {
  models::Models::Match Match = Tu.modelByName(Name);
  return Match && (Match->Types & Synchronised);
}

/// Does a pointer to \p Type lead to a lock or condition variable?
static bool isLockPointee(TuContext &Tu, QualType Type) {
  return !Type->isPointerType() && !Type->isVoidType() &&
         !Type->isAtomicType() && synchronisesItself(Tu, Type);
}

bool synchronisesItself(TuContext &Tu, QualType Type) {
  Type = Tu.Ast.getBaseElementType(Type.getNonReferenceType());
  if (Type->isAtomicType() || Type->isDependentType())
    return true;
  // A pointer to a lock is set once, before the lock can be used.
  if (Type->isPointerType() && isLockPointee(Tu, Type->getPointeeType()))
    return true;
  // The lock types of C are typedefs of unions and numbers.
  for (QualType T = Type; const auto *Alias = T->getAs<TypedefType>();
       T = Alias->getDecl()->getUnderlyingType()) {
    const TypedefNameDecl *Name = Alias->getDecl();
    if (isSynchronisedName(Tu, qualifiedName(Name)) ||
        isOneOf(Name->getName(),
                {"pthread_mutex_t", "pthread_cond_t", "pthread_rwlock_t",
                 "pthread_spinlock_t", "pthread_once_t", "pthread_barrier_t",
                 "pthread_t", "pthread_key_t", "pthread_attr_t", "sem_t",
                 "mtx_t", "cnd_t", "thrd_t", "tss_t", "once_flag",
                 "sig_atomic_t", "omp_lock_t", "atomic_flag"}))
      return true;
  }
  if (const auto *Tag = Type->getAs<RecordType>())
    if (!isa<CXXRecordDecl>(Tag->getDecl()) &&
        Tag->getDecl()->getIdentifier() &&
        isSynchronisedName(Tu, Tag->getDecl()->getName()))
      return true;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return false;
  if (isHandleClass(Tu, Record) || Record->hasAttr<CapabilityAttr>())
    return true;
  models::Models::Match Match = Tu.model(Record);
  if (Match && (Match->Types & Synchronised))
    return true;
  // std::vector<std::thread> and std::unique_ptr<std::mutex>.
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    if (!Tu.isUserCode(Record) && Special->getTemplateArgs().size())
      if (const TemplateArgument &First = Special->getTemplateArgs()[0];
          First.getKind() == TemplateArgument::Type &&
          First.getAsType()->getAsCXXRecordDecl())
        return isHandleClass(Tu, First.getAsType()->getAsCXXRecordDecl());
  return false;
}

static bool mayRaceUncached(TuContext &Tu, const VarDecl *Var) {
  if (!Var->hasGlobalStorage() || Var->getTSCSpec() != TSCS_unspecified ||
      Var->hasAttr<ThreadAttr>() || Var->hasAttr<OMPThreadPrivateDeclAttr>() ||
      Var->isConstexpr() || !Tu.isUserCode(Var) || Var->isInvalidDecl())
    return false;
  if (isGuardedByAttribute(Var))
    return false;
  QualType Type = Tu.Ast.getBaseElementType(Var->getType());
  // A const class may have mutable members, and a const pointer leads on.
  if (Type.isConstQualified() && !Type->isPointerType() &&
      !Type->isRecordType())
    return false;
  return !synchronisesItself(Tu, Type);
}

bool mayRace(TuContext &Tu, const VarDecl *Var) {
  Var = Var->getCanonicalDecl();
  auto [It, New] = Tu.MayRace.try_emplace(Var);
  if (!New)
    return It->second;
  bool Answer = mayRaceUncached(Tu, Var);
  for (const VarDecl *Again : Var->redecls())
    Answer &= !isGuardedByAttribute(Again);
  if (Answer)
    Tu.Facts.Variables.push_back(
        {Tu.entity(Var), Var->getType().getUnqualifiedType().getAsString(),
         false, Var->isStaticLocal()});
  return Tu.MayRace[Var] = Answer;
}

bool mayRace(TuContext &Tu, EntityId Variable) {
  const VarDecl *Var = Tu.NamedByPlaces.lookup(Variable);
  if (!Var)
    return false;
  return Var->hasGlobalStorage() ? mayRace(Tu, Var) : isa<ParmVarDecl>(Var);
}

bool mayLeadOn(const Place &What) {
  for (const PathStep &Step : What.Path)
    if (Step.What == PathStep::Kind::Pointee)
      return true;
  return false;
}

} // namespace cohazard::facts
