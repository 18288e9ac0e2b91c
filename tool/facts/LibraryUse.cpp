#include "facts/LibraryUse.h"
#include "facts/Places.h"
#include "source/Words.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

static bool isInStd(const Decl *D) {
  return D->isInStdNamespace() ||
         llvm::StringRef(qualifiedName(cast<NamedDecl>(D)))
             .starts_with("std::");
}

/// Plain data types: not safe to share, and known to do nothing else.
static bool isPlainContainer(const CXXRecordDecl *Record) {
  if (isInStd(Record))
    return true;
  return Record->getIdentifier() &&
         isOneOf(Record->getName(), {"QList",
                                     "QVector",
                                     "QMap",
                                     "QHash",
                                     "QSet",
                                     "QString",
                                     "QByteArray",
                                     "QStringList",
                                     "QQueue",
                                     "QStack",
                                     "QMultiMap",
                                     "QMultiHash",
                                     "QLinkedList",
                                     "QVarLengthArray",
                                     "flat_hash_map",
                                     "flat_hash_set",
                                     "node_hash_map",
                                     "node_hash_set",
                                     "btree_map",
                                     "btree_set",
                                     "InlinedVector",
                                     "unordered_flat_map",
                                     "unordered_flat_set",
                                     "flat_map",
                                     "flat_set",
                                     "circular_buffer",
                                     "small_vector",
                                     "static_vector",
                                     "dynamic_bitset",
                                     "F14FastMap",
                                     "fbvector",
                                     "fbstring",
                                     "SmallVector",
                                     "DenseMap",
                                     "StringMap"});
}

static bool isMapLike(const CXXRecordDecl *Record) {
  llvm::StringRef Name = Record->getIdentifier() ? Record->getName() : "";
  return Name.contains_insensitive("map") || Name.contains("Hash");
}

static LibraryUse useByOperator(const CXXMethodDecl *Method) {
  switch (Method->getOverloadedOperator()) {
  case OO_Subscript:
    if (isMapLike(Method->getParent()) && !Method->isConst())
      return LibraryUse::WriteHeader;
    return LibraryUse::ReadHeader;
  case OO_Star:
  case OO_Arrow:
    return LibraryUse::Read;
  default:
    return Method->isConst() ? LibraryUse::Read : LibraryUse::Write;
  }
}

LibraryUse useOfObject(TuContext &Tu, const CallSite &Site) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  if (!Method || Method->isStatic() || isa<CXXDestructorDecl>(Method))
    return LibraryUse::None;
  const CXXRecordDecl *Record = Method->getParent();
  if (!isPlainContainer(Record) || Record->isLambda())
    return LibraryUse::None;
  llvm::StringRef Class = Record->getIdentifier() ? Record->getName() : "";
  // Iterators are their function's own; their element is a place of its own.
  if (Class.contains("iterator") || Class == "initializer_list" ||
      Class == "basic_string_view" || Class == "span" ||
      Class.contains("atomic_ref"))
    return LibraryUse::None;
  if (!Method->getIdentifier()) {
    // A smart pointer's dereference reads the pointer alone.
    LibraryUse How = useByOperator(Method);
    if (isSmartPointer(Record) && How == LibraryUse::Read)
      return LibraryUse::ReadHeader;
    return How;
  }
  llvm::StringRef Name = Method->getName();
  if (isOneOf(Name, {"size",        "empty",     "begin",        "end",
                     "cbegin",      "cend",      "rbegin",       "rend",
                     "data",        "capacity",  "front",        "back",
                     "at",          "max_size",  "find",         "count",
                     "contains",    "top",       "lower_bound",  "upper_bound",
                     "equal_range", "length",    "get",          "has_value",
                     "value",       "use_count", "bucket_count", "isEmpty",
                     "constBegin",  "constEnd",  "first",        "last"}))
    return LibraryUse::ReadHeader;
  return Method->isConst() ? LibraryUse::Read : LibraryUse::Write;
}

/// Which arguments do functions of the C library write through? Bit N stands
/// for argument N.
static unsigned writtenArguments(llvm::StringRef Name) {
  if (Name.consume_front("__builtin_"))
    Name.consume_back("_chk");
  if (Name.starts_with("__") && Name.ends_with("_chk")) {
    Name = Name.drop_front(2);
    Name.consume_back("_chk");
  }
  if (isOneOf(Name, {"memset",   "memcpy",      "memmove",      "strcpy",
                     "strncpy",  "strcat",      "strncat",      "sprintf",
                     "snprintf", "vsprintf",    "vsnprintf",    "fgets",
                     "gets",     "fread",       "stpcpy",       "bzero",
                     "strlcpy",  "strlcat",     "strtok",       "qsort",
                     "getcwd",   "gethostname", "gettimeofday", "time",
                     "wmemset",  "wmemcpy",     "wcscpy",       "free"}))
    return 1u << 0;
  if (isOneOf(Name, {"read", "recv", "pread", "recvfrom", "clock_gettime",
                     "getsockname", "stat", "fstat", "readlink"}))
    return 1u << 1;
  if (isOneOf(Name, {"sscanf", "fscanf", "__isoc99_sscanf", "__isoc99_fscanf",
                     "__isoc23_sscanf", "__isoc23_fscanf"}))
    return ~3u;
  if (isOneOf(Name, {"scanf", "__isoc99_scanf", "__isoc23_scanf"}))
    return ~1u;
  return 0;
}

