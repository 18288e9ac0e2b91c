#include "facts/Effects.h"
#include "facts/Coroutines.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using cohazard::models::ConditionKind;

namespace cohazard::facts {

/// The argument that a model calls a descriptor, or none.
static std::optional<int> descriptorArgument(const models::Table &Source,
                                             const models::Blocking &Model) {
  for (const models::Condition &C : Source.conditions(Model.Unless))
    if (C.Kind == ConditionKind::NonBlockingDescriptor)
      return C.Arg;
  return std::nullopt;
}

/// The member that `int get() const { return fd_; }` gives out, or null.
static const FieldDecl *memberGiven(const CXXMethodDecl *Getter) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Getter->getBody());
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  return Value ? dyn_cast_or_null<FieldDecl>(namedObject(Value)) : nullptr;
}

const ValueDecl *descriptorHolder(TuContext &Tu, const Expr *E) {
  if (const ValueDecl *Named = namedObject(E))
    return Named;
  std::optional<CallSite> Call = callSite(E->IgnoreParenCasts());
  const auto *Getter =
      Call ? dyn_cast_or_null<CXXMethodDecl>(Call->Callee) : nullptr;
  if (!Getter || !Call->Object || !Call->Arguments.empty() ||
      !Getter->getReturnType()->isIntegerType())
    return nullptr;
  const FieldDecl *Inner = memberGiven(Getter);
  const ValueDecl *Holder = namedObject(Call->Object);
  // What the class does to its descriptor, it does to each object's.
  if (Holder && Inner)
    Tu.Facts.DescriptorPasses.push_back({Tu.entity(Holder), Tu.entity(Inner)});
  return Holder ? Holder : Inner;
}

static BlockingEffect effectOf(TuContext &Tu, const CallSite &Call,
                               const models::Models::Match &Match) {
  const models::Table &Source = *Match.Source;
  const models::Blocking &Model = Source.Blockings[Match->Blocking - 1];
  BlockingEffect Effect;
  Effect.Callee = libraryName(Call);
  Effect.Category = Source.text(Model.Category).str();
  Effect.Replacement = Source.text(Model.AsyncApi).str();
  llvm::StringRef Advice = Source.text(Model.Advice);
  // What users write of their own function goes into the message itself.
  bool Theirs = &Source != &models::builtinTable();
  if (Theirs && Effect.Replacement.empty()) {
    Advice.consume_front("use ");
    Effect.Replacement = Advice.str();
  } else {
    Effect.Advice = Advice.str();
  }
  Effect.Await = Source.text(Model.Await).str();
  Effect.Duration = Source.text(Model.Duration).str();
  Effect.Level = Model.Level;
  Effect.Brief = Model.How == models::Blocks::Brief;
  if (std::optional<int> Index = descriptorArgument(Source, Model)) {
    Effect.OnDescriptor = true;
    const Expr *Descriptor =
        *Index == models::ObjectArg ? Call.Object : Call.argument(*Index);
    if (Descriptor)
      if (const ValueDecl *Holder = descriptorHolder(Tu, Descriptor))
        Effect.Descriptor = Tu.entity(Holder);
  }
  return Effect;
}

/// Runs asynchronous work from synchronous code, in a library nobody modelled:
/// known by its conventional name and by taking an awaitable.
static bool mayBeBridge(TuContext &Tu, const CallSite &Call) {
  static const llvm::StringSet<> Names = {
      "sync_wait",  "syncAwait", "sync_await", "blockingWait", "blocking_wait",
      "block_on",   "run_sync",  "wait_for_result"};
  const NamedDecl *Named = Call.Callee;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Call.Callee))
    if (Method->getOverloadedOperator() == OO_Call) {
      // A function object, e.g. `struct sync_wait_t`.
      llvm::StringRef Class = Method->getParent()->getName();
      Class.consume_back("_t") || Class.consume_back("_fn");
      Class = Class.ltrim('_');
      if (!Names.contains(Class))
        return false;
      Named = nullptr;
    }
  if (Named && (!Named->getIdentifier() || !Names.contains(Named->getName())))
    return false;
  for (const Expr *Argument : Call.Arguments) {
    const CXXRecordDecl *Type = Argument->getType()->getAsCXXRecordDecl();
    if (Type && (isAwaitable(Tu, Type) || promiseOf(Tu, Type)))
      return true;
  }
  return false;
}

static bool isDeclaredBlocking(const FunctionDecl *D) {
  if (isAnnotated(D, "blocking"))
    return true;
  const auto *Type = D->getType()->getAs<FunctionProtoType>();
  if (!Type)
    return false;
  for (const auto &Effect : Type->getFunctionEffects())
    if (Effect.Effect.kind() == FunctionEffect::Kind::Blocking)
      return true;
  return false;
}

/// What a coroutine writes in place of a bridge from synchronous code. One that
/// gives an optional, as for senders, does not give what an await would.
static std::string awaitOfBridge(const CallSite &Call) {
  const CXXRecordDecl *Given = Call.Whole->getType()->getAsCXXRecordDecl();
  if (Given && Given->isInStdNamespace() && Given->getName() == "optional")
    return "";
  bool IsMember = isa<CXXMemberCallExpr>(Call.Whole);
  return !IsMember && Call.writtenArguments() == 1 ? "co_await ${arg0}" : "";
}

