//===----------------------------------------------------------------------===//
// Would a call mean the same on another thread, while the coroutine that makes
// it is suspended and its event loop goes on? Not if it uses what each thread
// has of its own, or state that others may use meanwhile.
//
// A summary for each function, propagated to its callers until nothing changes:
// linear in the calls for the few facts that it holds.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_MOVABILITY_H
#define COHAZARD_PROGRAM_MOVABILITY_H

#include "program/ParameterUses.h"
#include "program/Program.h"

namespace cohazard::program {

class Movability {
public:
  explicit Movability(const Program &P);

  /// Why \p R, a call of \p F with all that stands in it, must not be moved
  /// without a look, a clause; empty if nothing speaks against it. Over-approximates:
  /// what is not known speaks against it.
  std::string doubt(const facts::Function &F, const facts::Rewrite &R) const;

  /// Why \p F must not be suspended in the place of \p R without a look, whatever
  /// becomes of the call; empty if nothing speaks against it.
  std::string doubtOfWait(const facts::Function &F,
                          const facts::Rewrite &R) const;

  /// May the call \p R end by an exception that the program throws itself? What
  /// library functions throw is not known.
  bool throws(const facts::Function &F, const facts::Rewrite &R) const;

private:
  /// What a function does, by itself or in what it calls.
  struct Summary {
    std::string Reason;       ///< uses what is bound to a thread, or shared
    bool ReadsErrno = false;  ///< as its caller left it
    /// Through the receiver and the parameters, a bit each.
    uint64_t Writes = 0;
    uint64_t Reads = 0; ///< of members that some function writes
    EntityId Read;      ///< one of these members
    EntityId ReadWriter; ///< and who writes it
    uint64_t Invokes = 0; ///< the parameters it calls
    bool Acts = false;   ///< outside of the program
    bool Throws = false; ///< an exception of the program's own
  };

  static uint64_t bit(uint32_t Argument);
  static uint64_t bit(const facts::Place &What);
  Summary ownSummary(const facts::Function &F) const;
  std::string touchesShared(const facts::Function &F,
                            const facts::Access &A) const;
  std::string usesBound(const facts::ThreadBound &T) const;
  EntityId writerBeside(const facts::Function &F, EntityId What) const;
  std::string readOfWritten(EntityId What, EntityId By) const;
  std::string reasonInCalls(const facts::Function &F) const;
  static uint64_t passedOn(const facts::Argument &A);
  static void passReceiver(const Summary &Lambda, Summary &Into);
  bool absorb(Summary &Into, const facts::Call &C) const;
  Summary reached(const facts::Call &C) const;
  void propagate();
  std::string doubtOfCall(const facts::Call &C, bool OnTemporary) const;
  std::string doubtOfLocks(const facts::Function &F,
                           const facts::Rewrite &R) const;
  std::string doubtOfErrno(const facts::Function &F,
                           const facts::Rewrite &R) const;
  // What stands beside the call: MoveOrder.cpp.
  static bool actsOutside(const facts::Call &C);
  uint64_t writtenArguments(const facts::Call &C) const;
  bool changesSomething(const facts::Call &C) const;
  bool isTold(const facts::Call &C) const;
  bool writesBeside(const facts::Function &F, const facts::Rewrite &R) const;
  std::string doubtOfOrder(const facts::Function &F,
                           const facts::Rewrite &R) const;

  const Program &P;
  llvm::DenseSet<EntityId> Shared; ///< variables that others may use
  /// By variable or member: two functions, where there are two, that write it
  /// while the program runs.
  llvm::DenseMap<EntityId, std::pair<EntityId, EntityId>> Writers;
  std::vector<Summary> Summaries;
};

} // namespace cohazard::program

#endif
