//===----------------------------------------------------------------------===//
// How does plain data become bytes, and bytes data? One rule for each type; what
// a struct is made of stands in a line of its own, see Fields.h. The format is
// described in FactsFile.h.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_FACTSARCHIVE_H
#define COHAZARD_FACTS_FACTSARCHIVE_H

#include "facts/Fields.h"
#include "facts/Rare.h"
#include "facts/TextPool.h"
#include "source/Entity.h"
#include "source/Site.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string_view>

namespace cohazard::facts {

/// A struct of as many fields is led by a mask of those that say something.
/// Smaller ones are written in full: the mask would cost more.
inline constexpr size_t MaskedFrom = 3;

template <typename E, E Value> constexpr bool isEnumerator() {
  // The compiler prints a value that has no name as a cast.
  std::string_view Text = __PRETTY_FUNCTION__;
  return Text[Text.rfind("Value = ") + sizeof("Value = ") - 1] != '(';
}

/// How many enumerators \p E has; they are numbered from 0 without gaps.
template <typename E, unsigned From = 0> constexpr unsigned enumeratorCount() {
  if constexpr (isEnumerator<E, static_cast<E>(From)>())
    return enumeratorCount<E, From + 1>();
  else
    return From;
}

/// Small numbers of either sign become small numbers.
constexpr uint64_t zigzag(int64_t Number) {
  return (static_cast<uint64_t>(Number) << 1) ^
         static_cast<uint64_t>(Number >> 63);
}
constexpr int64_t unzigzag(uint64_t Number) {
  return static_cast<int64_t>((Number >> 1) ^ (~(Number & 1) + 1));
}

//===-- What says nothing --------------------------------------------------===//

inline bool isBlank(bool Set) { return !Set; }
inline bool isBlank(uint8_t Number) { return !Number; }
inline bool isBlank(uint32_t Number) { return !Number; }
inline bool isBlank(uint64_t Number) { return !Number; }
inline bool isBlank(int64_t Number) { return !Number; }
/// Signed and short are the numbers of parameters, and -1 is none.
inline bool isBlank(int32_t Parameter) { return Parameter == -1; }
inline bool isBlank(int16_t Parameter) { return Parameter == -1; }
inline bool isBlank(EntityId Id) { return !Id; }
inline bool isBlank(FileId Id) { return !Id; }
inline bool isBlank(const std::string &Text) { return Text.empty(); }
inline bool isBlank(llvm::StringRef Text) { return Text.empty(); }
/// It is said by those who refer to it.
inline bool isBlank(const TextPool &) { return false; }
inline bool isBlank(const Site &Where) {
  return !(Where.File.Value | Where.Offset | Where.Line | Where.Column);
}
template <typename T> bool isBlank(const std::vector<T> &Many) {
  return Many.empty();
}
template <typename T> bool isBlank(const std::optional<T> &Maybe) {
  return !Maybe;
}
template <typename T> bool isBlank(const Rare<T> &Maybe) { return !Maybe; }
template <typename T> bool isBlank(const RareVector<T> &Many) {
  return Many.empty();
}
inline bool isBlank(const RareText &Text) { return Text.empty(); }
template <typename T> bool isBlank(const T &Fact);
template <typename T> bool isBlank(const RarePart<T> &Part) {
  return !Part.ifThere() || isBlank(*Part);
}
template <typename T> bool isBlank(const T &Fact) {
  if constexpr (Fields<T>::Known) {
    bool Blank = true;
    Fields<T>::visit(Fact, [&](const auto &...Field) {
      Blank = (isBlank(Field) && ...);
    });
    return Blank;
  } else {
    return Fact == T();
  }
}

/// Makes what isBlank() is true of, from what the constructor made.
inline void makeBlank(int32_t &Parameter) { Parameter = -1; }
inline void makeBlank(int16_t &Parameter) { Parameter = -1; }
template <typename T> void makeBlank(T &Fact) {
  if constexpr (Fields<T>::Known)
    Fields<T>::visit(Fact, [](auto &...Field) { (makeBlank(Field), ...); });
  else
    Fact = T();
}

//===-- Writing ------------------------------------------------------------===//

class ArchiveWriter {
public:
  void number(uint64_t Number) {
    for (; Number >= 0x80; Number >>= 7)
      Body.push_back(static_cast<char>(Number | 0x80));
    Body.push_back(static_cast<char>(Number));
  }