std::optional<BlockingEffect> blockingEffect(TuContext &Tu,
                                             const CallSite &Call,
                                             const Conditions &Judge,
                                             const BodyKnowledge &Knowledge) {
  if (!Call.Callee)
    return std::nullopt;
  if (isDeclaredBlocking(Call.Callee))
    return BlockingEffect{qualifiedName(Call.Callee), "annotated", "", "", 1,
                          false, false, {}};
  models::Models::Match Match = Tu.model(Call.Callee);
  if (!Match || !Match->Blocking) {
    unsigned Known = Match ? Match->Functions : 0;
    if ((Known & models::Bridge) ||
        (!(Known & models::NotBlocking) && mayBeBridge(Tu, Call)))
      return BlockingEffect{libraryName(Call), "sync-bridge", "",
                            "await the operation instead of waiting for it", 1,
                            false, false, {}, awaitOfBridge(Call)};
    return std::nullopt;
  }
  // A model of a constructor speaks of what it opens or starts, not of copies.
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(Call.Callee);
  if (Constructor && Constructor->isCopyOrMoveConstructor())
    return std::nullopt;
  const models::Table &Source = *Match.Source;
  const models::Blocking &Model = Source.Blockings[Match->Blocking - 1];
  if (Judge.mustHoldAny(Source, Model.Unless, Call))
    return std::nullopt;
  if (Model.When.Count && !Judge.mustHoldAny(Source, Model.When, Call))
    return std::nullopt;
  BlockingEffect Effect = effectOf(Tu, Call, Match);
  if (Match->Functions & models::Bridge && Effect.Await.empty())
    Effect.Await = awaitOfBridge(Call);
  if (Effect.Category == "future-wait" && Call.Object &&
      Knowledge.mayBeReady(Call.Object))
    return std::nullopt;
  return Effect;
}

static bool mentionsNonBlocking(TuContext &Tu, const Expr *E) {
  // `flags & ~O_NONBLOCK` takes it away.
  if (const auto *Binary = dyn_cast<BinaryOperator>(E->IgnoreParenImpCasts()))
    if (Binary->getOpcode() == BO_And || Binary->getOpcode() == BO_AndAssign)
      return false;
  for (llvm::StringRef Flag :
       {"O_NONBLOCK", "SOCK_NONBLOCK", "O_NDELAY", "EFD_NONBLOCK",
        "TFD_NONBLOCK", "SFD_NONBLOCK", "IN_NONBLOCK", "FIONBIO",
        "PIDFD_NONBLOCK"})
    if (mentions(Tu, E, Flag))
      return true;
  return false;
}

static void markNonBlocking(TuContext &Tu, const ValueDecl *D) {
  if (D)
    Tu.Facts.NonBlockingDescriptors.push_back(Tu.entity(D));
}

/// Only asks for the mode, or switches it off: `s.non_blocking()`,
/// `set_nonblocking(fd, false)`.
static bool mayAskOrClear(TuContext &Tu, const CallSite &Call) {
  if (Call.Arguments.empty()) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Call.Callee);
    return Method && Method->isConst();
  }
  return llvm::any_of(Call.Arguments, [&](const Expr *E) {
    return E->getType()->isBooleanType() && integerValue(Tu, E) == 0;
  });
}

void noteNonBlocking(TuContext &Tu, const CallSite &Call,
                     const ValueDecl *Result) {
  if (!Call.Callee || !Call.Callee->getIdentifier())
    return;
  bool Flagged =
      Call.Callee->isExternC() &&
      llvm::any_of(Call.Arguments, [&](const Expr *E) {
        return E->getType()->isIntegralOrEnumerationType() &&
               mentionsNonBlocking(Tu, E);
      });
  llvm::StringRef Name = Call.Callee->getName();
  bool Setter = (Name.contains_insensitive("nonblock") ||
                 Name.contains_insensitive("non_block")) &&
                !mayAskOrClear(Tu, Call);
  if (Setter || (Flagged && (Name == "fcntl" || Name == "ioctl"))) {
    if (Call.Object)
      markNonBlocking(Tu, namedObject(Call.Object));
    for (const Expr *Argument : Call.Arguments)
      if (const ValueDecl *Named = descriptorHolder(Tu, Argument))
        if (!isa<EnumConstantDecl>(Named))
          markNonBlocking(Tu, Named);
    return;
  }
  if (!Flagged)
    return;
  markNonBlocking(Tu, Result);
  // pipe2(fds, O_NONBLOCK), socketpair(..., fds)
  for (const Expr *Argument : Call.Arguments)
    if (Argument->getType()->isPointerType() &&
        Argument->getType()->getPointeeType()->isIntegerType())
      markNonBlocking(Tu, namedObject(Argument));
}

bool namesWouldBlock(TuContext &Tu, const Expr *E) {
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    if (const IdentifierInfo *Id = Member->getMemberDecl()->getIdentifier())
      return Id->isStr("try_again") || Id->isStr("would_block");
  if (isa<IntegerLiteral>(E) && E->getBeginLoc().isMacroID())
    for (llvm::StringRef Name : {"EAGAIN", "EWOULDBLOCK", "EINPROGRESS"})
      if (isFromMacro(Tu, E->getBeginLoc(), Name))
        return true;
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const IdentifierInfo *Id = Ref ? Ref->getDecl()->getIdentifier() : nullptr;
  return Id && (Id->getName() == "operation_would_block" ||
                Id->getName() == "resource_unavailable_try_again" ||
                Id->getName() == "would_block" || Id->getName() == "try_again" ||
                Id->getName() == "operation_in_progress" ||
                Id->getName() == "in_progress");
}

} // namespace cohazard::facts
