//===----------------------------------------------------------------------===//
// Where do the arrays of a table live while it is built, and after?
//===----------------------------------------------------------------------===//

#include "models/TableStorage.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

namespace cohazard::models {

Table TableStorage::view() const {
  Table T;
  T.Text = Text;
  T.Buckets = Buckets;
  T.Names = Names;
  T.Families = Families;
  T.Conditions = Conditions;
  T.Operands = Operands;
  T.Blockings = Blockings;
  T.Spawners = Spawners;
  T.Joins = Joins;
  T.LockFunctions = LockFunctions;
  T.Guards = Guards;
  T.ConditionWaits = ConditionWaits;
  T.Onces = Onces;
  T.ThreadUnsafes = ThreadUnsafes;
  T.Executors = Executors;
  T.Frameworks = Frameworks;
  T.Categories = Categories;
  T.Hints = Hints;
  T.CategoriesOff = CategoriesOff;
  return T;
}

TextId TableBuilder::text(llvm::StringRef Text) {
  if (Text.empty())
    return 0;
  auto [Place, New] = Texts.try_emplace(Text, Arrays.Text.size());
  if (New) {
    Arrays.Text += Text;
    Arrays.Text += '\0';
  }
  return Place->second;
}

Range TableBuilder::conditions(llvm::ArrayRef<ParsedCondition> Parsed) {
  if (Parsed.empty())
    return {};
  std::string Key;
  for (const ParsedCondition &P : Parsed) {
    Key += llvm::itostr(static_cast<int>(P.Kind)) + '@' + llvm::itostr(P.Arg);
    for (const std::string &Operand : P.Operands)
      Key += '|' + Operand;
    Key += ';';
  }
  auto [Place, New] = Runs.try_emplace(Key);
  if (!New)
    return Place->second;
  Range Run{static_cast<uint32_t>(Arrays.Conditions.size()),
            static_cast<uint32_t>(Parsed.size())};
  for (const ParsedCondition &P : Parsed) {
    Range Operands{static_cast<uint32_t>(Arrays.Operands.size()),
                   static_cast<uint32_t>(P.Operands.size())};
    for (const std::string &Operand : P.Operands)
      Arrays.Operands.push_back(text(Operand));
    Arrays.Conditions.push_back({P.Kind, P.Arg, Operands});
  }
  return Place->second = Run;
}

void mergeRoles(Roles &Into, const Roles &From) {
  static constexpr uint16_t Roles::*Indices[] = {
      &Roles::Blocking,     &Roles::Spawner,      &Roles::Join,
      &Roles::LockFunction, &Roles::Guard,        &Roles::ConditionWait,
      &Roles::Once,         &Roles::ThreadUnsafe, &Roles::Executor,
      &Roles::Callback};
  for (uint16_t Roles::*Index : Indices)
    if (From.*Index)
      Into.*Index = From.*Index;
  Into.Types |= From.Types;
  Into.Functions |= From.Functions;
  Into.IsC |= From.IsC;
  Into.Library = From.Library;
}

void TableBuilder::give(llvm::StringRef Name, const Roles &From) {
  auto [Place, New] = Indices.try_emplace(Name, Arrays.Names.size());
  if (New) {
    Arrays.Names.emplace_back();
    Arrays.Names.back().Name = text(Name);
  }
  mergeRoles(Arrays.Names[Place->second], From);
}

/// Open addressing with linear probing. At most half of the buckets are used,
/// so a miss, by far the commonest answer, costs 1.5 probes on average.
static std::vector<uint32_t> makeBuckets(const TableStorage &Arrays) {
  if (Arrays.Names.empty())
    return {};
  std::vector<uint32_t> Buckets(
      llvm::NextPowerOf2(Arrays.Names.size() * 2 - 1));
  const uint32_t Mask = Buckets.size() - 1;
  for (uint32_t I = 0; I < Arrays.Names.size(); ++I) {
    llvm::StringRef Name = Arrays.Text.c_str() + Arrays.Names[I].Name;
    uint32_t Slot = hashName(Name) & Mask;
    while (Buckets[Slot])
      Slot = (Slot + 1) & Mask;
    Buckets[Slot] = I + 1;
  }
  return Buckets;
}

/// A name of its own must not hide what its family says.
static void addFamilyRoles(TableStorage &Arrays) {
  const Table T = Arrays.view();
  for (Roles &Each : Arrays.Names) {
    const Family *F = T.findFamily(T.text(Each.Name));
    if (!F)
      continue;
    Roles Merged = F->What;
    mergeRoles(Merged, Each);
    Merged.Name = Each.Name;
    Each = Merged;
  }
}

TableStorage TableBuilder::finish() && {
  addFamilyRoles(Arrays);
  for (const Category &C : Arrays.Categories)
    if (!C.On)
      Arrays.CategoriesOff.push_back(C.Name);
  Arrays.Buckets = makeBuckets(Arrays);
  return std::move(Arrays);
}

OwnedTable::OwnedTable() : Data(std::make_unique<Storage>()) {
  Data->View = Data->view();
}
OwnedTable::~OwnedTable() = default;
OwnedTable::OwnedTable(OwnedTable &&) noexcept = default;
OwnedTable &OwnedTable::operator=(OwnedTable &&) noexcept = default;

const Table &OwnedTable::table() const { return Data->View; }

} // namespace cohazard::models
