#include "facts/PointerStores.h"
#include "facts/BodyWalk.h"
#include "facts/CallSite.h"
#include "facts/Callables.h"
#include "facts/Indices.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "facts/SpawnForms.h"
#include "source/Words.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

// Longer tables are taken for one element: they say no more than that.
static constexpr unsigned LongestTable = 32;

EntityId signatureOf(TuContext &Tu, QualType Type) {
  if (Type->isPointerType() || Type->isReferenceType())
    Type = Type->getPointeeType();
  if (!Type->isFunctionType())
    return {};
  std::string Text = Type.getCanonicalType().getAsString();
  return Tu.namedEntity("signature@" + Text, Text);
}

static bool isCallable(QualType Type) {
  Type = Type.getNonReferenceType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return Type->isFunctionPointerType() || Type->isFunctionType() ||
         (Record && (Record->isLambda() || isCallableWrapper(Record)));
}

Place heldBy(TuContext &Tu, const FunctionDecl *Enclosing, const Expr *E) {
  E = E->IgnoreParenImpCasts();
  // `(*f)()` calls what `f()` calls.
  if (const auto *Deref = dyn_cast<UnaryOperator>(E);
      Deref && Deref->getOpcode() == UO_Deref)
    if (Deref->getSubExpr()->getType()->isFunctionPointerType())
      E = Deref->getSubExpr()->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  if (const auto *Parm = dyn_cast_or_null<ParmVarDecl>(
          Ref ? Ref->getDecl() : nullptr);
      Parm && Enclosing && Parm->getType()->isPointerType() &&
      cast<FunctionDecl>(Parm->getDeclContext())->getCanonicalDecl() ==
          Enclosing->getCanonicalDecl())
    return {Place::Root::Parameter, {}, Parm->getFunctionScopeIndex(), {}};
  Place Held = placeOf(Tu, Enclosing, E);
  // A call's result is what it leads to already.
  return isa<CallExpr>(E) && E->getType()->isPointerType()
             ? Held
             : extend(std::move(Held), PathStep::Kind::Pointee);
}

namespace {

class StoreCollector : public BodyWalk {
public:
  StoreCollector(TuContext &Tu, const FunctionDecl *Enclosing,
                 const BodyContext *Body = nullptr)
      : BodyWalk(Tu.Ast), Tu(Tu), Enclosing(Enclosing), Body(Body) {}

  void collect();
  void give(const Place &Into, const Expr *E);

private:
  void leave(const Stmt *S) override;
  void variable(const VarDecl *Var) override;
  void call(const CallSite &Site);
  void noteAddress(const DeclRefExpr *Ref);
  bool isOfThisTurn(EntityId Index) const;
  void giveParts(const Place &Into, const InitListExpr *List);
  void add(const Place &Into, Place Object, bool Copies,
           std::vector<CallableRef> Callables = {});

  TuContext &Tu;
  const FunctionDecl *Enclosing;
  const BodyContext *Body;
};

} // namespace

/// May a value of \p Type hold an address?
static bool mayHoldAddress(QualType Type, unsigned Depth = 0) {
  Type = Type.getNonReferenceType();
  if (Type->isPointerType() || isCallable(Type))
    return true;
  if (const auto *Array = Type->getAsArrayTypeUnsafe())
    return mayHoldAddress(Array->getElementType(), Depth);
  const RecordDecl *Record = Type->getAsRecordDecl();
  if (!Record || !Record->getDefinition() || Depth > 3)
    return false;
  for (const FieldDecl *Field : Record->getDefinition()->fields())
    if (mayHoldAddress(Field->getType(), Depth + 1))
      return true;
  return false;
}

static bool allocates(const Expr *E) {
  if (isa<CXXNewExpr>(E))
    return true;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getIdentifier() &&
         (isOneOf(Callee->getName(),
                  {"malloc", "calloc", "realloc", "aligned_alloc", "valloc",
                   "xmalloc", "xcalloc", "g_malloc", "g_malloc0", "alloca",
                   "make_unique", "make_shared", "__builtin_alloca"}));
}

/// Is \p Index the counter of a loop around here that starts threads?
bool StoreCollector::isOfThisTurn(EntityId Index) const {
  if (Body)
    for (const auto &[Loop, Given] : Body->SpawnLoops) {
      const auto *For = dyn_cast<ForStmt>(Loop);
      const VarDecl *Counter = For ? counterOf(For).first : nullptr;
      if (llvm::is_contained(ancestors(), Loop) &&
          (Given == Index || (Counter && Tu.entity(Counter) == Index)))
        return true;
    }
  return false;
}

