#include "facts/MoveLimits.h"
#include "facts/BodyWalk.h"
#include "facts/CoroutineTypes.h"
#include "facts/Extract.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

/// Does \p Matches hold for a node of \p Whole that is no part of \p Except? Asked
/// until it does.
static bool contains(ASTContext &Ast, const Expr *Whole,
                     llvm::function_ref<bool(const Stmt *)> Matches,
                     const Expr *Except = nullptr) {
  struct Search : BodyWalk {
    Search(ASTContext &Ast, llvm::function_ref<bool(const Stmt *)> Matches,
           const Expr *Except)
        : BodyWalk(Ast), Matches(Matches), Except(Except) {}
    bool enter(const Stmt *S) override { return !Found && S != Except; }
    void leave(const Stmt *S) override { Found = Found || Matches(S); }
    llvm::function_ref<bool(const Stmt *)> Matches;
    const Expr *Except;
    bool Found = false;
  };
  Search Walk(Ast, Matches, Except);
  Walk.walk(Whole);
  return Walk.Found;
}

//===-- Where an await can stand -------------------------------------------===//

bool declaresStatic(const Stmt *S) {
  const auto *Declared = dyn_cast<DeclStmt>(S);
  return Declared && llvm::any_of(Declared->decls(), [](const Decl *D) {
           const auto *Var = dyn_cast<VarDecl>(D);
           return Var && Var->isStaticLocal();
         });
}

/// What gcc (12) gets wrong about an await in \p Around: it refuses some, and
/// destroys twice what others build. Tried with programs for each of these.
static llvm::StringRef whereCompilersFail(const Stmt *Around) {
  if (isa<StmtExpr>(Around))
    return "a statement expression";
  if (isa<CXXThrowExpr>(Around))
    return "the operand of a throw";
  const auto *E = dyn_cast<Expr>(Around);
  if (!E || E->isGLValue() || !E->getType().isDestructedType())
    return "";
  if (isa<InitListExpr, CXXParenListInitExpr>(E))
    return "the initialiser of an aggregate";
  if (isa<AbstractConditionalOperator>(E))
    return "a conditional operator that makes an object";
  return isa<LambdaExpr>(E) ? "the captures of a lambda" : "";
}

const Expr *fullExpression(const Expr *Whole,
                           llvm::ArrayRef<const Stmt *> Ancestors) {
  auto Outside = Ancestors.slice(0, llvm::find(Ancestors, Whole) - Ancestors.begin());
  for (const Stmt *Around : llvm::reverse(Outside)) {
    if (!isa<Expr>(Around))
      break;
    Whole = cast<Expr>(Around);
  }
  return Whole;
}

std::string whyNoAwait(ASTContext &Ast, const Expr *Whole,
                       llvm::ArrayRef<const Stmt *> Ancestors) {
  if (Whole->getBeginLoc().isMacroID() || Whole->getEndLoc().isMacroID())
    return "it stands in a macro";
  auto GetsWrong = [](llvm::StringRef What) {
    return ("not every compiler gets an await in " + What + " right").str();
  };
  for (const Stmt *Ancestor : Ancestors) {
    if (Ancestor == Whole)
      break;
    if (isa<CXXCatchStmt>(Ancestor))
      return "a catch handler cannot suspend";
    if (declaresStatic(Ancestor))
      return "the initialiser of a static variable cannot suspend";
    if (llvm::StringRef Where = whereCompilersFail(Ancestor); !Where.empty())
      return GetsWrong(Where);
  }
  // gcc (12) refuses: "array used as initializer"
  auto IsList = [](const Stmt *S) { return isa<CXXStdInitializerListExpr>(S); };
  if (contains(Ast, fullExpression(Whole, Ancestors), IsList, Whole))
    return GetsWrong("an expression with an initializer list");
  return "";
}

bool awaitsMore(ASTContext &Ast, const Expr *Full,
                llvm::ArrayRef<const Stmt *> Ancestors) {
  auto HandsOnLambda = [&](const CoawaitExpr *Await) {
    return contains(Ast, Await->getOperand(),
                    [](const Stmt *S) { return isa<LambdaExpr>(S); });
  };
  return contains(Ast, Full, [&](const Stmt *S) {
    const auto *Await = dyn_cast<CoawaitExpr>(S);
    return Await && (!llvm::is_contained(Ancestors, Await) ||
                     HandsOnLambda(Await));
  });
}

/// Belongs to the coroutine alone: a local or a parameter that is an object.
static bool isOwnObject(const ValueDecl *D) {
  const auto *Var = dyn_cast_or_null<VarDecl>(D);
  return Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType() &&
         !Var->getType()->isPointerType();
}

