#include "program/Movability.h"
#include "program/HeldLocks.h"
#include "llvm/ADT/StringSet.h"

namespace cohazard::program {

using facts::Access;
using facts::Call;
using facts::Function;
using facts::Place;
using facts::Rewrite;

/// The variable or member that an access ends in.
static EntityId target(const Place &What) {
  for (const facts::PathStep &Step : llvm::reverse(What.Path))
    if (Step.What == facts::PathStep::Kind::Field)
      return Step.Member;
  return What.Base == Place::Root::Variable ? What.Variable : EntityId();
}

/// A constructor writes to its own object, and empties one that is moved from.
static bool isConstructor(llvm::StringRef Name) {
  auto [Scope, Method] = Name.rsplit("::");
  return !Method.empty() &&
         (Scope == Method || Scope.ends_with(("::" + Method).str()));
}

uint64_t Movability::bit(uint32_t Argument) {
  if (Argument == facts::Argument::Receiver)
    return 1;
  return uint64_t(1) << std::min(Argument + 1, 63u);
}

uint64_t Movability::bit(const Place &What) {
  if (What.Base == Place::Root::Receiver)
    return bit(facts::Argument::Receiver);
  return What.Base == Place::Root::Parameter ? bit(What.Parameter) : 0;
}

Movability::Movability(const Program &P) : P(P) {
  for (const facts::Variable &V : P.facts().Variables)
    if (!V.ThreadLocal)
      Shared.insert(V.Id);
  for (const Function &F : P.functions())
    if (!F.IsStaticInit && !isConstructor(P.name(F.Id)))
      for (const Access &A : F.Accesses)
        if (EntityId What = target(A.What); What && A.Writes && !A.Atomic) {
          auto [Known, New] = Writers.try_emplace(What, F.Id, EntityId());
          if (!New && Known->second.first != F.Id)
            Known->second.second = F.Id;
        }
  for (const Function &F : P.functions())
    Summaries.push_back(ownSummary(F));
  propagate();
}

static std::string quoted(llvm::StringRef Name) {
  return ("'" + Name + "'").str();
}

std::string Movability::usesBound(const facts::ThreadBound &T) const {
  return "it uses " + quoted(P.name(T.Variable)) +
         (T.Confined ? ", which belongs to its thread"
                     : ", which each thread has of its own");
}

/// A function other than \p F that writes \p What; none if there is none.
EntityId Movability::writerBeside(const Function &F, EntityId What) const {
  auto [First, Second] = Writers.lookup(What);
  return First != F.Id ? First : Second;
}

std::string Movability::readOfWritten(EntityId What, EntityId By) const {
  return "it reads " + quoted(P.name(What)) + ", which " +
         quoted(P.name(By)) + " writes";
}

/// What is wrong with an access to a shared variable on another thread; empty:
/// nothing. Of objects that only \p F itself can name, its caller decides.
std::string Movability::touchesShared(const Function &F,
                                      const Access &A) const {
  EntityId What = target(A.What);
  if (A.Atomic || !What || A.What.Base != Place::Root::Variable ||
      !Shared.contains(A.What.Variable))
    return "";
  if (A.Writes)
    return "it writes shared state " + quoted(P.name(What));
  EntityId By = writerBeside(F, What);
  return By ? readOfWritten(What, By) : "";
}

/// Functions that act on the whole process, or keep their result in one place
/// for all threads: the loop, or another call, may be in the middle of it.
static bool isProcessWide(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {
      "chdir",     "fchdir",   "chroot",   "umask",         "setlocale",
      "setenv",    "putenv",   "unsetenv", "clearenv",      "signal",
      "sigaction", "setuid",   "seteuid",  "setgid",        "setegid",
      "strtok",    "localtime", "gmtime",  "ctime",         "asctime",
      "rand",      "srand",    "random",   "srandom",       "drand48",
      "readdir",   "getpwnam", "getpwuid", "gethostbyname", "gethostbyaddr",
      "tmpnam",    "tzset",    "std::locale::global"};
  if (Names.contains(Name))
    return true;
  return Name.consume_front("std::") && Names.contains(Name);
}

/// Empty if the callee is no such function.
static std::string actsOnProcess(llvm::StringRef Callee) {
  return isProcessWide(Callee) ? "it calls " + quoted(Callee) +
                                     ", which acts on the whole process"
                               : "";
}

/// What speaks against \p F in the calls that it makes itself: a function that
/// acts on the whole process, or one whose body nobody here knows.
std::string Movability::reasonInCalls(const Function &F) const {
  for (const Call &C : F.Calls) {
    if (std::string Acts = actsOnProcess(P.name(C.Callee)); !Acts.empty())
      return Acts;
    if (C.Unseen)
      return "it reaches " + quoted(P.name(C.Callee)) +
             ", whose body is not known here";
  }
  return "";
}

Movability::Summary Movability::ownSummary(const Function &F) const {
  Summary Out;
  llvm::DenseSet<uint32_t> Locked;
  if (!F.Locks.empty() || !F.RequiredLocks.empty())
    visitHeldLocks(F, [&](const facts::Step &Step, const HeldLocks &Held) {
      // Which lock a parameter is, and who else takes that, is not known.
      if (Step.Kind == facts::StepKind::Access &&
          llvm::any_of(Held, [](const PossibleLock &H) { return bool(H.Lock); }))
        Locked.insert(Step.Index);
    });
  for (auto [Index, A] : llvm::enumerate(F.Accesses)) {
    if (A.Atomic || Locked.contains(Index))
      continue;
    if (A.Writes) {
      Out.Writes |= bit(A.What);
    } else if (EntityId What = target(A.What), By = writerBeside(F, What);
               bit(A.What) && By) {
      Out.Reads |= bit(A.What);
      Out.Read = What;
      Out.ReadWriter = By;
    }
    if (Out.Reason.empty())
      Out.Reason = touchesShared(F, A);
  }
  for (const facts::ThreadBound &T : F.ThreadBound) {
    Out.ReadsErrno |= T.OfCaller;
    if (T.Variable && Out.Reason.empty())
      Out.Reason = usesBound(T);
  }
  if (Out.Reason.empty())
    Out.Reason = reasonInCalls(F);
  Out.Throws = F.Throws;
  for (const Call &C : F.Calls) {
    if (C.InvokedParameter >= 0)
      Out.Invokes |= bit(static_cast<uint32_t>(C.InvokedParameter));
    Out.Acts |= actsOutside(C);
  }
  return Out;
}

/// Whose body nobody knows who only sees the call that passes it.
static bool isUnknownCallable(const facts::Argument &A) {
  return llvm::none_of(A.Callables, [](const facts::CallableRef &Passed) {
    return bool(Passed.Function);
  });
}

/// The parameters of the caller that \p A, a callable, may be.
uint64_t Movability::passedOn(const facts::Argument &A) {
  uint64_t Out = 0;
  for (const facts::CallableRef &Passed : A.Callables)
    if (Passed.Parameter >= 0)
      Out |= bit(static_cast<uint32_t>(Passed.Parameter));
  return Out;
}

/// What a lambda does to `this`, the function around it does.
void Movability::passReceiver(const Summary &Lambda, Summary &Into) {
  const uint64_t Receiver = bit(facts::Argument::Receiver);
  Into.Writes |= Lambda.Writes & Receiver;
  if (Lambda.Reads & Receiver) {
    Into.Reads |= Receiver;
    Into.Read = Lambda.Read;
    Into.ReadWriter = Lambda.ReadWriter;
  }
}

/// Adds what \p C brings into its caller's summary; true if that changed.
bool Movability::absorb(Summary &Into, const Call &C) const {
  Summary Before = Into;
  auto Take = [&](EntityId Id, bool BindsArguments) {
    std::optional<unsigned> Index = P.indexOf(Id);
    if (!Index || P.functions()[*Index].Async != facts::AsyncKind::None)
      return;
    const Summary &From = Summaries[*Index];
    if (Into.Reason.empty())
      Into.Reason = From.Reason;
    Into.ReadsErrno |= From.ReadsErrno;
    Into.Acts |= From.Acts;
    Into.Throws |= From.Throws;
    if (P.functions()[*Index].IsLambda)
      passReceiver(From, Into);
    if (BindsArguments)
      for (const facts::Argument &A : C.Arguments) {
        if (From.Writes & bit(A.Index))
          Into.Writes |= bit(A.Object);
        if (From.Reads & bit(A.Index)) {
          Into.Reads |= bit(A.Object);
          Into.Read = From.Read;
          Into.ReadWriter = From.ReadWriter;
        }
        if (From.Invokes & bit(A.Index))
          Into.Invokes |= passedOn(A);
      }
  };
  for (EntityId Target : mayReach(P, C))
    Take(Target, true);
  for (const facts::Argument &A : C.Arguments)
    for (const facts::CallableRef &Passed : A.Callables)
      Take(Passed.Function, false);
  return Into.Writes != Before.Writes || Into.Reads != Before.Reads ||
         Into.ReadsErrno != Before.ReadsErrno ||
         Into.Invokes != Before.Invokes || Into.Acts != Before.Acts ||
         Into.Throws != Before.Throws ||
         Into.Reason.empty() != Before.Reason.empty();
}

/// What \p C brings with it.
Movability::Summary Movability::reached(const Call &C) const {
  Summary Out;
  absorb(Out, C);
  return Out;
}

void Movability::propagate() {
  // In rounds: call chains are short, and a round without a change is the last.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (unsigned I = P.functions().size(); I-- > 0;)
      for (const Call &C : P.functions()[I].Calls)
        Changed |= absorb(Summaries[I], C);
  }
}