static bool isAtomicBuiltin(llvm::StringRef Name) {
  return Name.starts_with("__sync_") || Name.starts_with("__atomic_") ||
         Name.starts_with("_Interlocked") || Name.starts_with("Interlocked") ||
         Name.starts_with("g_atomic_");
}

/// A free function of the standard library, by name.
static LibraryUse useByAlgorithm(llvm::StringRef Name, size_t Index) {
  if (isOneOf(Name, {"swap", "iter_swap"}))
    return Index < 2 ? LibraryUse::Write : LibraryUse::None;
  if (isOneOf(Name, {"exchange", "erase", "erase_if"}))
    return Index == 0 ? LibraryUse::Write : LibraryUse::None;
  if (Name == "getline")
    return Index < 2 ? LibraryUse::Write : LibraryUse::None;
  if (isOneOf(Name, {"sort",        "stable_sort",      "reverse",
                     "fill",        "fill_n",           "iota",
                     "shuffle",     "rotate",           "unique",
                     "remove",      "remove_if",        "partition",
                     "nth_element", "partial_sort",     "generate",
                     "generate_n",  "random_shuffle",   "replace",
                     "replace_if",  "next_permutation", "make_heap",
                     "push_heap",   "pop_heap"}))
    return Index == 0 ? LibraryUse::Write : LibraryUse::None;
  if (isOneOf(Name, {"copy", "transform", "copy_if", "move", "copy_n",
                     "partial_sum"}) &&
      Index == 2)
    return LibraryUse::Write;
  if (isOneOf(Name,
              {"accumulate", "count", "count_if", "find", "find_if", "copy",
               "transform", "max_element", "min_element", "any_of", "all_of",
               "none_of", "reduce", "equal", "binary_search", "copy_if",
               "copy_n", "inner_product", "is_sorted"}) &&
      Index == 0)
    return LibraryUse::Read;
  return LibraryUse::None;
}

static bool isConstTarget(QualType Type) {
  return Type->getPointeeType().isConstQualified();
}

LibraryUse useOfArgument(TuContext &Tu, const CallSite &Site, size_t Index) {
  const FunctionDecl *Callee = Site.Callee;
  const Expr *E = Site.Arguments[Index];
  const bool IsStd = isInStd(Callee);
  if (Index < Callee->getNumParams()) {
    QualType Type = Callee->getParamDecl(Index)->getType();
    const bool Leads = Type->isReferenceType() || Type->isPointerType();
    if (Leads && isConstTarget(Type))
      return Type->getPointeeType()->isFunctionType() ? LibraryUse::None
                                                      : LibraryUse::Read;
    if (!Leads && !IsStd)
      return LibraryUse::None;
  } else if (E->getType()->isPointerType() &&
             E->getType()->getPointeeType()->isCharType() &&
             !writtenArguments(Callee->getNameAsString())) {
    return Callee->getBuiltinID() ? LibraryUse::Read : LibraryUse::None;
  }
  if (isa<CXXConstructorDecl>(Callee)) {
    if (Callee->getDeclName().isIdentifier())
      return LibraryUse::None;
    const auto *Ctor = cast<CXXConstructorDecl>(Callee);
    if (Ctor->getParent()->getName().contains("atomic_ref") ||
        Ctor->getParent()->getName().contains("__atomic_ref"))
      return LibraryUse::Atomic;
    return LibraryUse::None;
  }
  if (Callee->isOverloadedOperator()) {
    // `log << x` and `in >> x` change the stream, `>>` the operand too.
    OverloadedOperatorKind Kind = Callee->getOverloadedOperator();
    if (IsStd && !isa<CXXMethodDecl>(Callee) &&
        (Kind == OO_LessLess || Kind == OO_GreaterGreater))
      return Index == 0 || Kind == OO_GreaterGreater ? LibraryUse::Write
                                                     : LibraryUse::None;
    return LibraryUse::None;
  }
  if (!Callee->getIdentifier())
    return LibraryUse::None;
  llvm::StringRef Name = Callee->getName();
  if (isAtomicBuiltin(Name))
    return Index == 0 ? LibraryUse::Atomic : LibraryUse::None;
  if (unsigned Written = writtenArguments(Name))
    return Written >> std::min<size_t>(Index, 31) & 1 ? LibraryUse::Write
                                                      : LibraryUse::None;
  if (IsStd && !isa<CXXMethodDecl>(Callee))
    return useByAlgorithm(Name, Index);
  return LibraryUse::None;
}

} // namespace cohazard::facts
