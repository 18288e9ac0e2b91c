// Which destructors does a body run? Of its locals, of temporaries, of what it
// deletes, and of the members of its own object.

#include "facts/CallCollector.h"
#include "facts/Callables.h"
#include "facts/Effects.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace cohazard::facts {

/// What a library holds, it destroys in a body that may have been skipped: then
/// nobody asked the compiler for an implicit destructor. Its parts are the same
/// in either case.
void CallCollector::destroyHeld(const CXXRecordDecl *Record, const Stmt *At,
                                SourceLocation Loc, const VarDecl *Local) {
  const CXXDestructorDecl *D = Record->getDestructor();
  if (!Tu.isUserCode(Record) || (D && !D->isImplicit()))
    return destroy(D, At, Loc, Local, nullptr);
  if (Record->isUnion() || !Unwinding.insert(Record).second)
    return;
  auto Destroy = [&](QualType Type) {
    const CXXRecordDecl *Part =
        Ast.getBaseElementType(Type)->getAsCXXRecordDecl();
    if (!Part || !Part->hasDefinition())
      return;
    destroyHeld(Part, At, Loc, Local);
    destroyOwned(Part, At, Loc, Local);
  };
  for (const FieldDecl *Member : Record->fields())
    Destroy(Member->getType());
  for (const CXXBaseSpecifier &Base : Record->bases())
    Destroy(Base.getType());
  Unwinding.erase(Record);
}

void CallCollector::destroy(const CXXDestructorDecl *D, const Stmt *At,
                            SourceLocation Loc, const VarDecl *Local,
                            const Expr *Made) {
  if (!D || D->isTrivial() || D->isDeleted())
    return;
  models::Models::Match Match = Tu.model(D);
  if (!Match && !Tu.isUserCode(D))
    return;
  CallSite Site;
  Site.Whole = Made;
  Site.Callee = D;
  Site.Object = Made;
  bool Virtual = isa_and_nonnull<CXXDeleteExpr>(At) && D->isVirtual();
  Call &Out =
      add(At, Loc, Virtual ? CallKind::Virtual : CallKind::Destructor);
  Out.Callee = Tu.entity(D);
  if (auto Effect = blockingEffect(Tu, Site, Judge, Knowledge))
    Out.More.change().Blocks = std::move(*Effect);
  if (!Local)
    return;
  Argument Receiver;
  Receiver.Index = Argument::Receiver;
  Receiver.Object.Base = Place::Root::Variable;
  Receiver.Object.Variable = Tu.entity(Local);
  Out.Arguments.push_back(std::move(Receiver));
  uint32_t Index = Body.Out.Calls.size() - 1;
  Body.happensAtEnd(Local, StepKind::Call, Index);
  ScopeEnds.push_back({Index, Local});
}

/// Is the temporary bound to an rvalue reference of a call, which takes over
/// what its destructor would wait for?
static bool mayBeTakenOver(const MaterializeTemporaryExpr *Temporary,
                           llvm::ArrayRef<const Stmt *> Around) {
  if (!Temporary->isXValue())
    return false;
  for (const Stmt *Ancestor : llvm::reverse(Around)) {
    if (isa<CallExpr, CXXConstructExpr, InitListExpr, CXXNewExpr>(Ancestor))
      return true;
    if (!isa<Expr>(Ancestor))
      return false;
  }
  return false;
}

/// By-value parameters end with the full expression of the call.
void CallCollector::destroyParameters(const CallSite &Site) {
  if (!Tu.isUserCode(Site.Callee))
    return;
  for (const ParmVarDecl *Parameter : Site.Callee->parameters()) {
    const CXXRecordDecl *Record = Parameter->getType()->getAsCXXRecordDecl();
    if (Record && Record->hasDefinition() && Record->hasUserDeclaredDestructor())
      destroy(Record->getDestructor(), Site.Whole, callLocation(Site.Whole),
              nullptr, nullptr);
  }
}

/// The destructor of a value, and those of what the value owns if it is a
/// container or a smart pointer of the standard library.
void CallCollector::destroyValue(const CXXRecordDecl *Record, const Stmt *At,
                                 SourceLocation Loc, const VarDecl *Local,
                                 const Expr *Made) {
  destroy(Record->getDestructor(), At, Loc, Local, Made);
  destroyOwned(Record, At, Loc, Local);
}

