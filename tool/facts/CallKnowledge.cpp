// What does a call tell of the objects it names: is one ready, joined, moved
// away, a non-blocking descriptor?

#include "facts/CallCollector.h"
#include "facts/CoroutineTypes.h"
#include "facts/Effects.h"
#include "facts/Guards.h"
#include "source/Words.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace cohazard::facts {

static bool namesOneOf(llvm::StringRef Name,
                       std::initializer_list<llvm::StringRef> Words) {
  return llvm::any_of(Words, [&](llvm::StringRef Word) {
    return Name.contains_insensitive(Word);
  });
}

/// Awaits the readiness of a descriptor, by its name: `poll(fd)`, `readable()`,
/// `wait_read(fd)`; of an awaiter that is kept, `co_await read_awaiter_`.
static bool awaitsReadiness(const Expr *Operand) {
  Operand = Operand->IgnoreImplicit()->IgnoreParenCasts();
  const ValueDecl *Kept = namedObject(Operand);
  std::optional<CallSite> Call = callSite(Operand);
  const NamedDecl *Awaited = Kept ? Kept : Call ? Call->Callee : nullptr;
  if (!Awaited || !Awaited->getIdentifier())
    return false;
  const llvm::StringRef Name = Awaited->getName();
  const bool NamesDirection =
      namesOneOf(Name, {"read", "write", "recv", "send", "accept", "event", "_fd"});
  return namesOneOf(Name,
                    {"poll", "readable", "writable", "writeable", "readiness"}) ||
         Name == "async_wait" ||
         (NamesDirection && (Kept || namesOneOf(Name, {"wait"})));
}

/// Is a guard or a lock among what \p Operand passes on? Then the awaiter gives
/// it back once the coroutine is suspended.
static bool handsLockOver(TuContext &Tu, const Expr *Operand) {
  struct Arguments : BodyWalk {
    explicit Arguments(TuContext &Tu) : BodyWalk(Tu.Ast), Tu(Tu) {}
    void leave(const Stmt *S) override {
      const auto *E = dyn_cast<Expr>(S);
      std::optional<CallSite> Call = E ? callSite(E) : std::nullopt;
      Found |= Call && llvm::any_of(Call->Arguments, [&](const Expr *Argument) {
                 return isLock(Argument->getType()->getAsCXXRecordDecl());
               });
    }
    bool isLock(const CXXRecordDecl *Type) {
      models::Models::Match Match = Tu.model(Type);
      return (Match && Match->Guard) || isLockableByStructure(Type);
    }
    TuContext &Tu;
    bool Found = false;
  };
  Arguments Walk(Tu);
  Walk.walk(Operand);
  return Walk.Found;
}

/// What was awaited is complete, and so is the future that an await gives: a
/// later get() does not wait. An awaited descriptor is ready.
void CallCollector::learnAwaited(const CoawaitExpr *Await,
                                 Suspension &Suspends) {
  const Expr *Operand = Await->getOperand();
  Suspends.HandsLockOver = handsLockOver(Tu, Operand);
  if (awaitsReadiness(Operand))
    Body.Out.KnowsWouldBlock = true;
  struct Names : BodyWalk {
    Names(ASTContext &Ast, BodyKnowledge &Knowledge)
        : BodyWalk(Ast), Knowledge(Knowledge) {}
    void leave(const Stmt *S) override {
      if (const auto *E = dyn_cast<Expr>(S))
        if (isa<DeclRefExpr, MemberExpr>(E))
          Knowledge.learnReady(namedObject(E));
    }
    BodyKnowledge &Knowledge;
  };
  Names(Ast, Knowledge).walk(Operand);
  Knowledge.learnReady(receiverOfValue());
}

/// The variable or member that the value being visited initialises or is
/// assigned to, or null.
const ValueDecl *CallCollector::receiverOfValue() const {
  for (const Stmt *Ancestor : llvm::reverse(ancestors())) {
    if (isa<ReturnStmt>(Ancestor))
      return Body.Decl;
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Ancestor))
      return Default->getField();
    if (const auto *Declared = dyn_cast<DeclStmt>(Ancestor))
      return Declared->isSingleDecl()
                 ? dyn_cast<VarDecl>(Declared->getSingleDecl())
                 : nullptr;
    if (const auto *Assign = dyn_cast<BinaryOperator>(Ancestor))
      return Assign->isAssignmentOp() ? namedObject(Assign->getLHS()) : nullptr;
    if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(Ancestor))
      return Assign->isAssignmentOp() ? namedObject(Assign->getArg(0))
                                      : nullptr;
    if (!isa<Expr>(Ancestor))
      return nullptr;
  }
  return Initialised;
}

/// `await_ready`, inherited or not, goes before its siblings: what it tested is ready there, and a
/// descriptor that it tried does not block.
void CallCollector::learnFromReadyTest() {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Body.Decl);
  if (!Method || !Method->getIdentifier() ||
      (Method->getName() != "await_suspend" &&
       Method->getName() != "await_resume"))
    return;
  struct Tests : BodyWalk {
    Tests(TuContext &Tu, BodyKnowledge &Knowledge)
        : BodyWalk(Tu.Ast), Tu(Tu), Knowledge(Knowledge) {}
    void leave(const Stmt *S) override {
      const auto *E = dyn_cast<Expr>(S);
      if (!E)
        return;
      KnowsWouldBlock |= namesWouldBlock(Tu, E);
      std::optional<CallSite> Call = callSite(E);
      if (Call && Call->Object)
        Knowledge.learnReady(namedObject(Call->Object));
    }
    TuContext &Tu;
    BodyKnowledge &Knowledge;
    bool KnowsWouldBlock = false;
  };
  for (const NamedDecl *D : membersNamed(Method->getParent(), "await_ready")) {
    const auto *ReadyTest = dyn_cast<CXXMethodDecl>(D);
    if (!ReadyTest || !ReadyTest->hasBody())
      continue;
    Tests Walk(Tu, Knowledge);
    Walk.walk(ReadyTest->getBody());
    Body.Out.KnowsWouldBlock |= Walk.KnowsWouldBlock;
  }
}

