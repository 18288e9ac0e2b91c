#include "facts/Extract.h"
#include "facts/Coroutines.h"
#include "facts/Effects.h"
#include "facts/OpenMP.h"
#include "facts/Places.h"
#include "facts/PointerStores.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

namespace {

/// Finds the bodies that can run, template instantiations among them, and has
/// each read once.
class BodyFinder {
public:
  explicit BodyFinder(TuContext &Tu) : Tu(Tu) {}

  void run() {
    for (Decl *D : Tu.Ast.getTraversalScope())
      visit(D);
    readInitialisers();
    // A body may create closures and need destructors: both are bodies again.
    while (!Pending.empty())
      readBody(Pending.pop_back_val());
    extractOpenValues(Tu);
  }

private:
  void visit(Decl *D);
  void addGlobal(const VarDecl *Var);
  void visitFunction(FunctionDecl *D);
  void visitContext(DeclContext *Context) {
    for (Decl *D : Context->decls())
      visit(D);
  }
  void add(const FunctionDecl *D);
  void addNested(const BodyContext &Body);
  void readBody(const FunctionDecl *D);
  void readRegion(BodyContext &Region);
  void readInitialisers();

  TuContext &Tu;
  llvm::DenseSet<const FunctionDecl *> Seen;
  llvm::SmallVector<const FunctionDecl *, 0> Pending;
  llvm::SmallVector<const VarDecl *, 0> Globals;
};

} // namespace

void BodyFinder::visit(Decl *D) {
  if (auto *Unit = dyn_cast<TranslationUnitDecl>(D))
    return visitContext(Unit);
  if (!Tu.isUserCode(D) || D->isInvalidDecl())
    return;
  if (auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
    for (FunctionDecl *Instance : Template->specializations())
      visitFunction(Instance);
    return;
  }
  if (auto *Template = dyn_cast<ClassTemplateDecl>(D)) {
    for (ClassTemplateSpecializationDecl *Instance : Template->specializations())
      if (Instance->getSpecializationKind() != TSK_ExplicitSpecialization)
        visitContext(Instance);
    return;
  }
  if (auto *Template = dyn_cast<VarTemplateDecl>(D)) {
    for (VarTemplateSpecializationDecl *Instance : Template->specializations())
      addGlobal(Instance);
    return;
  }
  if (auto *Var = dyn_cast<VarDecl>(D))
    return addGlobal(Var);
  if (auto *Member = dyn_cast<FieldDecl>(D)) {
    // `int fd = socket(…, SOCK_NONBLOCK, 0);` in a class that is made elsewhere.
    if (const Expr *Init = Member->getInClassInitializer())
      if (std::optional<CallSite> Site = callSite(Init->IgnoreParenImpCasts()))
        noteNonBlocking(Tu, *Site, Member);
    return;
  }
  if (auto *Friend = dyn_cast<FriendDecl>(D)) {
    // A befriended class may befriend this one: it is visited where it is
    // declared, and only functions are defined in a friend declaration.
    if (NamedDecl *Befriended = Friend->getFriendDecl())
      if (isa<FunctionDecl, FunctionTemplateDecl>(Befriended))
        visit(Befriended);
    return;
  }
  if (auto *Function = dyn_cast<FunctionDecl>(D))
    return visitFunction(Function);
  if (auto *Record = dyn_cast<CXXRecordDecl>(D)) {
    if (!Record->isDependentContext())
      visitContext(Record);
    return;
  }
  if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D))
    visitContext(cast<DeclContext>(D));
}

void BodyFinder::addGlobal(const VarDecl *Var) {
  if (!Var->getType()->isDependentType() && Var->getInit())
    Globals.push_back(Var);
}

void BodyFinder::visitFunction(FunctionDecl *D) {
  if (D->doesThisDeclarationHaveABody() || D->isDefaulted())
    return add(D);
  // An instantiation's definition may be another declaration.
  if (FunctionDecl *Definition = D->getDefinition())
    if (D->isTemplateInstantiation())
      add(Definition);
}

void BodyFinder::add(const FunctionDecl *D) {
  if (D->isInvalidDecl() || D->isDependentContext() || !D->getBody() ||
      D->willHaveBody() || D->hasSkippedBody() || !Tu.isUserCode(D))
    return;
  if (Seen.insert(D->getCanonicalDecl()).second)
    Pending.push_back(D);
}

/// Adds the bodies that only another body leads to: its lambdas' and those of
/// its local classes.
void BodyFinder::addNested(const BodyContext &Body) {
  for (const LambdaExpr *Lambda : Body.Lambdas) {
    if (FunctionTemplateDecl *Generic =
            Lambda->getLambdaClass()->getDependentLambdaCallOperator()) {
      for (FunctionDecl *Instance : Generic->specializations())
        visitFunction(Instance);
    } else if (const CXXMethodDecl *Operator = Lambda->getCallOperator()) {
      add(Operator);
    }
  }
  if (Body.Decl)
    for (Decl *D : Body.Decl->decls())
      if (isa<CXXRecordDecl>(D))
        visit(D);
}

void BodyFinder::readBody(const FunctionDecl *D) {
  Function Out;
  Out.Id = Tu.entity(D);
  Out.Where = Tu.site(D->getLocation());
  describeFunction(Tu, D, Out);
  const Stmt *Statement = D->getBody();
  if (const auto *Coroutine = dyn_cast<CoroutineBodyStmt>(Statement))
    Statement = Coroutine->getBody();
  BodyContext Body{Tu, D, Statement, Out};
  extractCalls(Body);
  extractRewrites(Body);
  extractThreads(Body);
  extractThreadBound(Body);
  extractDroppedTasks(Body);
  outlineRegions(Body, [this](BodyContext &Region) { readRegion(Region); });
  buildFlow(Body);
  addNested(Body);
  Tu.Facts.Functions.push_back(std::move(Out));
}

void BodyFinder::readRegion(BodyContext &Region) {
  // Notes which variables are private before anything is read.
  outlineRegions(Region, [this](BodyContext &Inner) { readRegion(Inner); });
  extractCalls(Region);
  extractThreads(Region);
  buildFlow(Region);
  addNested(Region);
}

/// The initialisers of globals run before `main`, as if in one function.
void BodyFinder::readInitialisers() {
  if (Globals.empty())
    return;
  Function Out;
  Out.Id = {static_cast<uint32_t>(Tu.Facts.Entities.size())};
  Tu.Facts.Entities.push_back(
      {"c:@cohazard@init", "static initialisation", {}, Linkage::Internal});
  Out.InternalLinkage = true;
  Out.IsStaticInit = true;
  for (const VarDecl *Global : Globals) {
    BodyContext Body{Tu, nullptr, Global->getInit(), Out};
    Body.Initialised = Global;
    extractCalls(Body);
    extractThreads(Body);
    extractDroppedTasks(Body);
    addNested(Body);
    buildFlow(Body);
  }
  Tu.Facts.Functions.push_back(std::move(Out));
}

void extractTu(TuContext &Tu) {
  BodyFinder(Tu).run();
  finishDroppedTasks(Tu);
  findMissingIncludes(Tu);
}

} // namespace cohazard::facts
