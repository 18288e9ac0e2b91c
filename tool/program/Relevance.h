//===----------------------------------------------------------------------===//
// What can matter to a walk? Which functions could show or change anything, and
// what of that depends on what they are given: most helpers only work on memory
// that no other thread reaches, and need not be walked for each of its names.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_RELEVANCE_H
#define COHAZARD_PROGRAM_RELEVANCE_H

#include "program/PointsTo.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include <functional>

namespace cohazard::program {

class Relevance {
public:
  /// What only the walk knows.
  struct Questions {
    /// May a place, as its function names it, be shared data? One that is a
    /// part of a parameter stands for that of just some object.
    std::function<bool(const Place &)> MayMeanShared;
    /// Does the call do more than the facts say?
    std::function<bool(const facts::Call &)> MayAct;
  };
  Relevance(const Program &P, const PointsTo &Pointers,
            const llvm::DenseSet<EntityId> &Shared, Questions Ask);

  /// Could \p Function matter that is given nothing that leads to shared data?
  bool matters(unsigned Function) const { return Relevant.test(Function); }
  /// Could it matter whether \p C is made?
  bool mayAct(const facts::Call &C) const;
  /// Does \p Function do anything with what it is given as its \p Parameter?
  bool uses(unsigned Function, uint32_t Parameter) const {
    return Parameter == facts::Argument::Receiver || Seen.test(Function) ||
           Roles.count({Function, Parameter});
  }
  /// Does \p Function tell locks, threads or callees apart by it?
  bool names(unsigned Function, uint32_t Parameter) const {
    return Parameter == facts::Argument::Receiver || Seen.test(Function) ||
           (Roles.lookup({Function, Parameter}) & Name);
  }
  /// Does it make a difference that \p Function is given \p Object as its
  /// \p Parameter, or its receiver?
  bool matters(unsigned Function, uint32_t Parameter,
               const Place &Object) const;

private:
  enum Role : uint8_t {
    None = 0,
    Bytes = 1,  ///< it is read or written
    Beyond = 2, ///< so is what pointers in it lead to
    Name = 4,   ///< tells locks, threads or callees apart
  };
  using Parameter = std::pair<unsigned, uint32_t>;

  bool mayBeAny(const facts::Call &C) const;
  llvm::SmallVector<unsigned, 2> calledBy(const facts::Call &C) const;
  bool keepsAll(const facts::Function &F) const;
  void addOwnRoles(unsigned I);
  void addPassed(unsigned I);
  struct Passed {
    Parameter By;
    bool Within; ///< it is the object itself, or a part of it
  };
  void addRole(Parameter To, Role R);
  void addRole(unsigned I, const Place &What, Role R);
  bool mayActItself(const facts::Call &C) const;
  bool isOwn(const facts::Function &F) const;
  bool passesShared(const facts::Function &F) const;
  bool mayLeadToShared(const Place &Object) const;
  void findRelevant();

  const Program &P;
  const PointsTo &Pointers;
  const Questions Ask;
  /// Objects, and members of objects that nobody knows, from which pointers
  /// lead to shared data, themselves included.
  llvm::DenseSet<EntityId> Leading;
  llvm::DenseMap<Parameter, uint8_t> Roles;
  /// Who passes on what it was given as the parameter.
  llvm::DenseMap<Parameter, llvm::SmallVector<Passed, 2>> PassedFrom;
  /// Functions whose parameters others see as well: closures, regions.
  llvm::BitVector Seen;
  llvm::BitVector Relevant;
};

} // namespace cohazard::program

#endif
