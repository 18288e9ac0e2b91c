//===----------------------------------------------------------------------===//
// What of a linked program bears on a TU that is looked at alone? Written for
// program/Index.h to read.
//
//   blocking   of each function, for each category of effects that it reaches,
//              the call with which a shortest way there begins: one search over
//              the reversed call graph for each category
//   threads    of each function that the walk has seen, who called or started it
//              on the first ways that were found, of different threads; of each
//              variable, who uses it, worker threads' writes first
//
// Under-approximates: what is reached by other ways only is not told.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_INDEXWRITER_H
#define COHAZARD_PROGRAM_INDEXWRITER_H

#include "program/Index.h"
#include "program/Program.h"
#include "program/ThreadWalk.h"

namespace cohazard::program {

/// What a file held when its facts were made; nothing if nobody knows.
using ContentsOf =
    llvm::function_ref<std::optional<FileContents>(const std::string &RealPath)>;

/// Calls a function with 0 … Parts-1, in any order, on as many threads as it likes.
using PartRunner = llvm::function_ref<void(
    unsigned Parts, llvm::function_ref<void(unsigned Part)>)>;

/// The bytes of the index: the same for any number of parts.
std::string encodeIndex(
    const Program &P, const ThreadFacts &Threads, ContentsOf Contents,
    unsigned Parts = 1,
    PartRunner RunParts = [](unsigned, auto Run) { Run(0); });

} // namespace cohazard::program

#endif
