//===----------------------------------------------------------------------===//
// What most facts do not have takes a pointer's room where it is absent: a program
// of a million functions has ten million calls, and few of them have an effect, a
// mode or a callable argument.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_RARE_H
#define COHAZARD_FACTS_RARE_H

#include "llvm/ADT/ArrayRef.h"
#include <memory>
#include <optional>
#include <vector>

namespace cohazard::facts {

/// As std::optional, and as std::unique_ptr that copies what it points to.
template <typename T> class Rare {
public:
  Rare() = default;
  Rare(std::nullopt_t) {}
  Rare(std::optional<T> Value) {
    if (Value)
      Held = std::make_unique<T>(std::move(*Value));
  }
  Rare(T Value) : Held(std::make_unique<T>(std::move(Value))) {}
  Rare(const Rare &Other)
      : Held(Other.Held ? std::make_unique<T>(*Other.Held) : nullptr) {}
  Rare(Rare &&) = default;
  Rare &operator=(const Rare &Other) { return *this = Rare(Other); }
  Rare &operator=(Rare &&) = default;

  bool has_value() const { return static_cast<bool>(Held); }
  explicit operator bool() const { return has_value(); }
  T &operator*() { return *Held; }
  const T &operator*() const { return *Held; }
  T *operator->() { return Held.get(); }
  const T *operator->() const { return Held.get(); }
  void reset() { Held.reset(); }
  T &emplace() {
    Held = std::make_unique<T>();
    return *Held;
  }

private:
  std::unique_ptr<T> Held;
};

/// Several fields that most facts leave blank together: they read as blank where
/// they are not there.
template <typename T> class RarePart {
public:
  const T &operator*() const { return Held ? *Held : Blank; }
  const T *operator->() const { return &**this; }
  /// To be asked for where something is to be said only: from here on it is there.
  T &change() { return Held ? *Held : Held.emplace(); }
  T *ifThere() { return Held ? &*Held : nullptr; }
  const T *ifThere() const { return Held ? &*Held : nullptr; }

private:
  static inline const T Blank{};
  Rare<T> Held;
};

/// A vector that is mostly empty.
template <typename T> class RareVector {
public:
  using value_type = T;
  using iterator = T *;
  using const_iterator = const T *;

  RareVector() = default;
  RareVector(std::vector<T> Many) {
    if (!Many.empty())
      Held = std::move(Many);
  }
  RareVector &operator=(std::vector<T> Many) {
    return *this = RareVector(std::move(Many));
  }

  bool empty() const { return !Held || Held->empty(); }
  size_t size() const { return Held ? Held->size() : 0; }
  T *begin() { return Held ? Held->data() : nullptr; }
  T *end() { return begin() + size(); }
  const T *begin() const { return Held ? Held->data() : nullptr; }
  const T *end() const { return begin() + size(); }
  const T *data() const { return begin(); }
  T &operator[](size_t I) { return (*Held)[I]; }
  const T &operator[](size_t I) const { return (*Held)[I]; }
  T &front() { return Held->front(); }
  const T &front() const { return Held->front(); }
  T &back() { return Held->back(); }
  const T &back() const { return Held->back(); }
  void push_back(T Value) { grown().push_back(std::move(Value)); }
  template <typename... From> T &emplace_back(From &&...Of) {
    return grown().emplace_back(std::forward<From>(Of)...);
  }
  void reserve(size_t Count) {
    if (Count)
      grown().reserve(Count);
  }
  void clear() { Held.reset(); }
  operator llvm::ArrayRef<T>() const { return {begin(), size()}; }

private:
  std::vector<T> &grown() { return Held ? *Held : Held.emplace(); }

  Rare<std::vector<T>> Held;
};

/// A text that is mostly empty.
class RareText {
public:
  RareText() = default;
  RareText(const char *Text) : RareText(std::string(Text)) {}
  RareText(std::string Text) {
    if (!Text.empty())
      Held = std::move(Text);
  }
  operator const std::string &() const {
    static const std::string Empty;
    return Held ? *Held : Empty;
  }
  const std::string &str() const { return *this; }
  bool empty() const { return !Held; }

private:
  Rare<std::string> Held;
};

} // namespace cohazard::facts

#endif
