// What does a body use that each thread has of its own? thread_local variables
// and errno: moved to another thread, the code would see other values.

#include "facts/BodyWalk.h"
#include "facts/CallSite.h"
#include "facts/Extract.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace cohazard::facts {

namespace {

class ThreadBoundCollector : public BodyWalk {
public:
  explicit ThreadBoundCollector(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body), Tu(Body.Tu) {}

private:
  void leave(const Stmt *S) override;
  void add(SourceLocation Where, EntityId Variable);

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

void ThreadBoundCollector::leave(const Stmt *S) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (Var && Var->getTLSKind() != VarDecl::TLS_None)
      add(Ref->getLocation(), Tu.entity(Var));
    return;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(S)) {
    const auto *Var = dyn_cast<VarDecl>(Member->getMemberDecl());
    if (Var && Var->getTLSKind() != VarDecl::TLS_None)
      add(Member->getMemberLoc(), Tu.entity(Var));
    return;
  }
  const auto *E = dyn_cast<Expr>(S);
  std::optional<CallSite> Call = E ? callSite(E) : std::nullopt;
  if (!Call || !Call->Callee)
    return;
  if (readsErrno(Call->Callee))
    add(E->getExprLoc(), {});
  else if (!Tu.isUserCode(Call->Callee) && Call->Callee->isExternC())
    ErrnoIsCallers = false;
}

void extractThreadBound(BodyContext &Body) {
  ThreadBoundCollector(Body).walk(Body.Body);
}

} // namespace cohazard::facts
