//===----------------------------------------------------------------------===//
// Does what runs at a place lead to nothing but the end of the program? Nobody
// minds that a server writes down why it dies, and how long that takes.
//
// Told by the source's shape, without a control flow graph: a block whose last
// statement ends the program, and that nothing leaves, resumes or repeats.
// Under-approximates.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_DYINGPATHS_H
#define COHAZARD_FACTS_DYINGPATHS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

namespace cohazard::facts {

/// Of one body; each block is looked at once.
class DyingPaths {
public:
  explicit DyingPaths(clang::ASTContext &Ast) : Ast(Ast) {}

  /// Is the program about to end where a node stands below \p Ancestors?
  bool contain(llvm::ArrayRef<const clang::Stmt *> Ancestors);

private:
  bool dies(const clang::CompoundStmt *Block);

  clang::ASTContext &Ast;
  llvm::DenseMap<const clang::CompoundStmt *, bool> Known;
};

} // namespace cohazard::facts

#endif
