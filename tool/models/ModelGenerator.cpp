//===----------------------------------------------------------------------===//
// Build-time program: turns model files into constant C++ tables, and tells
// what they say.
//
//   cohazard-models-gen OUT.cpp IN.yaml...   write the tables
//   cohazard-models-gen --check IN.yaml...   print mistakes, write nothing
//   cohazard-models-gen --find NAME IN.yaml...   print the roles of NAME
//   cohazard-models-gen --dump IN.yaml...    print the roles of every name
//===----------------------------------------------------------------------===//

#include "models/ModelReader.h"
#include "models/TableWriter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace cohazard::models;

namespace {
struct Input {
  OwnedTable Models;
  bool Correct = true;
};
} // namespace

/// common.yaml first: the other files use its categories and hints.
static std::vector<llvm::StringRef> inOrder(llvm::ArrayRef<char *> Paths) {
  std::vector<llvm::StringRef> Ordered(Paths.begin(), Paths.end());
  llvm::sort(Ordered, [](llvm::StringRef A, llvm::StringRef B) {
    bool CommonA = llvm::sys::path::filename(A) == "common.yaml";
    bool CommonB = llvm::sys::path::filename(B) == "common.yaml";
    return CommonA != CommonB ? CommonA : A < B;
  });
  return Ordered;
}

static Input readAll(llvm::ArrayRef<char *> Paths) {
  Input All;
  ModelReader Reader;
  for (llvm::StringRef Path : inOrder(Paths)) {
    auto File = llvm::MemoryBuffer::getFile(Path);
    if (!File) {
      llvm::errs() << Path << ": error: " << File.getError().message() << '\n';
      All.Correct = false;
      continue;
    }
    if (llvm::Error Mistakes = Reader.read((*File)->getMemBufferRef())) {
      llvm::errs() << llvm::toString(std::move(Mistakes)) << '\n';
      All.Correct = false;
    }
  }
  All.Models = std::move(Reader).finish();
  return All;
}

static int generate(llvm::StringRef Path, const Table &Models) {
  std::error_code Failure;
  llvm::raw_fd_ostream Out(Path, Failure);
  if (Failure) {
    llvm::errs() << Path << ": error: " << Failure.message() << '\n';
    return 1;
  }
  writeTable(Models, Out);
  return 0;
}

static int find(llvm::StringRef Name, const Table &Models) {
  const Roles *Found = Models.find(Name);
  if (!Found) {
    llvm::outs() << Name << ": unknown\n";
    return 1;
  }
  describeRoles(Models, *Found, llvm::outs());
  return 0;
}

int main(int Count, char **Words) {
  llvm::ArrayRef<char *> Arguments(Words + 1, Words + Count);
  llvm::StringRef Mode = Arguments.empty() ? "" : Arguments.front();
  const size_t Leading = Mode == "--find" ? 2 : 1;
  if (Arguments.size() <= Leading) {
    llvm::errs() << "usage: cohazard-models-gen OUT.cpp|--check|--dump|"
                    "--find NAME IN.yaml...\n";
    return 2;
  }
  Input All = readAll(Arguments.drop_front(Leading));
  if (!All.Correct)
    return 1;
  const Table &Models = All.Models.table();
  if (Mode == "--check")
    return 0;
  if (Mode == "--find")
    return find(Arguments[1], Models);
  if (Mode == "--dump") {
    for (const Roles &Each : Models.Names)
      describeRoles(Models, Each, llvm::outs());
    return 0;
  }
  return generate(Mode, Models);
}
