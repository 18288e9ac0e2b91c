#include "findings/AwaitFix.h"
#include "models/Template.h"

namespace cohazard {

using facts::Rewrite;
using program::BlockingChain;

/// Where the arguments of the outermost call in \p Text begin: behind its '('
/// and behind each ',' that separates them. Parentheses in literals only cost
/// a good place for a break.
static llvm::SmallVector<size_t, 4> argumentStarts(llvm::StringRef Text) {
  llvm::SmallVector<size_t, 4> Starts;
  int Depth = 0;
  size_t Open = llvm::StringRef::npos;
  for (auto [At, Char] : llvm::enumerate(Text)) {
    bool Opens = Char == '(' || Char == '[' || Char == '{';
    if (Opens && Char == '(' && Depth == 0 && Open == llvm::StringRef::npos) {
      Open = At;
      Starts.push_back(At + 1);
    }
    Depth += Opens;
    Depth -= Char == ')' || Char == ']' || Char == '}';
    if (Char == ',' && Depth == 1 && Open != llvm::StringRef::npos)
      Starts.push_back(At + 1);
    if (Depth == 0 && Open != llvm::StringRef::npos)
      return Starts;
  }
  return Starts;
}

/// \p Text on one line where that stays short, else an argument a line.
static std::string wrapped(llvm::StringRef Text, const Rewrite &R) {
  static constexpr size_t LineLimit = 100;
  if (R.Crowded || R.Begin.Column + Text.size() <= LineLimit ||
      Text.contains('\n'))
    return Text.str();
  llvm::SmallVector<size_t, 4> Starts = argumentStarts(Text);
  if (Starts.size() < 2)
    return Text.str();
  std::string Out;
  size_t From = 0;
  for (size_t Start : Starts) {
    Out += Text.slice(From, Start).rtrim(' ');
    Out += "\n" + R.Indent + "    ";
    From = Start + (Text.substr(Start).starts_with(" ") ? 1 : 0);
  }
  return Out + Text.drop_front(From).str();
}

/// \p Template with its lines indented as in the call's file: each begins like
/// the call's own line, and a tab in the template is one step more. All on one
/// line where another statement stands on the call's.
static std::string indented(llvm::StringRef Template, const Rewrite &R) {
  llvm::StringRef Step = R.Indent.find('\t') != std::string::npos ? "\t"
                         : R.Indent.size() % 4 == 0 && !R.Indent.empty()
                             ? "    "
                             : "  ";
  std::string Out;
  for (char C : Template) {
    if (C == '\t')
      Out += R.Crowded ? "" : Step;
    else if (C == '\n')
      Out += R.Crowded ? " " : "\n" + R.Indent;
    else
      Out += C;
  }
  return Out;
}

namespace {

/// What takes a call's place.
struct Replacement {
  std::string Text;
  std::string Title;
  std::string Doubt; ///< why it is unsafe; empty: it is not
  llvm::SmallVector<llvm::StringRef, 4> Headers;
  bool NeedsProof = false; ///< as in Fix
  bool Moves = false;      ///< the call into a lambda
};

class Composer {
public:
  Composer(const program::Program &P, const program::Movability &Moves,
           const BlockingChain &Chain, const Rewrite &R, bool AwaitsMore)
      : P(P), Moves(Moves), Chain(Chain), F(*Chain.Steps.front().Caller), R(R),
        Call(F.Calls[R.Call]), Words(P.allModels().idiomsFor(F.TaskType.str())),
        AwaitsMore(AwaitsMore) {}

  /// The best replacement, or none with a reason in `WhyNot`.
  std::optional<Replacement> compose();

