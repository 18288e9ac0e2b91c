//===----------------------------------------------------------------------===//
// Which roles has a name? One hash, one probe, one comparison; families only
// when no exact name is known.
//===----------------------------------------------------------------------===//

#include "models/Model.h"
#include "llvm/Support/xxhash.h"

namespace cohazard::models {

uint32_t hashName(llvm::StringRef Name) {
  return static_cast<uint32_t>(llvm::xxh3_64bits(Name));
}

static const Roles *findExact(const Table &T, llvm::StringRef Name) {
  if (T.Buckets.empty())
    return nullptr;
  const uint32_t Mask = T.Buckets.size() - 1;
  for (uint32_t Slot = hashName(Name) & Mask;; Slot = (Slot + 1) & Mask) {
    const uint32_t Index = T.Buckets[Slot];
    if (Index == 0)
      return nullptr;
    const Roles &Candidate = T.Names[Index - 1];
    // Compares in place: the text is NUL-terminated, so a longer candidate
    // differs at the terminator's place.
    const char *Text = T.Text.data() + Candidate.Name;
    if (Candidate.Name + Name.size() < T.Text.size() &&
        llvm::StringRef(Text, Name.size()) == Name && Text[Name.size()] == '\0')
      return &Candidate;
  }
}

const Family *Table::findFamily(llvm::StringRef QualifiedName) const {
  size_t Last = QualifiedName.rfind("::");
  llvm::StringRef Member = Last == llvm::StringRef::npos
                               ? QualifiedName
                               : QualifiedName.substr(Last + 2);
  for (const Family &F : Families)
    if (QualifiedName.starts_with(text(F.Prefix)) &&
        Member.starts_with(text(F.MemberPrefix)))
      return &F;
  return nullptr;
}

const Roles *Table::find(llvm::StringRef QualifiedName) const {
  if (const Roles *Exact = findExact(*this, QualifiedName))
    return Exact;
  const Family *F = findFamily(QualifiedName);
  return F ? &F->What : nullptr;
}

} // namespace cohazard::models