  void value(bool Set) { number(Set); }
  void value(uint8_t Number) { number(Number); }
  void value(uint32_t Number) { number(Number); }
  void value(uint64_t Number) { number(Number); }
  void value(int16_t Number) { number(zigzag(Number)); }
  void value(int32_t Number) { number(zigzag(Number)); }
  void value(int64_t Number) { number(zigzag(Number)); }
  void value(EntityId Id) { number(Id.Value); }
  void value(FileId Id) { number(Id.Value); }
  void value(llvm::StringRef Text);
  void value(const std::string &Text) { value(llvm::StringRef(Text)); }
  void value(const TextPool &) {}
  void value(const Site &Where);

  template <typename T> void value(const std::vector<T> &Many) {
    number(Many.size());
    for (const T &One : Many)
      value(One);
  }
  template <typename T> void value(const RareVector<T> &Many) {
    number(Many.size());
    for (const T &One : Many)
      value(One);
  }
  void value(const RareText &Text) { value(Text.str()); }
  template <typename T> void value(const RarePart<T> &Part) { value(*Part); }
  template <typename T> void value(const std::optional<T> &Maybe) {
    value(Maybe.has_value());
    if (Maybe)
      value(*Maybe);
  }
  template <typename T> void value(const Rare<T> &Maybe) {
    value(Maybe.has_value());
    if (Maybe)
      value(*Maybe);
  }
  template <typename A, typename B> void value(const std::pair<A, B> &Both) {
    value(Both.first);
    value(Both.second);
  }
  /// An enumerator, or a struct by its fields.
  template <typename T> void value(const T &Fact) {
    if constexpr (std::is_enum_v<T>)
      number(static_cast<uint64_t>(Fact));
    else
      Fields<T>::visit(Fact, [this](const auto &...Of) { this->fields(Of...); });
  }

  /// What was written: the counts and strings that it refers to, then the rest.
  std::string take(size_t Files, size_t Entities) &&;

private:
  template <typename... Field> void fields(const Field &...Of);
  // The mask says of a flag all there is, and of an optional that it is there.
  template <typename T> void given(const T &Field) { value(Field); }
  template <typename T> void given(const std::optional<T> &Field) {
    value(*Field);
  }
  template <typename T> void given(const Rare<T> &Field) { value(*Field); }
  void given(bool) {}
  template <typename T> void giveUnlessBlank(const T &Field) {
    if (!isBlank(Field))
      given(Field);
  }

  std::string Body;
  llvm::StringMap<uint32_t> Numbers;
  std::vector<llvm::StringRef> Strings; ///< keys of Numbers, by number
  Site Last;
};

template <typename... Field> void ArchiveWriter::fields(const Field &...Of) {
  if constexpr (sizeof...(Of) < MaskedFrom) {
    (value(Of), ...);
  } else {
    uint64_t Mask = 0, Bit = 1;
    ((Mask |= isBlank(Of) ? 0 : Bit, Bit <<= 1), ...);
    number(Mask);
    (giveUnlessBlank(Of), ...);
  }
}

//===-- Reading ------------------------------------------------------------===//

/// Reads what a ArchiveWriter wrote. Of other bytes it reads something or stops,
/// but never beyond their end: whoever reads asks complete() at last.
class ArchiveReader {
public:
  explicit ArchiveReader(llvm::StringRef Bytes);

  bool complete() const { return !Broken && At == End; }
  /// What references to files and entities are below.
  uint64_t fileCount() const { return Files; }
  uint64_t entityCount() const { return Entities; }

  uint64_t number() {
    if (At != End && *At < 0x80)
      return *At++;
    return longNumber();
  }

