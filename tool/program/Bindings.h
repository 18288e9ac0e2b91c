//===----------------------------------------------------------------------===//
// What do a function's parameters, receiver and captures stand for in one
// situation?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_BINDINGS_H
#define COHAZARD_PROGRAM_BINDINGS_H

#include "program/Places.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace cohazard::program {

struct Bindings {
  struct Parameter {
    PlaceId Object = 0;
    std::vector<EntityId> Callables;
    /// Decides which branches are taken; stands for all that decide the same.
    std::optional<int64_t> Constant;
    friend bool operator==(const Parameter &, const Parameter &) = default;
    friend bool operator<(const Parameter &A, const Parameter &B) {
      return std::tie(A.Object, A.Callables, A.Constant) <
             std::tie(B.Object, B.Callables, B.Constant);
    }
  };
  EntityId Owner; ///< the function whose parameters they are
  PlaceId Receiver = 0;
  std::map<uint32_t, Parameter> Parameters;
  /// Parameters that are indices which other threads may come to as well, and
  /// their values, where these are constants.
  std::vector<std::pair<EntityId, std::optional<int64_t>>> SharedIndices;
  /// Captured parameters of the functions around a lambda.
  std::map<EntityId, PlaceId> Captured;

  friend bool operator<(const Bindings &A, const Bindings &B) {
    return std::tie(A.Owner, A.Receiver, A.Parameters, A.SharedIndices,
                    A.Captured) < std::tie(B.Owner, B.Receiver, B.Parameters,
                                           B.SharedIndices, B.Captured);
  }

  Place withSharedIndices(const Place &P) const;
  /// The place that \p P names here. A part of an object that is not known
  /// keeps the root Receiver, as a part of some object; all of it, the root
  /// Parameter and its function.
  Place resolve(const PlaceTable &Table, const Place &P) const;
  bool isSharedIndex(EntityId Parameter) const {
    return std::any_of(SharedIndices.begin(), SharedIndices.end(),
                       [&](auto &Known) { return Known.first == Parameter; });
  }
  /// The functions that \p Refs may stand for here.
  std::vector<EntityId> resolve(llvm::ArrayRef<facts::CallableRef> Refs) const;
};

} // namespace cohazard::program

#endif