std::string doubtOfLoops(llvm::ArrayRef<const Stmt *> Ancestors) {
  for (const Stmt *Ancestor : Ancestors)
    if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Ancestor))
      if (const ValueDecl *Range = namedObject(Loop->getRangeInit()))
        if (!isOwnObject(Range) && !Range->getType().isConstQualified())
          return "the loop around it goes through '" +
                 Range->getNameAsString() +
                 "', which others may change meanwhile";
  return "";
}

//===-- What can be moved ---------------------------------------------------===//

/// Can a value of \p Type be returned from another function?
static bool canBeReturned(QualType Type) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return true;
  if (Record->isAbstract())
    return false;
  if (Record->needsImplicitMoveConstructor() ||
      Record->needsImplicitCopyConstructor())
    return true;
  return llvm::any_of(Record->ctors(), [](const CXXConstructorDecl *Ctor) {
    return Ctor->isCopyOrMoveConstructor() && !Ctor->isDeleted() &&
           Ctor->getAccess() == AS_public;
  });
}

/// A constructor that may be a template's.
static const CXXConstructorDecl *asConstructor(const Decl *D) {
  if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
    D = Template->getTemplatedDecl();
  return dyn_cast<CXXConstructorDecl>(D);
}

/// What the implicit default constructor of \p Record asks of its parts.
static bool hasDefaultParts(const CXXRecordDecl *Record) {
  return llvm::all_of(Record->bases(),
                      [](const CXXBaseSpecifier &Base) {
                        return isDefaultConstructible(Base.getType());
                      }) &&
         llvm::all_of(Record->fields(), [](const FieldDecl *Field) {
           return Field->hasInClassInitializer() ||
                  (!Field->getType()->isReferenceType() &&
                   isDefaultConstructible(Field->getType()));
         });
}

bool isDefaultConstructible(QualType Type) {
  const CXXRecordDecl *Record =
      Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return true;
  if (Record->needsImplicitDefaultConstructor())
    return hasDefaultParts(Record);
  return llvm::any_of(Record->decls(), [&](const Decl *D) {
    const CXXConstructorDecl *Made = asConstructor(D);
    return Made && Made->isDefaultConstructor() && !Made->isDeleted() &&
           Made->getAccess() == AS_public &&
           (!Made->isDefaulted() || hasDefaultParts(Record));
  });
}

/// Does a value of \p Type perhaps lead to an object that it does not own: a
/// pointer, a view, an iterator? Over-approximates.
static bool mayLeadElsewhere(QualType Type) {
  if (Type->isPointerType())
    return true;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() &&
         Record->hasTrivialDestructor() &&
         llvm::any_of(Record->fields(), [](const FieldDecl *Field) {
           return Field->getType()->isReferenceType() ||
                  mayLeadElsewhere(Field->getType());
         });
}

/// May the value of \p Whole lead into a temporary that it makes itself? That
/// would end with the function that the call is moved into.
static bool mayLeadIntoTemporary(ASTContext &Ast, const Expr *Whole) {
  if (!Whole->isGLValue() && !mayLeadElsewhere(Whole->getType()))
    return false;
  // A temporary number can only be what the value itself is.
  return contains(Ast, Whole, [&](const Stmt *S) {
    const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(S);
    return Temporary && (!Temporary->getType()->isScalarType() ||
                         Ast.hasSameUnqualifiedType(Temporary->getType(),
                                                    Whole->getType()));
  });
}

std::string whyImmovable(TuContext &Tu, const CallSite &Site,
                         const Expr *Whole) {
  if (isa<CXXConstructExpr>(Site.Whole) && Whole == Site.Whole &&
      !isa<CXXTemporaryObjectExpr>(Site.Whole))
    return "it constructs an object in place";
  if (contains(Tu.Ast, Whole, [](const Stmt *S) {
        return isa<CoawaitExpr, CoyieldExpr>(S);
      }))
    return "it contains an await itself";
  if (Whole->isXValue() ||
      (Whole->isPRValue() && !canBeReturned(Whole->getType())))
    return "its value cannot be handed on";
  if (mayLeadIntoTemporary(Tu.Ast, Whole))
    return "its value may lead into a temporary that ends with the call";
  const CXXRecordDecl *Value = Whole->getType()->getAsCXXRecordDecl();
  if (Value && isAwaitable(Tu, Value))
    return "it gives something to await";
  return "";
}

std::string confinedObject(TuContext &Tu, const Expr *Whole) {
  std::string Found;
  contains(Tu.Ast, Whole, [&](const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    if (!E || !isa<DeclRefExpr, MemberExpr, CXXThisExpr>(E) ||
        !isConfined(Tu, E->getType()))
      return false;
    const ValueDecl *Named = namedObject(E);
    Found = Named ? Named->getNameAsString() : "this";
    return true;
  });
  return Found;
}

} // namespace cohazard::facts