  void value(bool &Set) { Set = below(2); }
  void value(uint8_t &Number) { Number = below(1u << 8); }
  void value(uint32_t &Number) { Number = below(uint64_t(1) << 32); }
  void value(uint64_t &Number) { Number = number(); }
  void value(int16_t &Number) {
    Number = static_cast<int16_t>(unzigzag(below(uint64_t(1) << 16)));
  }
  void value(int32_t &Number) {
    Number = static_cast<int32_t>(unzigzag(below(uint64_t(1) << 32)));
  }
  void value(int64_t &Number) { Number = unzigzag(number()); }
  void value(EntityId &Id) { Id.Value = below(Entities); }
  void value(FileId &Id) { Id.Value = below(Files); }
  void value(std::string &Text) {
    if (uint64_t Number = number(); Number < Strings.size())
      Text.assign(Strings[Number].data(), Strings[Number].size());
    else
      stop();
  }
  /// A text in the pool that was read before it.
  void value(llvm::StringRef &Text) {
    if (uint64_t Number = number(); Pooled && Number < Strings.size())
      Text = Strings[Number];
    else
      stop();
  }
  void value(TextPool &Texts);
  void value(Site &Where);

  template <typename T> void value(std::vector<T> &Many) { many<T>(Many); }
  template <typename T> void value(RareVector<T> &Many) { many<T>(Many); }
  void value(RareText &Text) {
    std::string Read;
    value(Read);
    Text = std::move(Read);
  }
  template <typename T> void value(RarePart<T> &Part) { value(Part.change()); }
  template <typename T> void value(std::optional<T> &Maybe) { maybe(Maybe); }
  template <typename T> void value(Rare<T> &Maybe) { maybe(Maybe); }
  template <typename A, typename B> void value(std::pair<A, B> &Both) {
    value(Both.first);
    value(Both.second);
  }
  /// An enumerator, or a struct by its fields.
  template <typename T> void value(T &Fact) {
    if constexpr (std::is_enum_v<T>)
      Fact = static_cast<T>(below(enumeratorCount<T>()));
    else
      Fields<T>::visit(Fact, [this](auto &...Of) { this->fields(Of...); });
  }

private:
  uint64_t longNumber();
  void readStrings();
  uint64_t left() const { return End - At; }
  void stop() {
    Broken = true;
    At = End;
  }
  uint64_t below(uint64_t Limit) {
    uint64_t Number = number();
    if (Number < Limit)
      return Number;
    stop();
    return 0;
  }
  template <typename T, typename Vector> void many(Vector &Many);
  template <typename Optional> void maybe(Optional &Maybe) {
    bool Given = false;
    value(Given);
    Maybe.reset();
    if (Given)
      value(Maybe.emplace());
  }
  template <typename... Field> void fields(Field &...Of);
  template <typename T> void given(T &Field) { value(Field); }
  template <typename T> void given(std::optional<T> &Field) {
    value(Field.emplace());
  }
  template <typename T> void given(Rare<T> &Field) { value(Field.emplace()); }
  void given(bool &Field) { Field = true; }
  template <typename T> void giveIf(bool Given, T &Field) {
    if (Given)
      given(Field);
    else
      makeBlank(Field);
  }

  const uint8_t *At, *End;
  uint64_t Files = 0, Entities = 0;
  std::vector<llvm::StringRef> Strings;
  Site Last;
  bool Broken = false, Pooled = false;
};

template <typename T, typename Vector> void ArchiveReader::many(Vector &Many) {
  // No element takes less than a byte: a wrong count costs no memory.
  uint64_t Count = below(left() + 1);
  Many.clear();
  if (Count * sizeof(T) <= left() * 64)
    Many.reserve(Count);
  for (; Count && !Broken; --Count)
    value(Many.emplace_back());
}

template <typename... Field> void ArchiveReader::fields(Field &...Of) {
  if constexpr (sizeof...(Of) < MaskedFrom) {
    (value(Of), ...);
  } else {
    uint64_t Mask = below(uint64_t(1) << sizeof...(Of)), Bit = 1;
    ((giveIf(Mask & Bit, Of), Bit <<= 1), ...);
  }
}

} // namespace cohazard::facts

#endif
