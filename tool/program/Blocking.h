//===----------------------------------------------------------------------===//
// Which calls may block the thread that makes them, and by which shortest
// chain? An effect starts at modelled functions and flows to their callers;
// it stops at coroutines, whose own bodies are asked instead, at functions
// annotated nonblocking, and where the program says it does not count.
//
// A wrapper that passes its flags or its time limit on is asked once for each
// constant that its callers give.
//
// One breadth-first search from the effects over the reversed call graph, so
// the cost is linear in the calls and every chain is a shortest one.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_BLOCKING_H
#define COHAZARD_PROGRAM_BLOCKING_H

#include "program/ParameterUses.h"
#include "program/Program.h"
#include "program/ReversedCalls.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>

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

  /// From now on other effects count, in the same program.
  void count(llvm::function_ref<bool(const facts::Function &,
                                     const facts::Call &)>
                 Counts);

  /// The shortest chain from \p C, a call of \p F, to a blocking function. It
  /// remembers what it has looked at: to be asked by one thread at a time.
  std::optional<BlockingChain> chainFrom(const facts::Function &F,
                                         const facts::Call &C) const;

  const ParameterUses &parameterUses() const { return Uses; }

private:
  /// What a caller's constants are to a function's parameters.
  using Modes = std::vector<std::pair<uint32_t, int64_t>>;
  /// A function, as it is called with some modes. The first nodes are those
  /// without any, in the order of functions().
  struct Node {
    unsigned Function;
    Modes Given;
  };
  static constexpr unsigned Never = ~0u;
  /// Where a call goes on to reach the nearest effect.
  struct Way {
    const facts::Call *Call = nullptr;
    unsigned Length = Never; ///< in calls
    unsigned To = Never;     ///< a node; none: the call itself is the effect
    bool Passes = false;     ///< as in ChainStep
  };

  bool mayInvokeHere(EntityId Callee, uint32_t Parameter) const;
  bool isExcused(const Node &N, const facts::Call &C) const;
  void findModes();
  unsigned nodeFor(unsigned Function, const Node &From, const facts::Call &C);
  std::optional<unsigned> knownNode(unsigned Function, const Node &From,
                                    const facts::Call &C) const;
  Modes modesGiven(unsigned Function, const Node &From,
                   const facts::Call &C) const;
  void addEdges(unsigned Caller);
  bool counts(unsigned Function, size_t Call) const {
    return Counted.test(FirstCall[Function] + Call);
  }
  void search();
  Way wayFrom(unsigned Here, const facts::Call &C) const;
  const Way &shortestWay(unsigned Here) const;

  const Program &P;
  ParameterUses Uses;
  std::vector<Node> Nodes;
  std::map<std::pair<unsigned, Modes>, unsigned> WithModes;
  std::vector<llvm::SmallVector<uint32_t, 2>> Deciding; ///< by function
  ReversedCalls Callers;           ///< of nodes
  std::vector<unsigned> FirstCall; ///< by function: into Counted
  llvm::BitVector Counted;         ///< by call
  std::vector<unsigned> Distance; ///< by node: calls to the nearest effect
  mutable std::vector<Way> Shortest; ///< by node; without a call: not asked yet
  std::vector<bool> Boundary;     ///< by function: no effect leaves it
};

/// The bodies that an event loop runs.
struct AsyncContext {
  const facts::Function *Body = nullptr;
  const facts::Registration *Registered = nullptr; ///< a callback; or null
};

/// In the order of the program's functions, each once. \p Uses is \p P's.
std::vector<AsyncContext> asyncContexts(const Program &P,
                                        const ParameterUses &Uses);

} // namespace cohazard::program

#endif
