//===----------------------------------------------------------------------===//
// What is a struct made of? Said once, for whoever has to go through all of it.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_FIELDS_H
#define COHAZARD_FACTS_FIELDS_H

namespace cohazard::facts {

/// The fields of a struct; types that have no line below are written as a whole.
template <typename T> struct Fields {
  static constexpr bool Known = false;
};

// A structured binding names all fields of a struct or does not compile. The
// names are this line's own: fields go by their order. (No tuple of them: to
// compile this would take four times as long.)
#define COHAZARD_FIELDS(STRUCT, ...)                                           \
  template <> struct Fields<STRUCT> {                                          \
    static constexpr bool Known = true;                                        \
    template <typename Fact, typename Visitor>                                 \
    static void visit(Fact &Of, Visitor &&Visit) {                             \
      auto &[__VA_ARGS__] = Of;                                                \
      Visit(__VA_ARGS__);                                                      \
    }                                                                          \
  };

} // namespace cohazard::facts

#endif
