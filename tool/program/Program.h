//===----------------------------------------------------------------------===//
// What does the program look like to a check? The linked facts and the
// questions that can be asked of them. The AST is gone here.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_PROGRAM_H
#define COHAZARD_PROGRAM_PROGRAM_H

#include "facts/Facts.h"
#include "models/ModelReader.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringRef.h"
#include <memory>

namespace cohazard::program {

struct ThreadFacts;
struct ThreadKnowledge;

/// The linked facts, of one TU or of many.
class Program {
public:
  /// Refers to \p Linked, which must outlive it.
  Program(const facts::TuFacts &Linked, const models::Models &Library);

  const facts::TuFacts &facts() const { return Linked; }
  const models::Models &allModels() const { return Library; }
  llvm::ArrayRef<facts::Function> functions() const { return Linked.Functions; }
  llvm::StringRef name(EntityId Id) const { return Linked.entity(Id).Name; }
  Site declared(EntityId Id) const { return Linked.entity(Id).Declared; }

  /// The function's facts, or null if its body is not part of the program.
  const facts::Function *function(EntityId Id) const;
  /// Index into `functions()`, or none.
  std::optional<unsigned> indexOf(EntityId Id) const {
    unsigned Index = ByEntity[Id.Value];
    return Index == NoBody ? std::nullopt : std::optional(Index);
  }
  /// Is the variable's descriptor opened or set O_NONBLOCK, here, in a function
  /// that it is passed to, or in all functions that pass it? Over-approximates:
  /// set anywhere counts everywhere.
  bool mayBeNonBlocking(EntityId Variable) const {
    return NonBlocking.contains(Variable);
  }
  /// The functions that override the virtual method \p Id, transitively.
  llvm::ArrayRef<EntityId> overriders(EntityId Id) const;

private:
  static constexpr unsigned NoBody = ~0u;
  friend std::shared_ptr<const ThreadFacts>
  walkThreads(const Program &P, const ThreadKnowledge &Extra);

  void findOverriders();

  const facts::TuFacts &Linked;
  const models::Models &Library;
  std::vector<unsigned> ByEntity; ///< by entity: index, or none
  llvm::DenseMap<EntityId, std::vector<EntityId>> Overriders;
  llvm::DenseSet<EntityId> NonBlocking;
  /// Of a walk that knew nothing more: a check and the index ask for the same.
  mutable std::shared_ptr<const ThreadFacts> Threads;
};

} // namespace cohazard::program

#endif
