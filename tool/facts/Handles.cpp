#include "facts/Handles.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "source/Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

Place returnedHandle(TuContext &Tu, const FunctionDecl *F) {
  return {Place::Root::Variable, Tu.entity(F), 0, {}};
}

Place handlePlace(TuContext &Tu, const FunctionDecl *Enclosing,
                  const Expr *E) {
  Place Found = placeOf(Tu, Enclosing, E);
  // A pthread_t is passed by value: the variable it is loaded from.
  if (!Found.known())
    if (const auto *Load = dyn_cast<CastExpr>(withoutWrappers(E)))
      Found = placeOf(Tu, Enclosing, Load->getSubExpr());
  return Found;
}

static bool isWrapper(const Stmt *S) {
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
    return Construct->getNumArgs() == 1;
  return isa<MaterializeTemporaryExpr, CXXBindTemporaryExpr, FullExpr, CastExpr,
             ParenExpr, CXXNewExpr, CXXStdInitializerListExpr,
             ConditionalOperator>(S);
}

static bool isKeeper(llvm::StringRef Name) {
  return isOneOf(Name, {"push_back", "emplace_back", "push_front", "insert",
                        "emplace", "push", "emplace_front", "add", "append",
                        "add_thread", "reset", "try_emplace", "assign", "swap",
                        "insert_or_assign", "store"});
}

static bool isForwarder(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->getIdentifier() && Callee->isInStdNamespace() &&
         isOneOf(Callee->getName(), {"move", "forward", "make_unique",
                                     "make_shared", "make_optional"});
}

namespace {

class HandleFinder {
public:
  HandleFinder(BodyContext &Body, llvm::ArrayRef<const Stmt *> Around)
      : Body(Body), Around(Around) {}
  HandleUse Out;

  void climb(const Stmt *Value);

private:
  bool assigned(const Stmt *S, const Stmt *Inner);
  bool called(const CallExpr *Call, const Stmt *Inner);
  void declared(const DeclStmt *Declaration, const Stmt *Inner);
  void keep(Place Where) {
    if (Where.known())
      Out.KeptIn.push_back(extend(std::move(Where), Steps));
  }
  Place place(const Expr *E) { return placeOf(Body.Tu, Body.Decl, E); }

  BodyContext &Body;
  llvm::ArrayRef<const Stmt *> Around;
  llvm::SmallVector<PathStep, 2> Steps;
};

} // namespace

void HandleFinder::declared(const DeclStmt *Declaration, const Stmt *Inner) {
  for (const Decl *D : Declaration->decls())
    if (const auto *Var = dyn_cast<VarDecl>(D))
      if (Var->getInit() == Inner) {
        EntityId Id = Body.Tu.entity(Var);
        Body.Tu.NamedByPlaces.try_emplace(Id, Var);
        keep({Place::Root::Variable, Id, 0, {}});
        if (!Var->isStaticLocal() && !Var->getType()->isReferenceType())
          Out.Local = Var;
      }
}

bool HandleFinder::assigned(const Stmt *S, const Stmt *Inner) {
  const Expr *To = nullptr;
  if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->isAssignmentOp() && Binary->getRHS() == Inner)
      To = Binary->getLHS();
  } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S)) {
    if (Operator->isAssignmentOp() && Operator->getNumArgs() == 2 &&
        Operator->getArg(0) != Inner)
      To = Operator->getArg(0);
  }
  if (!To)
    return false;
  keep(place(To));
  return true;
}

bool HandleFinder::called(const CallExpr *Call, const Stmt *Inner) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
  if (!Method || !Method->getIdentifier())
    return false;
  llvm::StringRef Name = Method->getName();
  const bool OnValue = Member->getCallee() == Inner;
  if (OnValue) {
    Out.Joined = isOneOf(Name, {"join", "get", "wait", "result"});
    return true;
  }
  if (!isKeeper(Name))
    return false;
  if (Name != "reset" && Name != "swap" && Name != "add_thread")
    Steps.insert(Steps.begin(), PathStep{PathStep::Kind::AnyIndex, {}, 0});
  keep(place(Member->getImplicitObjectArgument()));
  return true;
}

void HandleFinder::climb(const Stmt *Value) {
  const Stmt *Inner = Value;
  for (const Stmt *S : llvm::reverse(Around)) {
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      return declared(Declaration, Inner);
    if (isa<ReturnStmt>(S) && Body.Decl)
      return keep(returnedHandle(Body.Tu, Body.Decl));
    if (assigned(S, Inner))
      return;
    if (isa<InitListExpr>(S)) {
      Steps.insert(Steps.begin(), PathStep{PathStep::Kind::AnyIndex, {}, 0});
    } else if (isa<CoawaitExpr>(S)) {
      Out.Joined = true;
      return;
    } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
      if (!isForwarder(Call)) {
        called(Call, Inner);
        return;
      }
    } else if (isa<CompoundStmt, IfStmt, ForStmt, WhileStmt, CXXForRangeStmt>(
                   S)) {
      Out.Discarded = true;
      return;
    } else if (!isWrapper(S) && !isa<MemberExpr>(S)) {
      return;
    }
    Inner = S;
  }
  Out.Discarded = true;
}

HandleUse handleUse(BodyContext &Body, const Expr *E,
                    llvm::ArrayRef<const Stmt *> Around,
                    const FieldDecl *Member) {
  HandleFinder Finder(Body, Around);
  Finder.climb(E);
  if (Body.Initialised && Finder.Out.Discarded) {
    Finder.Out.Discarded = false;
    EntityId Id = Body.Tu.entity(Body.Initialised);
    Finder.Out.KeptIn.push_back({Place::Root::Variable, Id, 0, {}});
  }
  if (Member && Finder.Out.Discarded) {
    Finder.Out.Discarded = false;
    Finder.Out.KeptIn.push_back(
        {Place::Root::Receiver,
         {},
         0,
         {PathStep{PathStep::Kind::Field, Body.Tu.entity(Member), 0}}});
  }
  return std::move(Finder.Out);
}

} // namespace cohazard::facts
