#include "program/SemaphoreRings.h"

namespace cohazard::program {

size_t SemaphoreRings::member(const Place &Semaphore) {
  const PlaceId Id = Places.id(Semaphore);
  Members.try_emplace(Id, Member{Id});
  return Id;
}

void SemaphoreRings::join(size_t A, size_t B) {
  const size_t Into = Members[A].Ring, From = Members[B].Ring;
  for (auto &[Id, Each] : Members)
    if (Each.Ring == From)
      Each.Ring = Into;
}

/// In the order of the source: which post gives on what was waited for?
void SemaphoreRings::follow(const facts::Function &F) {
  size_t Has = 0;
  for (const facts::LockStep &L : F.Locks) {
    if (!L.Semaphore)
      continue;
    if (L.Lock.Base != Place::Root::Variable) {
      Unclear = true;
      return;
    }
    const size_t Here = member(L.Lock);
    if (L.Acquires) {
      Has = Here;
    } else if (Has) {
      join(Has, Here);
      Has = 0;
    } else {
      Members[Here].Loose = true;
    }
  }
}

SemaphoreRings::SemaphoreRings(const Program &P) {
  for (const facts::Function &F : P.functions())
    follow(F);
  for (const facts::SemaphoreStart &S : P.facts().SemaphoreStarts) {
    Member &Here = Members[member(S.What)];
    Here.Turns += S.Count;
    ++Here.Starts;
  }
  // What is no ring falls apart.
  std::map<size_t, Member> Rings;
  for (auto &[Id, Each] : Members) {
    Member &Whole = Rings[Each.Ring];
    Whole.Turns += Each.Turns;
    Whole.Loose |= Each.Loose || Each.Starts != 1;
  }
  for (auto &[Id, Each] : Members)
    if (Unclear || Rings[Each.Ring].Loose || Rings[Each.Ring].Turns != 1)
      Each.Ring = Id;
}

const Place &SemaphoreRings::turnOf(const Place &Semaphore) const {
  for (const auto &[Id, Each] : Members)
    if (Each.Ring != Id && Places[Id] == Semaphore)
      return Places[Each.Ring];
  return Semaphore;
}

} // namespace cohazard::program