  std::string WhyNot;    ///< empty where a reader would not expect a fix
  std::string Configure; ///< what the user could do to have one

private:
  std::optional<Replacement> awaitInstead();
  std::optional<Replacement> timer();
  std::optional<Replacement> offload();
  std::optional<std::string> valueOf(llvm::StringRef Placeholder) const;
  std::optional<std::string> aboutCall(llvm::StringRef Placeholder) const;
  std::optional<std::string> awaited(llvm::StringRef Placeholder) const;
  bool namesAll(llvm::StringRef Await) const;
  bool prepareValue();
  std::optional<std::string> expanded(llvm::StringRef Template) const;
  std::string inWrittenScope(std::string Text) const;

  const program::Program &P;
  const program::Movability &Moves;
  const BlockingChain &Chain;
  const facts::Function &F;
  const Rewrite &R;
  const facts::Call &Call;
  models::Idioms Words;
  bool AwaitsMore; ///< in the same full-expression
  std::string Type, Expression; ///< of the call that is moved
  /// The moved call gives a pointer or an optional instead of its value.
  bool ByPointer = false, InOptional = false;
};

} // namespace

/// ${object}, ${arg0}, …: what the call names, as written.
std::optional<std::string> Composer::aboutCall(llvm::StringRef Name) const {
  unsigned Index;
  if (Name.starts_with("ignored"))
    return "";
  if (Name == "receiver" && !R.Object.empty())
    return R.Object;
  if (Name == "object" && !R.Object.empty())
    return R.ObjectIsTemporary || R.ObjectIsMoved
               ? R.Object
               : "std::move(" + R.Object + ")";
  if (Name.consume_front("arg") && !Name.getAsInteger(10, Index) &&
      Index < R.Arguments.size() && !R.Arguments[Index].Text.empty())
    return R.Arguments[Index].Text;
  return std::nullopt;
}

/// The same as the operand of `co_await`.
std::optional<std::string> Composer::awaited(llvm::StringRef Name) const {
  std::optional<std::string> Text = aboutCall(Name);
  unsigned Index;
  if (Text && Name.consume_front("arg") && !Name.getAsInteger(10, Index) &&
      R.Arguments[Index].BindsLooser)
    return "(" + *Text + ")";
  return Text;
}

/// Does \p Await speak of all arguments? An executor or a time that it leaves out
/// would be lost.
bool Composer::namesAll(llvm::StringRef Await) const {
  for (size_t I = 0; I < R.Arguments.size(); ++I)
    if (!Await.contains("${arg" + std::to_string(I) + "}") &&
        !Await.contains("${ignored" + std::to_string(I) + "}"))
      return false;
  return true;
}

std::optional<std::string> Composer::valueOf(llvm::StringRef Name) const {
  if (Name == "expr")
    return Expression;
  if (Name == "type")
    return Type;
  if (Name == "executor" && !Words.Executor.empty())
    return Words.Executor.str();
  if (Name == "loop" && !Words.Loop.empty())
    return Words.Loop.str();
  if (Name == "timer" && !Words.Timer.empty())
    return Words.Timer.str();
  return std::nullopt;
}

/// None where the template is missing or names what nobody has said.
std::optional<std::string>
Composer::expanded(llvm::StringRef Template) const {
  if (Template.empty())
    return std::nullopt;
  return models::expand(indented(Template, R),
                        [&](llvm::StringRef Name) { return valueOf(Name); });
}

/// Names the library as the coroutine's own declaration does: `asio::` where
/// that is an alias of the library's namespace.
std::string Composer::inWrittenScope(std::string Text) const {
  // The scope is that of the task's own class: libraries have others beside it.
  std::string Full =
      (llvm::StringRef(F.TaskType.str()).rsplit("::").first + "::").str();
  if (F.TaskScope.empty() || !llvm::StringRef(F.TaskType.str()).contains("::"))
    return Text;
  for (size_t At = 0; (At = Text.find(Full, At)) != std::string::npos;
       At += F.TaskScope.str().size())
    Text.replace(At, Full.size(), F.TaskScope.str());
  return Text;
}

static bool isIn(llvm::StringRef Namespace, llvm::StringRef Name) {
  return !Namespace.empty() && Name.consume_front(Namespace) &&
         Name.starts_with("::");
}

/// The library has the operation itself: `co_await std::move(future)`.
std::optional<Replacement> Composer::awaitInstead() {
  const facts::Rare<facts::BlockingEffect> &Effect = Call.More->Blocks;
  if (!Effect || !namesAll(Effect->Await))
    return std::nullopt;
  std::optional<std::string> Text =
      models::expand(Effect->Await,
                     [&](llvm::StringRef Name) { return awaited(Name); });
  if (!Text || Text->empty())
    return std::nullopt;
  Replacement Out{inWrittenScope(*Text), "await it instead",
                  Moves.doubtOfWait(F, R), {}};
  if (Out.Doubt.empty() && R.LifeExtended && !Words.GivesObjects)
    Out.Doubt = "its value would end with the task that gives it";
  // Can this coroutine await what another library gives?
  llvm::StringRef Waits = Effect->Callee;
  llvm::StringRef Scope = llvm::StringRef(F.TaskType.str()).rsplit("::").first;
  Out.NeedsProof = !isIn(Words.Namespace, Waits) && !isIn(Scope, Waits);
  return Out;
}

std::optional<Replacement> Composer::timer() {
  const facts::Rare<facts::BlockingEffect> &Effect = Call.More->Blocks;
  if (!Effect || Effect->Duration.empty() || Words.Sleep.empty() ||
      R.Used)
    return std::nullopt;
  std::optional<std::string> Span =
      models::expand(Effect->Duration,
                     [&](llvm::StringRef Name) { return aboutCall(Name); });
  if (!Span)
    return std::nullopt;
  std::optional<std::string> Text =
      models::expand(Words.Sleep, [&](llvm::StringRef Name) {
        return Name == "duration" ? Span : valueOf(Name);
      });
  if (!Text) {
    Configure = "name what its timer needs as 'executor' or 'timer' in "
                ".cohazard.yaml to have it awaited";
    return std::nullopt;
  }
  return Replacement{inWrittenScope(*Text), "await a timer instead",
                     Moves.doubtOfWait(F, R), Words.SleepHeaders};
}

/// Decides what the moved call gives, in `Type` and `Expression`; false if its
/// value cannot be handed on.
bool Composer::prepareValue() {
  const bool IsReference = R.Gives == Rewrite::Value::Reference;
  ByPointer = IsReference && !Words.References;
  InOptional = R.Gives == Rewrite::Value::Object && Words.NeedsDefault &&
               !R.DefaultConstructible;
  if (InOptional && R.LifeExtended) {
    WhyNot = "its value would end with the optional that it is handed on in";
    return false;
  }
  Expression = R.Text;
  Type = R.Type;
  if (ByPointer) {
    Expression = "&" + (R.BindsLooser ? "(" + R.Text + ")" : R.Text);
    Type += " *";
  } else if (IsReference) {
    Type += " &";
  } else if (InOptional) {
    Expression = "std::optional(" + R.Text + ")";
    Type = "std::optional<" + R.Type + ">";
  }
  return true;
}

std::optional<Replacement> Composer::offload() {
  if (!P.allModels().isMovable(Chain.Effect->Category))
    return std::nullopt;
  if (!R.Immovable.empty()) {
    WhyNot = R.Immovable;
    return std::nullopt;
  }
  if (AwaitsMore) {
    WhyNot = "not every compiler gets two awaits in one expression right; give "
             "the call a statement of its own";
    return std::nullopt;
  }
  if (Words.Offload.empty() && Words.RoundTrip.empty()) {
    Configure =
        "name an 'offload' template in .cohazard.yaml to have it moved off "
        "the event loop";
    return std::nullopt;
  }
  if (!prepareValue())
    return std::nullopt;
  std::optional<std::string> Text = expanded(Words.RoundTrip);
  const bool ComesBack = Text.has_value();
  if (!Text)
    Text = expanded(Words.Offload);
  if (!Text) {
    Configure = "name an executor for blocking work as 'executor' in "
                ".cohazard.yaml to have it moved there";
    return std::nullopt;
  }
  Replacement Out{inWrittenScope(*Text), "move it off the event loop",
                  Moves.doubt(F, R),
                  ComesBack ? Words.RoundTripHeaders : Words.OffloadHeaders,
                  /*NeedsProof=*/false, /*Moves=*/true};
  if (InOptional)
    Out.Headers.push_back("optional");
  if ((ByPointer || InOptional) && R.Used)
    Out.Text = "*" + Out.Text;
  if (Out.Doubt.empty() && R.LifeExtended && !Words.GivesObjects)
    Out.Doubt = "its value would end with the task that gives it";
  if (Out.Doubt.empty() && !ComesBack)
    Out.Doubt = Words.Unsafe.str();
  if (Out.Doubt.empty() && !Words.Exceptions.empty() && Moves.throws(F, R))
    Out.Doubt = Words.Exceptions.str();
  return Out;
}

std::optional<Replacement> Composer::compose() {
  if (!R.Obstacle.empty()) {
    WhyNot = R.Obstacle;
    return std::nullopt;
  }
  std::optional<Replacement> Best = awaitInstead();
  if (!Best)
    Best = timer();
  if (!Best && Configure.empty())
    Best = offload();
  if (Best)
    Best->Text = wrapped(Best->Text, R);
  if (Best && R.NeedsParentheses)
    Best->Text = "(" + Best->Text + ")";
  return Best;
}

/// The edits that include what is missing of \p Headers in the call's file.
static void include(const program::Program &P, const Rewrite &R,
                    llvm::ArrayRef<llvm::StringRef> Headers, Fix &Out) {
  for (const facts::MissingInclude &M : P.facts().MissingIncludes)
    if (M.Where.File == R.Begin.File && llvm::is_contained(Headers, M.Header))
      Out.Edits.push_back({M.Where, 0, M.Text});
}

/// Is another call of the expression moved, which \p R neither contains nor is
/// contained in?
bool AwaitFixes::isMovedBeside(const Rewrite &R) const {
  auto Other = Moved.find(R.Expression);
  return Other != Moved.end() && !R.contains(Other->second->Begin) &&
         !Other->second->contains(R.Begin);
}

void AwaitFixes::add(const BlockingChain &Chain, Finding &Out) {
  const facts::Function &F = *Chain.Steps.front().Caller;
  auto Index = static_cast<uint32_t>(Chain.Steps.front().Call - F.Calls.data());
  auto R = llvm::find_if(F.Rewrites,
                         [&](const Rewrite &R) { return R.Call == Index; });
  if (R == F.Rewrites.end())
    return;
  if (!Moves)
    Moves.emplace(P);
  Composer Compose(P, *Moves, Chain, *R,
                   R->AwaitsMore || isMovedBeside(*R));
  std::optional<Replacement> Best = Compose.compose();
  if (!Best) {
    if (!Compose.WhyNot.empty())
      Out.Notes.push_back({Out.Where, "no fix: " + Compose.WhyNot});
    else if (!Compose.Configure.empty() && !SaidHowToConfigure)
      Out.Notes.push_back({Out.Where, Compose.Configure});
    SaidHowToConfigure |= !Compose.Configure.empty();
    return;
  }
  if (Best->Moves)
    Moved.try_emplace(R->Expression, &*R);
  Fix Made;
  Made.Title = Best->Title;
  Made.WhyUnsafe = Best->Doubt;
  Made.NeedsProof = Best->NeedsProof;
  Made.Edits.push_back({R->Begin, R->Length, Best->Text});
  include(P, *R, Best->Headers, Made);
  Out.Fixes.push_back(std::move(Made));
}

} // namespace cohazard
