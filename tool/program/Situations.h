//===----------------------------------------------------------------------===//
// In which situations was a function walked, and what held where it returned? A
// helper that is called under fifty combinations of locks is walked for some of
// them; what it does to the others follows from those.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_SITUATIONS_H
#define COHAZARD_PROGRAM_SITUATIONS_H

#include "program/Bindings.h"
#include "program/ThreadState.h"
#include "llvm/ADT/DenseMap.h"
#include <map>

namespace cohazard::program {

struct Situation {
  unsigned Function;
  FileId Executable; ///< the file of the main that runs, if there are several
  ThreadId Thread;
  Bindings Bound;
  ThreadState Entry;
};

class Situations {
public:
  struct Outcome {
    int Visit = -1; ///< that walked it; none where it follows from others
    bool Known = false; ///< else the walk of it is still under way
    std::optional<ThreadState> Exit; ///< none: it never returns
  };

  /// What is known of \p Now, or of one much like it where there were many of
  /// these; none if it is to be walked. Under-approximates races: what the
  /// function does is not looked at again in the new situation.
  std::optional<Outcome> find(const Situation &Now) const;

  /// Both stay where they are.
  struct Entry {
    const Situation &Now;
    Outcome &Result;
  };
  /// Remembers \p Now, which is not known yet.
  Entry add(Situation Now);

private:
  /// What tells apart where it may matter most.
  using Key = std::tuple<FileId, ThreadId, Bindings, OrderedSet<ThreadId>>;
  using ByState = std::map<ThreadState, std::pair<Situation, Outcome>>;
  /// By the locks that are held.
  using ByLocks = std::map<OrderedSet<HeldLock>, ByState>;

  llvm::DenseMap<unsigned, std::map<Key, ByLocks>> Known; ///< by function
};

} // namespace cohazard::program

#endif