/// Does the object belong to the coroutine alone, which waits meanwhile?
static bool isOwn(const Place &Object, const llvm::DenseSet<EntityId> &Shared) {
  return Object.Base == Place::Root::Variable &&
         !Shared.contains(Object.Variable);
}

std::string Movability::doubtOfCall(const Call &C, bool OnTemporary) const {
  if (C.Unseen)
    return quoted(P.name(C.Callee)) + " has a body that is not known here";
  if (std::string Acts = actsOnProcess(P.name(C.Callee)); !Acts.empty())
    return Acts;
  const Summary Sum = reached(C);
  if (!Sum.Reason.empty())
    return Sum.Reason;
  if (Sum.ReadsErrno)
    return "it reads errno, which each thread has of its own";
  if (Sum.Writes & bit(facts::Argument::Receiver))
    return "it writes an object that others may use meanwhile";
  // What belongs to the coroutine alone waits with it; a temporary belongs to
  // the call.
  uint64_t Own = OnTemporary ? bit(facts::Argument::Receiver) : 0;
  for (const facts::Argument &A : C.Arguments)
    if (isOwn(A.Object, Shared))
      Own |= bit(A.Index);
  for (EntityId Target : mayReach(P, C)) {
    std::optional<unsigned> Index = P.indexOf(Target);
    if (!Index)
      continue;
    const Summary &Of = Summaries[*Index];
    for (const facts::Argument &A : C.Arguments)
      if (Of.Invokes & bit(A.Index) && isUnknownCallable(A))
        return "it calls what it is given, which is not known here";
    // The receiver of a lambda is that of the function around it: absorbed.
    if (P.functions()[*Index].IsLambda)
      continue;
    if (Of.Writes & ~Own)
      return "it writes an object that others may use meanwhile";
    if (Of.Reads & ~Own)
      return readOfWritten(Of.Read, Of.ReadWriter);
  }
  if (Sum.Reads & bit(facts::Argument::Receiver))
    return readOfWritten(Sum.Read, Sum.ReadWriter);
  return "";
}