/// What does the call tell of its object: is it ready, joined, moved away?
void CallCollector::learn(const CallSite &Site) {
  const IdentifierInfo *Id = Site.Callee->getIdentifier();
  if (Site.Callee->isInStdNamespace() && Id && Id->isStr("move") &&
      Site.Arguments.size() == 1)
    MovedAway.insert(namedObject(Site.Arguments[0]));
  // A member's object, or what a free function such as is_ready(f) looks at.
  const Expr *Subject = Site.Object ? Site.Object : Site.argument(0);
  const ValueDecl *Object = Subject ? namedObject(Subject) : nullptr;
  if (Object && Site.Callee->getOverloadedOperator() == OO_Equal)
    Assigned.insert(Object);
  if (Object && Site.Callee->getOverloadedOperator() == OO_Call &&
      qualifiedName(Site.Callee) == "std::packaged_task::operator()" &&
      Object->getDeclContext() == Body.Decl)
    Knowledge.learnReady(Object);
  if (!Object || !Id)
    return;
  static const llvm::StringSet<> ReadyTests = {
      "is_ready", "isReady",     "ready",     "is_done", "isDone",
      "done",     "isFinished",  "poll",      "available", "hasResult",
      "wait_for", "wait_until",  "wait",      "await_ready", "has_result"};
  static const llvm::StringSet<> Releases = {
      "join", "detach", "get", "wait", "release", "reset", "swap", "share"};
  models::Models::Match Match = Tu.model(Site.Callee);
  // A helper's own name: `future_ready(f)`, `all_done(batch)`.
  const bool Asks = Site.Callee->getReturnType()->isBooleanType() &&
                    Site.Arguments.size() + (Site.Object ? 1 : 0) == 1 &&
                    (Id->getName().contains_insensitive("ready") ||
                     Id->getName().contains_insensitive("done"));
  if (Asks || ReadyTests.contains(Id->getName()) ||
      (Match && (Match->Functions & models::ReadyTest)))
    Knowledge.learnReady(Object);
  if (Site.Object && Releases.contains(Id->getName()))
    Released.insert(Object);
  if (Site.Object && Id->isStr("get_future"))
    if (const ValueDecl *Future = receiverOfValue())
      Knowledge.learnPart(Future, Object);
  // Only the promise's own function says when: another may run at any time.
  if (isOneOf(Id->getName(), {"set_value", "set_exception", "setValue"}) &&
      Object->getDeclContext() == Body.Decl)
    Knowledge.learnReady(Object);
}

/// A descriptor, or an object that may hold one.
static bool mayHoldDescriptor(QualType Type) {
  Type = Type.getNonReferenceType();
  return Type->isIntegerType() || Type->isRecordType();
}

/// Where a descriptor goes: \p Value becomes what \p Receiver names.
void CallCollector::passDescriptor(const Expr *Value,
                                   const ValueDecl *Receiver) {
  if (!Value || !isa_and_nonnull<DeclaratorDecl>(Receiver) ||
      !mayHoldDescriptor(Receiver->getType()))
    return;
  const ValueDecl *Passed = descriptorHolder(Tu, Value);
  if (isa_and_nonnull<DeclaratorDecl>(Passed) && Passed != Receiver)
    Tu.Facts.DescriptorPasses.push_back(
        {Tu.entity(Passed), Tu.entity(Receiver)});
}

/// The member that the value being visited initialises in an aggregate.
static const FieldDecl *aggregateMember(llvm::ArrayRef<const Stmt *> Around,
                                        const Expr *Value) {
  const Stmt *Inner = Value;
  for (const Stmt *Outer : llvm::reverse(Around)) {
    if (const auto *List = dyn_cast<InitListExpr>(Outer)) {
      const CXXRecordDecl *Record = List->getType()->getAsCXXRecordDecl();
      if (!Record || Record->getNumBases())
        return nullptr;
      for (auto [Init, Field] : llvm::zip(List->inits(), Record->fields()))
        if (Init == Inner)
          return Field;
      return nullptr;
    }
    if (!isa<CastExpr, ParenExpr, FullExpr>(Outer))
      return nullptr;
    Inner = Outer;
  }
  return nullptr;
}

void CallCollector::learnNonBlocking(const CallSite &Site) {
  if (!Site.Callee)
    return;
  const ValueDecl *Receiver = receiverOfValue();
  noteNonBlocking(Tu, Site, Receiver);
  if (const FieldDecl *Member = aggregateMember(ancestors(), Site.Whole))
    noteNonBlocking(Tu, Site, Member);
  if (!Tu.isUserCode(Site.Callee))
    return;
  if (Receiver && mayHoldDescriptor(Site.Callee->getReturnType()))
    Tu.Facts.DescriptorPasses.push_back(
        {Tu.entity(Site.Callee), Tu.entity(Receiver)});
  for (auto [Parameter, Argument] :
       llvm::zip(Site.Callee->parameters(), Site.Arguments))
    passDescriptor(Argument, Parameter);
}

} // namespace cohazard::facts