/// A unique_ptr's own deleter: a function object by its type, a function by what
/// the local was made with.
void CallCollector::callDeleter(const ClassTemplateSpecializationDecl *Pointer,
                                const Stmt *At, SourceLocation Loc,
                                const VarDecl *Local) {
  const TemplateArgumentList &Arguments = Pointer->getTemplateArgs();
  if (Arguments.size() < 2 || Arguments[1].getKind() != TemplateArgument::Type)
    return;
  std::vector<CallableRef> Deleters;
  QualType Type = Arguments[1].getAsType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (Record && Record->hasDefinition() && Tu.isUserCode(Record)) {
    DeclarationName Name = Ast.DeclarationNames.getCXXOperatorName(OO_Call);
    for (const NamedDecl *D : Record->getDefinition()->lookup(Name))
      if (const auto *Method = dyn_cast<CXXMethodDecl>(D))
        Deleters.push_back({Tu.entity(Method), -1});
  } else if (Type->isFunctionPointerType() && Local && Local->getInit()) {
    std::optional<CallSite> Made =
        callSite(Local->getInit()->IgnoreImplicit());
    if (Made && Made->Arguments.size() == 2)
      Deleters = callablesOf(Tu, Body.Decl, Made->Arguments[1]);
  }
  for (const CallableRef &Deleter : Deleters) {
    if (!Deleter.Function)
      continue;
    Call &Out = add(At, Loc, CallKind::Invocation);
    Out.Callee = Deleter.Function;
    Out.More.change().Through = "std::unique_ptr::~unique_ptr";
    if (Local) {
      Body.happensAtEnd(Local, StepKind::Call, Body.Out.Calls.size() - 1);
      ScopeEnds.push_back({static_cast<uint32_t>(Body.Out.Calls.size() - 1),
                           Local});
    }
  }
}

void CallCollector::destroyOwned(const CXXRecordDecl *Owner, const Stmt *At,
                                 SourceLocation Loc, const VarDecl *Local,
                                 int Depth) {
  static const llvm::StringSet<> Owners = {
      "unique_ptr", "optional",      "vector",        "deque",
      "list",       "forward_list",  "array",         "pair",
      "tuple",      "variant",       "map",           "multimap",
      "unordered_map", "set",        "unordered_set", "queue",
      "stack",      "priority_queue", "expected"};
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Owner);
  if (!Special || Depth > 2 || !Special->isInStdNamespace() ||
      !Owners.contains(Special->getName()))
    return;
  if (Special->getName() == "unique_ptr")
    callDeleter(Special, At, Loc, Local);
  auto Destroy = [&](const TemplateArgument &Argument) {
    if (Argument.getKind() != TemplateArgument::Type)
      return;
    const CXXRecordDecl *Owned = Argument.getAsType()->getAsCXXRecordDecl();
    if (!Owned || !Owned->hasDefinition())
      return;
    destroyHeld(Owned, At, Loc, Local);
    destroyOwned(Owned, At, Loc, Local, Depth + 1);
  };
  for (const TemplateArgument &Argument : Special->getTemplateArgs().asArray())
    if (Argument.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Packed : Argument.pack_elements())
        Destroy(Packed);
    else
      Destroy(Argument);
}

/// The destructor that runs when the full expression around \p E ends, or at
/// once for a delete expression.
void CallCollector::destroyAfter(const Expr *E) {
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
    QualType Type = Delete->getDestroyedType();
    const CXXRecordDecl *Record =
        Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
    if (Record && Record->hasDefinition())
      destroyValue(Record, E, E->getBeginLoc(), nullptr, Delete->getArgument());
  } else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E)) {
    const CXXRecordDecl *Record = E->getType()->getAsCXXRecordDecl();
    bool Library = Record && !Tu.isUserCode(Record);
    if (Record && Record->hasDefinition() &&
        Temporary->getStorageDuration() == SD_FullExpression &&
        !(Library && mayBeTakenOver(Temporary, ancestors())))
      destroyValue(Record, E, E->getBeginLoc(), nullptr,
                   Temporary->getSubExpr());
  } else if (const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(E)) {
    // A discarded value: `f();` where f returns an object.
    auto Around = llvm::find_if_not(llvm::reverse(ancestors()), [](auto *S) {
      return isa<ExprWithCleanups, CXXBindTemporaryExpr,
                 CXXFunctionalCastExpr>(S);
    });
    if (Around == ancestors().rend() || isa<CompoundStmt>(*Around))
      destroy(Temporary->getTemporary()->getDestructor(), E, E->getBeginLoc(),
              nullptr, Temporary->getSubExpr());
  }
}