void StoreCollector::add(const Place &Into, Place Object, bool Copies,
                         std::vector<CallableRef> Callables) {
  if (!Object.known() && Callables.empty())
    return;
  // What a loop stores for the thread that it starts is that thread's own.
  for (PathStep &Step : Object.Path)
    if (Step.What == PathStep::Kind::AnyIndex && !Step.sharesElements() &&
        isOfThisTurn(Step.Member))
      Step.What = PathStep::Kind::OwnIndex;
  Tu.Facts.PointerStores.push_back(
      {Enclosing ? Tu.entity(Enclosing) : EntityId(), Into, std::move(Object),
       Copies, std::move(Callables)});
}

void StoreCollector::giveParts(const Place &Into, const InitListExpr *List) {
  if (const InitListExpr *Semantic = List->getSemanticForm())
    List = Semantic;
  if (const RecordDecl *Record = List->getType()->getAsRecordDecl()) {
    if (Record->isUnion()) {
      if (List->getNumInits() && List->getInitializedFieldInUnion())
        give(Into, List->getInit(0));
      return;
    }
    unsigned Next = 0;
    if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
      Next = Class->getNumBases();
    for (const FieldDecl *Field : Record->fields()) {
      if (Field->isUnnamedBitField())
        continue;
      if (Next >= List->getNumInits())
        return;
      const Expr *Init = List->getInit(Next++);
      if (mayHoldAddress(Field->getType()))
        give(Field->isAnonymousStructOrUnion()
                 ? Into
                 : extend(Into, PathStep{PathStep::Kind::Field,
                                         Tu.entity(Field), 0}),
             Init);
    }
    return;
  }
  const unsigned Count = List->getNumInits();
  for (unsigned I = 0; I < Count && I < 4 * LongestTable; ++I)
    give(extend(Into, Count > LongestTable
                          ? PathStep{PathStep::Kind::AnyIndex, {}, 0}
                          : PathStep{PathStep::Kind::Index, {}, I}),
         List->getInit(I));
}

/// Stores the value of \p E in \p Into.
void StoreCollector::give(const Place &Into, const Expr *E) {
  if (!E || !Into.known() || Into.Path.size() > 5 || E->isTypeDependent() ||
      !mayHoldAddress(E->getType()))
    return;
  E = withoutWrappers(E);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    give(Into, Choice->getTrueExpr());
    return give(Into, Choice->getFalseExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && (Binary->getOpcode() == BO_Comma ||
                 Binary->getOpcode() == BO_Assign))
    return give(Into, Binary->getRHS());
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
    return give(Into, Literal->getInitializer());
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    if (!List->getType()->isRecordType() && !List->getType()->isArrayType())
      return List->getNumInits() == 1 ? give(Into, List->getInit(0)) : void();
    return giveParts(Into, List);
  }
  if (allocates(E)) {
    std::string Key = "heap@" + E->getBeginLoc().printToString(Tu.Sources);
    return add(Into, {Place::Root::Variable, Tu.namedEntity(Key, ""), 0, {}},
               false);
  }
  if (isCallable(E->getType())) {
    std::vector<CallableRef> Known = callablesOf(Tu, Enclosing, E);
    if (!Known.empty())
      return add(Into, {}, false, std::move(Known));
    return add(Into, heldBy(Tu, Enclosing, E), false);
  }
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
      Made && Made->getNumArgs() == 1 && E->getType()->isRecordType() &&
      Made->getConstructor()->isCopyOrMoveConstructor())
    return give(Into, Made->getArg(0));
  // Arrays are given by their names: the address of the array.
  const bool Copies = E->getType()->isRecordType() && E->isGLValue();
  if (E->getType()->isRecordType() && !E->isGLValue()) {
    // `a = b` in C loads the whole.
    if (const auto *Load = dyn_cast<CastExpr>(E))
      add(Into, placeOf(Tu, Enclosing, Load->getSubExpr()), true);
    return;
  }
  add(Into, placeOf(Tu, Enclosing, E), Copies);
}

void StoreCollector::variable(const VarDecl *Var) {
  const Expr *Init = Var->getInit();
  if (!Init || Var->getType()->isReferenceType() || !mayHoldAddress(Var->getType()))
    return;
  if (Var->isStaticLocal() && Var->hasConstantInitialization())
    walk(Init); // for the functions named there
  // One value only: every use of the variable is followed to it, but for the
  // function that is given its address at its end.
  if (Var->isLocalVarDecl() && !Var->isStaticLocal() &&
      !Var->hasAttr<CleanupAttr>() &&
      Var->getType()->isPointerType() && onlyValue(Tu, Var) &&
      !mayTakeOut(Tu, Var, Init) && placeOf(Tu, Enclosing, Init).known())
    return;
  Tu.NamedByPlaces.try_emplace(Tu.entity(Var), Var);
  give({Place::Root::Variable, Tu.entity(Var), 0, {}}, Init);
}

