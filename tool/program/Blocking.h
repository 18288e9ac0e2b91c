//===----------------------------------------------------------------------===//
// Which calls may block the thread that makes them, and by which shortest
// chain? An effect starts at modelled functions and flows to their callers;
// it stops at coroutines, whose own bodies are asked instead, at functions
// annotated nonblocking, and where the program says it does not count.
//
// One breadth-first search from the effects over the reversed call graph, so
// the cost is linear in the calls and every chain is a shortest one.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_BLOCKING_H
#define COHAZARD_PROGRAM_BLOCKING_H

#include "program/ParameterUses.h"
#include "program/Program.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace cohazard::program {

/// One call on the way to a blocking function.
struct ChainStep {
  const facts::Function *Caller = nullptr;
  const facts::Call *Call = nullptr;
  /// What the step goes on in; none for the last one.
  const facts::Function *Next = nullptr;
  /// The call only hands `Next` over to its callee, which invokes it.
  bool Passes = false;
};

struct BlockingChain {
  std::vector<ChainStep> Steps;
  const facts::BlockingEffect *Effect = nullptr;
};

class Blocking {
public:
  /// \p Counts says which effects a user wants to hear of.
  Blocking(const Program &P,
           llvm::function_ref<bool(const facts::Function &, const facts::Call &)>
               Counts,
           llvm::function_ref<bool(llvm::StringRef Name)> MayLeave);

  /// The shortest chain from \p C, a call of \p F, to a blocking function.
  std::optional<BlockingChain> chainFrom(const facts::Function &F,
                                         const facts::Call &C) const;

private:
  struct Edge {
    unsigned Caller; ///< index into functions()
    unsigned Call;   ///< index into the caller's calls
    bool Passes;
  };
  static constexpr unsigned Never = ~0u;

  bool mayInvokeHere(EntityId Callee, uint32_t Parameter) const;
  void addEdges(unsigned Caller);
  void search();
  unsigned distance(const facts::Function &F, const facts::Call &C,
                    ChainStep *Step) const;

  const Program &P;
  ParameterUses Uses;
  std::vector<std::vector<Edge>> Callers; ///< by callee
  std::vector<std::vector<bool>> Counted; ///< by function and call
  std::vector<unsigned> Distance;         ///< calls to the nearest effect
  std::vector<bool> Boundary;             ///< no effect leaves the function
};

/// The bodies that an event loop runs.
struct AsyncContext {
  const facts::Function *Body = nullptr;
  const facts::Registration *Registered = nullptr; ///< a callback; or null
};

/// In the order of the program's functions, each once.
std::vector<AsyncContext> asyncContexts(const Program &P);

} // namespace cohazard::program

#endif
