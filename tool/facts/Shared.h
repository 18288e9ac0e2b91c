//===----------------------------------------------------------------------===//
// Which data could two threads race on? Mutable variables with static storage
// of the user's own, unless their type synchronises by itself or clang's
// thread-safety analysis guards them already.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_SHARED_H
#define COHAZARD_FACTS_SHARED_H

#include "facts/TuContext.h"

namespace cohazard::facts {

/// May accesses to \p Var race, as far as its declaration tells?
bool mayRace(TuContext &Tu, const clang::VarDecl *Var);

/// May accesses to the variable that a place starts from race? Also true of a
/// captured reference or pointer parameter, which may lead to one that does.
bool mayRace(TuContext &Tu, EntityId Variable);

/// May \p What be shared data that a local pointer, a result or one of several
/// values leads to? The program knows.
bool mayLeadOn(const Place &What);

/// Is every use of an object of type \p Type free of races: atomics, locks,
/// condition variables, handles of threads, types that lock by themselves?
bool synchronisesItself(TuContext &Tu, clang::QualType Type);

/// Is the field or variable annotated `guarded_by` or `pt_guarded_by`?
bool isGuardedByAttribute(const clang::ValueDecl *D);

/// Is \p Record a thread, future or pool: joined, waited for, passed on?
bool isHandleClass(TuContext &Tu, const clang::CXXRecordDecl *Record);

/// Is a value of \p Type a copy or the new owner of a thread's handle: a
/// pthread_t, a std::thread?
bool isHandleValue(TuContext &Tu, clang::QualType Type);

} // namespace cohazard::facts

#endif
