//===----------------------------------------------------------------------===//
// How are the facts of a TU kept on disk? As one file, written once and read
// often, that only the build that wrote it reads.
//
//   header    magic "cohfacts", format version (4 bytes), length of the build
//             id (4), the build id, length of the payload (8), its checksum (8)
//   payload   number of files, number of entities, strings, facts
//   strings   their number, then each: its length, its bytes. A string is kept
//             once and referred to by its number: a callee's name or a category
//             comes back hundreds of times
//   facts     TuFacts, field after field. Numbers are LEB128, signed ones in
//             zigzag. A struct of three fields and more begins with a mask of
//             the fields that say something, and has only these: most fields
//             of most facts are zero, empty or none. A flag is its bit of the
//             mask. A vector is its length and its elements. A site is its
//             distance from the site before
//
// Numbers of the header are little-endian. Equal facts give equal bytes.
//
// A reader takes the checksum first, so that damage is told from a mistake of
// ours. Nothing depends on that for safety: every count, reference and
// enumerator is checked against what there is.
//
// Turned down:
//   LLVM's bitstream   made for records that old readers skip and new ones
//                      understand. Ours are made again when the build changes:
//                      we would pay for abbreviations, blocks and a hand-written
//                      case for each record, and read bit by bit
//   mapped structs     nothing to decode, but five times the size, and each
//                      pointer into the file is a chance for damage to crash
//   YAML, JSON         to be read by people there is `cohazard lint --facts`
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_FACTSFILE_H
#define COHAZARD_FACTS_FACTSFILE_H

#include "facts/Facts.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace cohazard::facts {

/// \p Payload with a header in front: what it is, which build wrote it, and a
/// checksum. \p Magic has eight bytes.
std::string framed(llvm::StringRef Magic, llvm::StringRef BuildId,
                   llvm::StringRef Payload);

/// The payload of \p Bytes, the contents of the file \p Path, if all that can
/// be said without decoding it speaks for it.
llvm::Expected<llvm::StringRef> unframed(llvm::StringRef Magic,
                                         llvm::StringRef Bytes,
                                         llvm::StringRef Path,
                                         llvm::StringRef BuildId);

/// Do indices from one fact to another stay within what there is?
bool isWellFormed(const TuFacts &Facts);
bool isWellFormed(const Function &F);

/// An error that says what is wrong with a file of ours, and what to do.
llvm::Error cannotUse(llvm::StringRef Path, const llvm::Twine &Why);

/// The contents of the file \p Path. An error names it.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readWhole(llvm::StringRef Path);

/// The bytes of a facts file. \p BuildId names the build of this program: facts
/// of another one mean something else.
std::string encodeFacts(const TuFacts &Facts, llvm::StringRef BuildId);

/// The facts in \p Bytes, the contents of the file \p Path, if \p BuildId wrote
/// them. An error names the file and says what to do.
llvm::Expected<TuFacts> decodeFacts(llvm::StringRef Bytes, llvm::StringRef Path,
                                    llvm::StringRef BuildId);

/// The same, of a file that is read here.
llvm::Expected<TuFacts> readFactsFile(llvm::StringRef Path,
                                      llvm::StringRef BuildId);

} // namespace cohazard::facts

#endif
