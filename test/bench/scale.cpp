//===----------------------------------------------------------------------===//
// How do linking and reporting grow with a program? Makes the facts of a program
// of so many functions, each with ten calls, with one thread root for each
// hundred functions and one global for each ten; writes them, then does what
// `cohazard link` and `cohazard report` do with them, two files at a time, and says
// what processor time each step took and the most memory that was used; then makes
// the index for the editor and opens it.
//
//     cohazard-scale-bench [FUNCTIONS…]      10000 100000 1000000 by default
//
// Each size runs in a process of its own. Not a test: time is not a property of
// the source.
//===----------------------------------------------------------------------===//

#include "Pipeline.h"
#include "facts/FactsFile.h"
#include "hosts/cli/InOrder.h"
#include "program/IndexWriter.h"
#include "program/Link.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cohazard;

static constexpr uint32_t FunctionsPerUnit = 100, CallsPerFunction = 10;
static constexpr uint32_t FunctionsPerThread = 100, FunctionsPerGlobal = 10;
static constexpr unsigned Jobs = 2; ///< to read, and to make the index
static constexpr char BuildId[] = "bench";

namespace {

/// The facts of one TU. What it names of others is found by its USR.
class UnitMaker {
public:
  UnitMaker(uint32_t Number, uint32_t Functions)
      : Number(Number), Functions(Functions) {
    std::string Path = "/bench/unit_" + std::to_string(Number) + ".cpp";
    Facts.MainFile = {Path, Path};
    Facts.Directory = "/bench";
    Facts.Files.Files.push_back({Path, Path});
  }

  facts::TuFacts make() {
    for (uint32_t I = 0; I < FunctionsPerUnit; ++I)
      addFunction(Number * FunctionsPerUnit + I);
    return std::move(Facts);
  }

private:
  Site site() {
    ++Line;
    return {{1}, Line * 30, Line, 3};
  }
  EntityId entity(const std::string &Name, bool Function, uint32_t Definer) {
    auto [Slot, New] = Known.try_emplace(Name);
    if (New) {
      Slot->second = {static_cast<uint32_t>(Facts.Entities.size())};
      Facts.Entities.push_back(
          {Facts.Texts.add((Function ? "c:@F@" : "c:@") + Name + "#"),
           Facts.Texts.add("bench::" + Name), site(), Linkage::Strong,
           Definer == Number});
    }
    return Slot->second;
  }
  EntityId function(uint32_t F) {
    return entity("function_" + std::to_string(F), true, F / FunctionsPerUnit);
  }
  EntityId global(uint32_t G) {
    return entity("global_" + std::to_string(G), false,
                  G * FunctionsPerGlobal / FunctionsPerUnit);
  }
  /// The same numbers on every run, spread evenly.
  uint32_t random() { return Seed = Seed * 1664525u + 1013904223u, Seed >> 8; }

  void addFunction(uint32_t F);
  void add(facts::Function &F, facts::StepKind Kind, uint32_t Index) {
    F.Body.Blocks[0].Steps.push_back({Kind, Index});
  }

  const uint32_t Number, Functions;
  uint32_t Line = 0, Seed = Number * 2654435761u;
  facts::TuFacts Facts;
  llvm::StringMap<EntityId> Known;
};

} // namespace

void UnitMaker::addFunction(uint32_t F) {
  facts::Function Out;
  Out.Id = function(F);
  Out.Where = site();
  Out.IsMain = F == 0;
  Out.Async = F % 50 == 49 ? facts::AsyncKind::Coroutine : facts::AsyncKind::None;
  Out.Body.Blocks.emplace_back();
  if (F % FunctionsPerGlobal == 0) {
    const bool Locked = F % (2 * FunctionsPerGlobal) == 0;
    facts::Place Global{facts::Place::Root::Variable, global(F / FunctionsPerGlobal), 0, {}};
    facts::Place Lock{facts::Place::Root::Variable, global(0), 0, {}};
    Facts.Variables.push_back({Global.Variable, "int"});
    for (bool Takes : {true, false}) {
      if (Locked) {
        Out.Locks.push_back({site(), Lock, facts::LockMode::Exclusive, Takes});
        add(Out, facts::StepKind::Lock, Out.Locks.size() - 1);
      }
      if (Takes) {
        Out.Accesses.push_back({site(), Global, /*Writes=*/true});
        add(Out, facts::StepKind::Access, 0);
      }
    }
  }
  if (F % FunctionsPerThread == 1) {
    facts::Spawn S;
    S.Where = site();
    S.What.push_back({function((F + 9) % Functions)});
    S.By = "std::thread";
    Out.Spawns.push_back(std::move(S));
    add(Out, facts::StepKind::Spawn, 0);
  }
  for (uint32_t I = 0; I < CallsPerFunction; ++I) {
    facts::Call C;
    C.Where = site();
    // Mostly near, some far, some back up: components of several functions.
    uint32_t Callee = I < 7   ? F + 1 + random() % 50
                      : I < 9 ? F + random() % Functions
                              : F + Functions - random() % 20;
    C.Callee = function(Callee % Functions);
    if (F % 1000 == 500 && I == 0) {
      C.Callee = entity("sleep", true, ~0u);
      facts::BlockingEffect &Effect = C.More.change().Blocks.emplace();
      Effect.Callee = Effect.Category = "sleep";
    }
    Out.Calls.push_back(std::move(C));
    add(Out, facts::StepKind::Call, I);
  }
  Facts.Functions.push_back(std::move(Out));
}

