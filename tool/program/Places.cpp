#include "program/Places.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <tuple>

namespace cohazard::program {

using Kind = PathStep::Kind;

size_t PlaceTable::Hash::operator()(const Place &P) const {
  llvm::hash_code Code =
      llvm::hash_combine(P.Base, P.Variable.Value, P.Parameter);
  for (const PathStep &S : P.Path)
    Code = llvm::hash_combine(Code, S.What, S.Member.Value, S.Index);
  return Code;
}

PlaceId PlaceTable::id(const Place &P) {
  if (!P.known())
    return 0;
  auto [It, New] = Ids.try_emplace(P, Places.size());
  if (New)
    Places.push_back(P);
  return It->second;
}

PlaceId PlaceTable::part(PlaceId Whole, const PathStep &Step) {
  auto [It, New] = Parts.try_emplace(
      {Whole, static_cast<unsigned>(Step.What), Step.Member, Step.Index});
  if (New) {
    Place P = Places[Whole];
    P.Path.push_back(Step);
    It->second = id(P);
  }
  return It->second;
}

size_t lastPointer(const Place &P) {
  size_t End = P.Path.size();
  while (End && P.Path[End - 1].What != Kind::Pointee)
    --End;
  return End;
}

bool isElement(const PathStep &S) { return S.isElement(); }

static bool mayMeet(const PathStep &A, const PathStep &B) {
  if (isElement(A) && isElement(B)) {
    if (A.What == Kind::OwnIndex && B.What == Kind::OwnIndex)
      return false;
    return A.What != Kind::Index || B.What != Kind::Index || A.Index == B.Index;
  }
  return A.What == B.What && A.Member == B.Member;
}

bool mayOverlap(const Place &A, const Place &B) {
  if (A.Base != B.Base || A.Variable != B.Variable)
    return false;
  const size_t Common = std::min(A.Path.size(), B.Path.size());
  for (size_t I = 0; I < Common; ++I)
    if (!mayMeet(A.Path[I], B.Path[I]))
      return false;
  const auto &Longer = A.Path.size() > Common ? A.Path : B.Path;
  for (size_t I = Common; I < Longer.size(); ++I)
    if (Longer[I].What == Kind::Pointee)
      return false;
  return true;
}

/// The path without the steps that only say how a part is reached.
static llvm::SmallVector<PathStep, 4> essence(const Place &P) {
  llvm::SmallVector<PathStep, 4> Out;
  for (const PathStep &S : P.Path)
    if (S.What != Kind::Pointee)
      Out.push_back(S);
  return Out;
}

static bool samePath(llvm::ArrayRef<PathStep> A, llvm::ArrayRef<PathStep> B) {
  if (A.size() != B.size())
    return false;
  for (size_t I = 0; I < A.size(); ++I) {
    if (isElement(A[I]) && isElement(B[I])) {
      if (A[I].What == Kind::Index && B[I].What == Kind::Index &&
          A[I].Index != B[I].Index)
        return false;
    } else if (!(A[I] == B[I])) {
      return false;
    }
  }
  return true;
}

/// Is the path of an unknown object's part the end of the other's path?
static bool mayEndWith(llvm::ArrayRef<PathStep> Whole,
                       llvm::ArrayRef<PathStep> End) {
  return !End.empty() && End.size() <= Whole.size() &&
         samePath(Whole.take_back(End.size()), End);
}

/// Is the object one that has a name, not a part of just some object?
static bool isNamed(const Place &P) {
  return P.Base == Place::Root::Variable || P.Base == Place::Root::Parameter;
}

static bool sameRoot(const Place &A, const Place &B) {
  return A.Base == B.Base && A.Variable == B.Variable &&
         A.Parameter == B.Parameter;
}

static bool mayBeSame(const Place &A, const Place &B) {
  auto PathA = essence(A), PathB = essence(B);
  const bool KnownA = isNamed(A);
  const bool KnownB = isNamed(B);
  if (KnownA && KnownB)
    return sameRoot(A, B) && samePath(PathA, PathB);
  if (KnownA)
    return mayEndWith(PathA, PathB);
  if (KnownB)
    return mayEndWith(PathB, PathA);
  return mayEndWith(PathA, PathB) || mayEndWith(PathB, PathA);
}

bool mayBeSameLock(const Place &A, const Place &B) { return mayBeSame(A, B); }

static bool varies(const PathStep &S) {
  return S.What == Kind::AnyIndex || S.What == Kind::OwnIndex;
}

/// How far the lock's index is from the data's, where that is known. An index
/// that was computed from another, `i % 4`, belongs to that one or to itself.
static std::optional<int64_t> distance(const Place &Lock, const Place &Data) {
  for (const PathStep &L : Lock.Path) {
    if (!isElement(L))
      continue;
    for (const PathStep &D : Data.Path)
      if (isElement(D) && varies(L) == varies(D) && L.Member == D.Member &&
          (!varies(L) || L.Member) &&
          (L.Index == D.Index || D.Index < PathStep::FarthestOffset))
        return L.Index - D.Index;
  }
  return std::nullopt;
}

bool mayProtect(const Place &LockA, const Place &A, const Place &LockB,
                const Place &B) {
  if (!std::any_of(LockA.Path.begin(), LockA.Path.end(), varies) &&
      !std::any_of(LockB.Path.begin(), LockB.Path.end(), varies))
    return true;
  std::optional<int64_t> FarA = distance(LockA, A), FarB = distance(LockB, B);
  return FarA && FarB && *FarA == *FarB;
}

bool mayJoin(const Place &Joined, const Place &Kept, bool Every, bool Single) {
  auto Given = essence(Joined), Held = essence(Kept);
  llvm::ArrayRef<PathStep> PathA = Given, PathB = Held;
  const bool BothKnown = isNamed(Joined) && isNamed(Kept);
  if (BothKnown && !sameRoot(Joined, Kept))
    return false;
  if (!BothKnown) {
    // A member of some object: compare from the member's end.
    if (PathA.empty() || PathB.empty())
      return false;
    const size_t Common = std::min(PathA.size(), PathB.size());
    if (isElement(PathA.back()) == isElement(PathB.back())) {
      PathA = PathA.take_back(Common);
      PathB = PathB.take_back(Common);
    }
  }
  const size_t Common = std::min(PathA.size(), PathB.size());
  for (size_t I = 0; I < Common; ++I) {
    if (isElement(PathA[I]) && isElement(PathB[I])) {
      const bool Exact =
          PathA[I].What == Kind::Index && PathB[I].What == Kind::Index;
      if (Exact ? PathA[I].Index != PathB[I].Index : !Every && !Single)
        return false;
    } else if (!(PathA[I] == PathB[I])) {
      return false;
    }
  }
  return PathA.size() == PathB.size() || Every || Single;
}

} // namespace cohazard::program
