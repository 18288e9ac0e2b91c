//===----------------------------------------------------------------------===//
// What is this class to a coroutine: its promise, something it can await, a
// generator, a result? Told by structure, never by name.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_COROUTINETYPES_H
#define COHAZARD_FACTS_COROUTINETYPES_H

#include "facts/TuContext.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace cohazard::facts {

/// The definition of \p Record; of a specialisation that nothing instantiated
/// yet, its template's.
const clang::CXXRecordDecl *definitionOf(const clang::CXXRecordDecl *Record);

/// The members of \p Record and its bases called \p Name, with overloads; a
/// member of a derived class hides those of its bases.
llvm::SmallVector<const clang::NamedDecl *, 4>
membersNamed(const clang::CXXRecordDecl *Record, llvm::StringRef Name);

/// Is there a member \p Name in \p Record or its bases?
bool hasMember(const clang::CXXRecordDecl *Record, llvm::StringRef Name);
bool hasMember(const clang::CXXRecordDecl *Record, clang::DeclarationName Name);

/// The function that \p D declares or is the template of, or null.
const clang::FunctionDecl *asFunction(const clang::NamedDecl *D);

/// The class that \p Type is or refers to, or null.
const clang::CXXRecordDecl *recordOf(clang::QualType Type);

/// May the parameter \p Type of a function or function template take \p Record?
/// Under-approximates: a parameter that is only `T` or `T &&` does not tell.
bool mayTakeRecord(clang::QualType Type, const clang::CXXRecordDecl *Record);

/// Has \p Record await_ready, await_suspend and await_resume?
bool isAwaiter(const clang::CXXRecordDecl *Record);

/// Is \p Record an awaiter, or is there a member or free `operator co_await`
/// that takes it?
bool isAwaitable(TuContext &Tu, const clang::CXXRecordDecl *Record);

/// What `co_await` of an awaitable \p Record suspends with: itself, or what its
/// `operator co_await` returns; null if that is not known.
const clang::CXXRecordDecl *awaiterOf(TuContext &Tu,
                                      const clang::CXXRecordDecl *Record);

/// The promise of a coroutine with return type \p Record: a nested
/// `promise_type` or one given by a specialisation of std::coroutine_traits.
const clang::CXXRecordDecl *promiseOf(TuContext &Tu,
                                      const clang::CXXRecordDecl *Record);

/// Can a coroutine return \p Record, even if its promise is not known?
bool hasPromise(TuContext &Tu, const clang::CXXRecordDecl *Record);

/// Is \p Record the promise of some coroutine, or the base class of one?
bool looksLikePromise(const clang::CXXRecordDecl *Record);

/// Does the promise forbid co_await in its coroutines' bodies?
bool forbidsAwait(const clang::CXXRecordDecl *Promise);

/// Does a class with this promise only produce values, with no co_await
/// involved? \p Record is the coroutine's return type; may be null.
bool isGeneratorType(TuContext &Tu, const clang::CXXRecordDecl *Record,
                     const clang::CXXRecordDecl *Promise);

/// Holds \p Record its value rather than a running coroutine, as
/// std::optional, std::expected and their kin do?
bool isResultType(const clang::CXXRecordDecl *Record);

/// Does a coroutine that returns \p Record run to its end or is destroyed where
/// it awaits a failure, and so never comes back to an event loop?
bool isResultCoroutine(TuContext &Tu, const clang::CXXRecordDecl *Record);

} // namespace cohazard::facts

#endif