//===-- Measuring ----------------------------------------------------------===//

/// Of processor time, of all threads.
static double secondsSince(std::clock_t &From) {
  std::clock_t Now = std::clock();
  double Seconds = double(Now - From) / CLOCKS_PER_SEC;
  From = Now;
  return Seconds;
}

static double mostMemory() {
  struct rusage Usage;
  getrusage(RUSAGE_SELF, &Usage);
  return Usage.ru_maxrss / 1048576.0;
}

/// The seconds that a process waits which finds the index as it is on disk: to
/// map it, and to answer one question.
static double openIndex(llvm::StringRef Bytes) {
  llvm::SmallString<128> Path;
  int Handle;
  llvm::cantFail(llvm::errorCodeToError(
      llvm::sys::fs::createTemporaryFile("bench", "index", Handle, Path)));
  llvm::raw_fd_ostream(Handle, /*shouldClose=*/true) << Bytes;
  auto Start = std::chrono::steady_clock::now();
  auto Index = llvm::cantFail(program::Index::open(Path));
  for (uint32_t Row : Index->find("c:@F@function_500#"))
    if (!Index->record(Row))
      llvm::errs() << "nothing is known of what blocks\n";
  std::chrono::duration<double> Took = std::chrono::steady_clock::now() - Start;
  llvm::sys::fs::remove(Path);
  return Took.count();
}

static void measure(uint32_t Functions) {
  std::vector<std::string> Files;
  for (uint32_t Unit = 0; Unit < Functions / FunctionsPerUnit; ++Unit)
    Files.push_back(
        facts::encodeFacts(UnitMaker(Unit, Functions).make(), BuildId));
  size_t Bytes = 0;
  for (const std::string &File : Files)
    Bytes += File.size();
  std::clock_t At = std::clock();
  const auto Start = std::chrono::steady_clock::now();
  program::Linker Linker;
  std::mutex Guard;
  cli::inAnyOrder(Files.size(), Jobs, [&](size_t I) {
    std::string File = std::move(Files[I]); // on disk, in a real run
    auto Unit = llvm::cantFail(facts::decodeFacts(File, "bench", BuildId));
    std::lock_guard<std::mutex> Lock(Guard);
    Linker.add(std::move(Unit));
  });
  const std::chrono::duration<double> ReadIn =
      std::chrono::steady_clock::now() - Start;
  double Read = secondsSince(At);
  facts::TuFacts Program = std::move(Linker).finish();
  double Linked = secondsSince(At);
  const double Facts = mostMemory();
  const models::Models Library;
  const program::Program Asked(Program, Library);
  std::vector<std::pair<llvm::StringRef, double>> Checks;
  size_t Findings = 0;
  for (const Check *What : allChecks()) {
    Findings += detect(Asked, {{What, Options(What->Options)}}).Findings.size();
    Checks.emplace_back(What->Id, secondsSince(At));
  }
  const double Most = mostMemory();
  const std::chrono::duration<double> Wall =
      std::chrono::steady_clock::now() - Start;
  const std::string Index = program::encodeIndex(
      Asked, *program::walkThreads(Asked, {}),
      [](const std::string &) { return program::FileContents(); }, Jobs,
      [](unsigned Parts, auto Run) {
        cli::inAnyOrder(Parts, Jobs, [&](size_t Part) { Run(Part); });
      });
  const double Indexed = secondsSince(At);
  llvm::outs() << llvm::format("%8u functions, %5.0f MB of facts: read %.2f s (%.2f s "
                               "on the clock), link %.2f s",
                               Functions, Bytes / 1e6, Read, ReadIn.count(), Linked);
  double All = Read + Linked;
  for (auto [Id, Seconds] : Checks) {
    llvm::outs() << ", " << Id << llvm::format(" %.2f s", Seconds);
    All += Seconds;
  }
  llvm::outs() << llvm::format("; %zu findings, all %.2f s (%.2f s on the clock), "
                               "%.2f GiB, of which facts %.2f\n",
                               Findings, All, Wall.count(), Most, Facts)
               << llvm::format("%19s index of %.0f MB: made in %.2f s, opened and "
                               "asked in %.2f ms; %.2f GiB\n",
                               "", Index.size() / 1e6, Indexed,
                               openIndex(Index) * 1e3, mostMemory());
}

int main(int Count, char **Given) {
  std::vector<uint32_t> Sizes;
  for (int I = 1; I < Count; ++I)
    Sizes.push_back(std::atoi(Given[I]));
  if (Sizes.empty())
    Sizes = {10'000, 100'000, 1'000'000};
  for (uint32_t Size : Sizes) {
    if (pid_t Child = fork()) {
      int Status = 0;
      waitpid(Child, &Status, 0);
      if (Status)
        return 1;
      continue;
    }
    measure(Size);
    llvm::outs().flush();
    std::_Exit(0);
  }
  return 0;
}
