//===----------------------------------------------------------------------===//
// The records of a program's index, made one by one.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_INDEXRECORDS_H
#define COHAZARD_PROGRAM_INDEXRECORDS_H

#include "program/Index.h"
#include "program/ParameterUses.h"
#include "program/ReversedCalls.h"
#include "program/ThreadWalk.h"

namespace cohazard::program {

class IndexRecords {
public:
  IndexRecords(const Program &P, const ThreadFacts &Threads);

  /// The record of any entity; nothing if there is nothing to tell.
  std::optional<IndexRecord> of(EntityId Id) const;

private:
  void findBlocking();
  void findCallers();
  void search(llvm::ArrayRef<CallEdge> Effects);
  void findAbove();
  void findUsers();
  void findSynchronising();
  bool waits(const facts::Function &F, const facts::Call &C) const;
  bool invokes(const facts::Function &F, const facts::Call &C) const;

  const Program &P;
  const ThreadFacts &Threads;
  ParameterUses Uses;
  ReversedCalls Callers;
  std::vector<std::vector<uint32_t>> Blocking;  ///< by function: calls
  std::vector<llvm::SmallVector<EntityId, 2>> Above; ///< by function
  llvm::DenseMap<EntityId, llvm::SmallVector<EntityId, 2>> Users, Registrars;
  std::vector<bool> Synchronises; ///< by function
};

} // namespace cohazard::program

#endif