/// errno is each thread's own: what the call leaves there is lost.
std::string Movability::doubtOfErrno(const Function &F,
                                     const Rewrite &R) const {
  for (const facts::ThreadBound &T : F.ThreadBound)
    if (!T.Variable)
      return R.contains(T.Where) ? "it reads errno"
                                  : "errno is read afterwards";
  for (const Call &C : F.Calls) {
    if (R.contains(C.Where))
      continue;
    if (reached(C).ReadsErrno)
      return "errno is read afterwards, in " + quoted(P.name(C.Callee));
  }
  return "";
}

/// A lock that is held while the coroutine waits stops whoever needs it.
std::string Movability::doubtOfLocks(const Function &F,
                                     const Rewrite &R) const {
  std::string Found;
  visitHeldLocks(F, [&](const facts::Step &Step, const HeldLocks &Held) {
    if (Step.Kind != facts::StepKind::Call || Step.Index != R.Call ||
        Held.empty() || !Found.empty())
      return;
    EntityId Lock = Held.begin()->Lock;
    Found = Lock ? "the lock " + quoted(P.name(Lock)) + " is held"
                 : "a lock that the function was given is held";
  });
  return Found;
}

std::string Movability::doubtOfWait(const Function &F, const Rewrite &R) const {
  std::string Found = doubtOfLocks(F, R);
  if (Found.empty())
    Found = doubtOfErrno(F, R);
  return Found.empty() ? doubtOfOrder(F, R) : Found;
}

std::string Movability::doubt(const Function &F, const Rewrite &R) const {
  if (std::string Locks = doubtOfLocks(F, R); !Locks.empty())
    return Locks;
  if (std::string Errno = doubtOfErrno(F, R); !Errno.empty())
    return Errno;
  for (const facts::ThreadBound &T : F.ThreadBound)
    if (R.contains(T.Where))
      return usesBound(T);
  if (!R.Confined.empty())
    return "it uses " + quoted(R.Confined) + ", which belongs to its thread";
  for (const Access &A : F.Accesses) {
    if (!R.contains(A.Where) || A.Atomic)
      continue;
    if (std::string Touches = touchesShared(F, A); !Touches.empty())
      return Touches;
    EntityId What = target(A.What);
    if (A.Writes && bit(A.What) && What)
      return "it writes " + quoted(P.name(What)) +
             ", which others may use meanwhile";
    if (EntityId By = writerBeside(F, What); By && bit(A.What))
      return readOfWritten(What, By);
  }
  for (auto [Index, C] : llvm::enumerate(F.Calls))
    if (R.contains(C.Where)) {
      bool OnTemporary = Index == R.Call && R.ObjectIsTemporary;
      if (std::string Doubt = doubtOfCall(C, OnTemporary); !Doubt.empty())
        return Doubt;
    }
  return doubtOfOrder(F, R);
}

} // namespace cohazard::program
