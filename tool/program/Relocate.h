//===----------------------------------------------------------------------===//
// Facts speak in numbers of entities and files: here they get other numbers.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_RELOCATE_H
#define COHAZARD_PROGRAM_RELOCATE_H

#include "facts/FactsFields.h"
#include "llvm/ADT/ArrayRef.h"
#include <type_traits>

namespace cohazard::program {

/// The new numbers, by the old ones: arrays, or whatever has an index.
template <typename EntityNumbers, typename FileNumbers> struct RelocationBy {
  EntityNumbers Entities;
  FileNumbers Files;

  /// Changes every number in \p Fact, whatever it is made of.
  template <typename T> void operator()(T &Fact) const {
    if constexpr (std::is_same_v<T, EntityId>)
      Fact = Entities[Fact.Value];
    else if constexpr (std::is_same_v<T, Site>)
      Fact.File = Files[Fact.File.Value];
    else if constexpr (facts::Fields<T>::Known)
      facts::Fields<T>::visit(Fact, [&](auto &...Field) { ((*this)(Field), ...); });
    else
      static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                    std::is_same_v<T, std::string> ||
                    std::is_same_v<T, llvm::StringRef>);
  }
  template <typename T> void operator()(std::vector<T> &Facts) const {
    if constexpr (!std::is_arithmetic_v<T>)
      for (T &Fact : Facts)
        (*this)(Fact);
  }
  template <typename T> void operator()(facts::RareVector<T> &Facts) const {
    for (T &Fact : Facts)
      (*this)(Fact);
  }
  void operator()(facts::RareText &) const {}
  template <typename T> void operator()(facts::RarePart<T> &Part) const {
    if (T *There = Part.ifThere())
      (*this)(*There);
  }
  template <typename T> void operator()(std::optional<T> &Fact) const {
    if (Fact)
      (*this)(*Fact);
  }
  template <typename T> void operator()(facts::Rare<T> &Fact) const {
    if (Fact)
      (*this)(*Fact);
  }
  template <typename T, typename U>
  void operator()(std::pair<T, U> &Facts) const {
    (*this)(Facts.first);
    (*this)(Facts.second);
  }
};

using Relocation =
    RelocationBy<llvm::ArrayRef<EntityId>, llvm::ArrayRef<FileId>>;

} // namespace cohazard::program

#endif