/// `__attribute__((cleanup(f)))`: the end of the variable calls f with its
/// address. What the variable leads to is taken for what f finds there.
void CallCollector::cleanUp(const VarDecl *Var) {
  const auto *Attribute = Var->getAttr<CleanupAttr>();
  if (!Attribute || !Var->isLocalVarDecl())
    return;
  Call &Out = add(nullptr, Var->getLocation(), CallKind::Plain);
  Out.Callee = Tu.entity(Attribute->getFunctionDecl());
  Argument Given;
  Given.Object.Base = Place::Root::Variable;
  Given.Object.Variable = Tu.entity(Var);
  Out.Arguments.push_back(std::move(Given));
  Body.happensAtEnd(Var, StepKind::Call, Body.Out.Calls.size() - 1);
}

/// A coroutine's parameters live in its frame and end with it; those of a
/// function end in its caller.
void CallCollector::destroyOwnParameters() {
  if (!Body.Decl || !Body.Out.IsCoroutine || Body.Out.IsRegion)
    return;
  for (const ParmVarDecl *Parameter : Body.Decl->parameters())
    if (const CXXRecordDecl *Record = Parameter->getType()->getAsCXXRecordDecl())
      if (Record->hasDefinition())
        destroyValue(Record, nullptr, Parameter->getLocation(), Parameter,
                     nullptr);
}

/// A destructor destroys the members and bases after its body.
void CallCollector::destroyMembers() {
  const auto *D = dyn_cast_or_null<CXXDestructorDecl>(Body.Decl);
  if (!D || D->getParent()->isUnion()) // nobody knows which member lives
    return;
  auto Destroy = [&](QualType Type, const FieldDecl *Member) {
    Type = Ast.getBaseElementType(Type);
    const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
    if (!Record || !Record->hasDefinition())
      return;
    size_t Before = Body.Out.Calls.size();
    destroyValue(Record, D->getBody(), D->getLocation(), nullptr, nullptr);
    if (Member && Body.Out.Calls.size() > Before) {
      Argument Receiver;
      Receiver.Index = Argument::Receiver;
      Receiver.Object.Base = Place::Root::Receiver;
      Receiver.Object.Path.push_back(
          {PathStep::Kind::Field, Tu.entity(Member)});
      Body.Out.Calls.back().Arguments.push_back(std::move(Receiver));
    }
  };
  for (const FieldDecl *Member : D->getParent()->fields())
    Destroy(Member->getType(), Member);
  for (const CXXBaseSpecifier &Base : D->getParent()->bases())
    Destroy(Base.getType(), nullptr);
}

/// A local that was joined, moved or returned does not wait at its end.
void CallCollector::dropReleasedDestructors() {
  for (auto [Index, Local] : ScopeEnds) {
    Call &End = Body.Out.Calls[Index];
    // A thread object that was made empty and never assigned has none.
    const auto *Made = dyn_cast_or_null<CXXConstructExpr>(
        Local->getInit() ? Local->getInit()->IgnoreImplicit() : nullptr);
    if (End.More->Blocks && Made && Made->getNumArgs() == 0 &&
        !Assigned.contains(Local) && !Tu.isUserCode(Made->getConstructor()))
      End.dropEffect();
    if (MovedAway.contains(Local) ||
        (End.More->Blocks && Released.contains(Local))) {
      End.dropEffect();
      if (MovedAway.contains(Local))
        End.Callee = {};
    }
    // unique_ptr::release: the pointee lives on.
    const CXXRecordDecl *Type = Local->getType()->getAsCXXRecordDecl();
    if (Released.contains(Local) && Type && Type->isInStdNamespace() &&
        Type->getName() == "unique_ptr")
      End.Callee = {};
  }
}

} // namespace cohazard::facts
