//===----------------------------------------------------------------------===//
// What may a pointer lead to? Inclusion-based after Andersen (1994), without
// the order of statements and the calls' contexts, but field by field: a slot
// is an object and a path of members and constant indices in it. The objects
// are variables; heap blocks, one for each place that allocates, only carry
// what is stored in them.
//
// Under-approximates: what unknown code stores is not seen, and of very large
// sets only the first members are kept.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_POINTSTO_H
#define COHAZARD_PROGRAM_POINTSTO_H

#include "program/Places.h"
#include "program/Program.h"
#include "llvm/ADT/DenseSet.h"

namespace cohazard::program {

class PointsTo {
public:
  explicit PointsTo(const Program &P);

  /// The places that \p What may denote, heap blocks and locals among them.
  /// Their roots are variables, and no pointer is on their paths.
  std::vector<Place> targets(const Place &What) const {
    return targets({}, What);
  }
  /// The same, in the terms of the function \p In.
  std::vector<Place> targets(EntityId In, const Place &What) const;
  /// The one slot of the variables \p Of that holds the address of \p Object;
  /// none if there are several.
  std::optional<Place> onlyHolder(EntityId Object,
                                  const llvm::DenseSet<EntityId> &Of) const;
  /// Do pointers lead from \p Object back to itself, as in a ring?
  bool inCycle(EntityId Object) const;
  /// The objects from which a pointer leads, perhaps by others, to one of
  /// \p Wanted, and those themselves.
  llvm::DenseSet<EntityId>
  leadingTo(const llvm::DenseSet<EntityId> &Wanted) const;
  /// The functions that what \p Pointer holds may be.
  std::vector<EntityId> functions(const Place &Pointer) const;
  /// The functions of this type whose address is taken.
  llvm::ArrayRef<EntityId> ofSignature(EntityId Signature) const;
  /// The same; none if there are so
  /// many that a guess would say little.
  llvm::ArrayRef<EntityId> withSignature(EntityId Signature) const;

private:
  using Set = llvm::SmallVector<PlaceId, 2>;
  struct Context {
    EntityId Function;
    uint32_t Parameter;
    friend bool operator<(Context A, Context B) {
      return std::tie(A.Function, A.Parameter) <
             std::tie(B.Function, B.Parameter);
    }
  };

  Set rootsOf(EntityId In, const Place &What) const;
  Set follow(Set Here, llvm::ArrayRef<PathStep> Path) const;
  Set evaluate(EntityId In, const Place &What) const;
  /// Valid until the next call.
  const Set &contents(PlaceId Slot) const;
  void include(Set &Into, llvm::ArrayRef<PlaceId> From);
  void includeInSlot(PlaceId Slot, llvm::ArrayRef<PlaceId> From);
  unsigned version(EntityId Object) const { return Versions.lookup(Object); }
  void store(const facts::PointerStore &S);
  void copy(PlaceId Into, PlaceId From);
  void pass(EntityId Caller, llvm::ArrayRef<facts::Argument> Arguments,
            EntityId Callee);
  void passAll(const facts::Function &F);
  void findSignatures();
  void addHeld(Set &Found, EntityId In,
               llvm::ArrayRef<facts::CallableRef> Callables) const;
  PlaceId id(const Place &P) const { return Table.id(P); }

  const Program &P;
  mutable PlaceTable Table;
  std::map<PlaceId, Set> Slots;
  /// The slots of an object.
  llvm::DenseMap<EntityId, std::vector<PlaceId>> SlotsOf;
  /// How often what an object's slots hold has changed.
  llvm::DenseMap<EntityId, unsigned> Versions;
  /// What was found before, and the versions of what that came from.
  struct Contents {
    unsigned OfObject, OfMember;
    Set Found;
  };
  mutable llvm::DenseMap<PlaceId, Contents> Known;
  /// Copies (into, from) that were made, and the versions of their sources.
  llvm::DenseMap<std::pair<PlaceId, PlaceId>, unsigned> Copied;
  mutable llvm::DenseMap<EntityId, bool> Cycles;
  std::map<Context, Set> Given;
  llvm::DenseMap<EntityId, std::vector<EntityId>> BySignature;
  bool Changed = false;
};

} // namespace cohazard::program

#endif