/// A function that is named other than to call it.
void StoreCollector::noteAddress(const DeclRefExpr *Ref) {
  const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl());
  if (!F || !Tu.isUserCode(F) || isa<CXXMethodDecl>(F))
    return;
  const Stmt *Inner = Ref;
  for (const Stmt *S : llvm::reverse(ancestors())) {
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (Call->getCallee() == Inner)
        return;
    if (!isa<CastExpr, ParenExpr, UnaryOperator>(S))
      break;
    Inner = S;
  }
  Tu.Facts.AddressesTaken.push_back(
      {Tu.entity(F), signatureOf(Tu, F->getType())});
}

/// Does \p F belong to a pool? What that is given runs once: see SpawnForms.h.
static bool isOfPool(const FunctionDecl *F) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  return Method && mayBePool(Method->getParent());
}

/// Containers keep what they are given, and by-value parameters are copies.
void StoreCollector::call(const CallSite &Site) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Site.Callee);
  if (!Site.Callee)
    return;
  if (Method && Site.Object && Site.Arguments.size() == 1 &&
      Method->getOverloadedOperator() == OO_Equal &&
      mayHoldAddress(Site.Arguments[0]->getType()))
    return give(placeOf(Tu, Enclosing, Site.Object), Site.Arguments[0]);
  if (Method && Site.Object && Method->getIdentifier() &&
      isLibraryClass(Tu, Method->getParent()) && !isOfPool(Enclosing) &&
      isOneOf(Method->getName(),
              {"push_back", "emplace_back", "push_front", "insert", "emplace",
               "push", "emplace_front", "try_emplace", "insert_or_assign"})) {
    for (const Expr *E : Site.Arguments)
      if (mayHoldAddress(E->getType()))
        give(extend(placeOf(Tu, Enclosing, Site.Object),
                    PathStep::Kind::AnyIndex),
             E);
    return;
  }
  const FunctionDecl *Definition = nullptr;
  if (!Tu.isUserCode(Site.Callee) || !Site.Callee->hasBody(Definition))
    return;
  for (auto [Index, E] : llvm::enumerate(Site.Arguments))
    if (Index < Definition->getNumParams() && E->getType()->isRecordType()) {
      const ParmVarDecl *Parm = Definition->getParamDecl(Index);
      if (Parm->getType()->isRecordType() && mayHoldAddress(Parm->getType()))
        give({Place::Root::Variable, Tu.entity(Parm), 0, {}}, E);
    }
}

void StoreCollector::leave(const Stmt *S) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return noteAddress(Ref);
  if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->getOpcode() == BO_Assign &&
        mayHoldAddress(Binary->getLHS()->getType()))
      give(placeOf(Tu, Enclosing, Binary->getLHS()), Binary->getRHS());
    return;
  }
  if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
    if (Enclosing && Return->getRetValue())
      give({Place::Root::Variable, Tu.entity(Enclosing), 0, {}},
           Return->getRetValue());
    return;
  }
  if (const auto *E = dyn_cast<Expr>(S))
    if (std::optional<CallSite> Site = callSite(E))
      call(*Site);
}

void StoreCollector::collect() {
  if (const VarDecl *Global = Body->Initialised) {
    give({Place::Root::Variable, Tu.entity(Global), 0, {}}, Global->getInit());
  } else if (const auto *Ctor =
                 dyn_cast_or_null<CXXConstructorDecl>(Enclosing)) {
    for (const CXXCtorInitializer *Init : Ctor->inits()) {
      walk(Init->getInit());
      if (const FieldDecl *Field = Init->getMember())
        give(extend({Place::Root::Receiver, {}, 0, {}},
                    PathStep{PathStep::Kind::Field, Tu.entity(Field), 0}),
             Init->getInit());
    }
  }
  walk(Body->Body);
}

void extractPointerStores(BodyContext &Body) {
  StoreCollector(Body.Tu, Body.Decl, &Body).collect();
  extractOpenValues(Body.Tu);
}

void extractOpenValues(TuContext &Tu) {
  while (!Tu.OpenValues.empty()) {
    OpenValue Next = Tu.OpenValues.pop_back_val();
    StoreCollector(Tu, Next.Enclosing)
        .give({Place::Root::Variable, Next.Name, 0, {}}, Next.Value);
  }
}

} // namespace cohazard::facts
