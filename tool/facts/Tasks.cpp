#include "facts/TaskWalk.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace cohazard::facts {

/// Qt's moc writes it into every class with slots: it hands the task of a slot to
/// whoever wants it.
static bool isWrittenByMoc(const FunctionDecl *F) {
  return F && F->getIdentifier() && F->getName() == "qt_static_metacall";
}

void extractDroppedTasks(BodyContext &Body) {
  if (isWrittenByMoc(Body.Decl))
    return;
  TaskUses Uses = readTaskUses(Body);
  if (Body.Decl)
    followTaskLocals(Body, Uses);
}

void finishDroppedTasks(TuContext &Tu) {
  TaskTable &Table = TaskTable::of(Tu);
  llvm::DenseMap<EntityId, std::vector<DroppedTask>> Decided;
  for (TaskTable::Undecided &Drop : Table.Later)
    if (Table.isAwaited(Drop.Type))
      Decided[Drop.In].push_back(std::move(Drop.What));
  Table.Later.clear();
  for (Function &F : Tu.Facts.Functions)
    if (auto Found = Decided.find(F.Id); Found != Decided.end())
      llvm::move(Found->second, std::back_inserter(F.DroppedTasks));
}

} // namespace cohazard::facts
