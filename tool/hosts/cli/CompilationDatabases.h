//===----------------------------------------------------------------------===//
// Where is the compilation database of a folder, and what if it is not there, was
// made on another machine, or is out of date?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_COMPILATIONDATABASES_H
#define COHAZARD_HOSTS_CLI_COMPILATIONDATABASES_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"

namespace cohazard::cli {

/// What a database calls From is To here. Both are absolute folders.
struct PathMapping {
  std::string From, To;
};

/// Reads `FROM=TO`. An error says what is expected.
llvm::Expected<PathMapping> parseMapping(llvm::StringRef Text);

/// `compile_commands.json` or `compile_flags.txt` in \p Directory, in its
/// `build` folder, or the same in a directory above. Empty if there is none.
std::string findDatabase(llvm::StringRef Directory);

/// A sentence: there is none for \p Directory, and how to make one.
std::string describeNoDatabase(llvm::StringRef Directory);

/// The database in the file \p Path, its response files opened. What can be
/// done about an error is part of it.
llvm::Expected<std::unique_ptr<clang::tooling::CompilationDatabase>>
loadDatabase(const std::string &Path, llvm::ArrayRef<PathMapping> Mappings);

/// A sentence: the database \p Path names \p Files, which do not exist. With
/// \p NoneExists it may come from another machine.
std::string describeMissing(llvm::StringRef Path,
                            llvm::ArrayRef<std::string> Files, bool NoneExists);
/// The same of the folders that its files are compiled in.
std::string describeMissingFolders(llvm::StringRef Path,
                                   llvm::ArrayRef<std::string> Folders);

/// `'a', 'b', 'c' and 7 more`.
std::string listFirst(llvm::ArrayRef<std::string> Names);

/// Is \p File, by its name, written in something other than C, C++ or
/// Objective-C? A name that says nothing is not.
bool isOtherLanguage(llvm::StringRef File);
/// CUDA, HIP and the like: C++ that we cannot parse without their kits.
bool isForAccelerators(llvm::StringRef File);

} // namespace cohazard::cli

#endif
