// What does a body use that each thread has of its own, or that belongs to one
// thread? thread_local variables and errno: moved to another thread, the code
// would see other values. Objects such as Qt's only their own thread may use.

#include "facts/BodyWalk.h"
#include "facts/CallSite.h"
#include "facts/Extract.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace cohazard::facts {

bool isConfined(TuContext &Tu, QualType Type) {
  Type = Type.getNonReferenceType();
  while (Type->isPointerType() || Type->isArrayType())
    Type = Type->isPointerType()
               ? Type->getPointeeType()
               : QualType(Type->getArrayElementTypeNoTypeQual(), 0);
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return false;
  if (models::Models::Match Match = Tu.model(Record))
    if (Match->Types & models::ConfinedType)
      return true;
  // std::unique_ptr<QLabel>, QPointer<QLabel>
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  return Special && !Tu.isUserCode(Record) &&
         Special->getTemplateArgs().size() &&
         Special->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         isConfined(Tu, Special->getTemplateArgs()[0].getAsType());
}

namespace {

class ThreadBoundCollector : public BodyWalk {
public:
  explicit ThreadBoundCollector(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body), Tu(Body.Tu) {}

private:
  void leave(const Stmt *S) override;
  void add(SourceLocation Where, EntityId Variable);
  void name(SourceLocation Where, const VarDecl *Var);

  BodyContext &Body;
  TuContext &Tu;
  /// Nothing was called yet that could have set errno anew.
  bool ErrnoIsCallers = true;
};

} // namespace

void ThreadBoundCollector::add(SourceLocation Where, EntityId Variable) {
  Body.Out.ThreadBound.push_back(
      {Tu.site(Where), Variable, !Variable && ErrnoIsCallers});
}

/// A variable is named: may only this thread use it?
void ThreadBoundCollector::name(SourceLocation Where, const VarDecl *Var) {
  if (Var->getTLSKind() != VarDecl::TLS_None)
    add(Where, Tu.entity(Var));
  else if (Var->hasGlobalStorage() && isConfined(Tu, Var->getType()))
    Body.Out.ThreadBound.push_back(
        {Tu.site(Where), Tu.entity(Var), false, /*Confined=*/true});
}

/// The functions behind the macro errno, and those that print or return what
/// it says.
static bool readsErrno(const FunctionDecl *D) {
  static const llvm::StringSet<> Readers = {
      "__errno_location", "__error", "_errno", "___errno", "__errno",
      "perror",           "err",     "errx",   "warn",     "verr",
      "vwarn",            "psignal", "error"};
  const IdentifierInfo *Id = D->getIdentifier();
  return Id && D->isExternC() && Readers.contains(Id->getName());
}

/// Functions that ask for, or change, what the calling thread is or has.
static bool isAboutItsThread(const FunctionDecl *D) {
  static const llvm::StringSet<> C = {
      "pthread_self",         "pthread_sigmask",        "sigprocmask",
      "gettid",               "pthread_getspecific",    "pthread_setspecific",
      "uselocale",            "sched_setaffinity",      "sched_getcpu",
      "pthread_setname_np",   "pthread_setaffinity_np", "dlerror",
      "prctl",                "unshare",                "setns"};
  const IdentifierInfo *Id = D->getIdentifier();
  if (!Id)
    return false;
  return D->isExternC() ? C.contains(Id->getName())
                        : D->getQualifiedNameAsString() ==
                              "std::this_thread::get_id";
}

void ThreadBoundCollector::leave(const Stmt *S) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      name(Ref->getLocation(), Var);
    return;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(S)) {
    if (const auto *Var = dyn_cast<VarDecl>(Member->getMemberDecl()))
      name(Member->getMemberLoc(), Var);
    else if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
             Field && isConfined(Tu, Field->getType()))
      Body.Out.ThreadBound.push_back({Tu.site(Member->getMemberLoc()),
                                      Tu.entity(Field), false,
                                      /*Confined=*/true});
    return;
  }
  const auto *E = dyn_cast<Expr>(S);
  std::optional<CallSite> Call = E ? callSite(E) : std::nullopt;
  if (!Call || !Call->Callee)
    return;
  if (isAboutItsThread(Call->Callee))
    add(E->getExprLoc(), Tu.entity(Call->Callee));
  if (readsErrno(Call->Callee))
    add(E->getExprLoc(), {});
  else if (!Tu.isUserCode(Call->Callee) && Call->Callee->isExternC())
    ErrnoIsCallers = false;
}

void extractThreadBound(BodyContext &Body) {
  ThreadBoundCollector(Body).walk(Body.Body);
}

} // namespace cohazard::facts
