//===----------------------------------------------------------------------===//
// What is the program made of (--stats), and where did the time go (--profile)?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_MEASURES_H
#define COHAZARD_HOSTS_CLI_MEASURES_H

#include "facts/Facts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

namespace cohazard::cli {

/// Wall time from when it was made.
class Stopwatch {
public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() -
                                         Begin)
        .count();
  }

private:
  std::chrono::steady_clock::time_point Begin =
      std::chrono::steady_clock::now();
};

/// Where the time of one TU went, in seconds.
struct UnitTimes {
  double Settings = 0, Cache = 0, Parse = 0, Extract = 0;
  double total() const { return Settings + Cache + Parse + Extract; }
};

/// Where the time of a run went: wall time, but for that of the TUs, of which
/// several are read at a time.
struct RunTimes {
  struct OfUnit {
    std::string File; ///< as it is shown
    UnitTimes Times;
  };
  struct OfCheck {
    llvm::StringRef Id;
    double Seconds = 0;
  };
  std::vector<OfUnit> Units;
  std::vector<OfCheck> Checks;
  unsigned Jobs = 1;
  double Find = 0, Read = 0, Link = 0, Walk = 0, Filter = 0, Conclude = 0;

  void addCheck(llvm::StringRef Id, double Seconds);
};

/// `--profile`; \p Whole is the whole run, in seconds.
void printProfile(RunTimes Times, double Whole, llvm::raw_ostream &Out);
/// A line of `--stats`.
void printStatistic(size_t N, llvm::StringRef What, llvm::raw_ostream &Out);
/// `--stats` of a linked program of so many files.
void printStatistics(const facts::TuFacts &Program, size_t Files,
                     llvm::raw_ostream &Out);

} // namespace cohazard::cli

#endif
