//===----------------------------------------------------------------------===//
// What differs between the LLVM versions that we build against? This is the one
// place that knows.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_SOURCE_LLVMCOMPAT_H
#define COHAZARD_SOURCE_LLVMCOMPAT_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/Config/llvm-config.h"
#if LLVM_VERSION_MAJOR >= 22
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#include "clang/Frontend/Utils.h"
#endif

namespace cohazard::compat {

#if LLVM_VERSION_MAJOR >= 22
namespace driver_options = clang::options;
inline const llvm::opt::OptTable &driverOptions() {
  return clang::getDriverOptTable();
}
#else
namespace driver_options = clang::driver::options;
inline const llvm::opt::OptTable &driverOptions() {
  return clang::driver::getDriverOptTable();
}
#endif

#if LLVM_VERSION_MAJOR >= 21
using DiagnosticOptionsHolder = clang::DiagnosticOptions;
inline clang::DiagnosticOptions &options(DiagnosticOptionsHolder &Holder) {
  return Holder;
}
inline clang::DiagnosticOptions &argument(DiagnosticOptionsHolder &Holder) {
  return Holder;
}
#else
/// The options are counted by reference: they live on the heap.
struct DiagnosticOptionsHolder {
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> Held =
      new clang::DiagnosticOptions;
};
inline clang::DiagnosticOptions &options(DiagnosticOptionsHolder &Holder) {
  return *Holder.Held;
}
inline clang::DiagnosticOptions *argument(DiagnosticOptionsHolder &Holder) {
  return Holder.Held.get();
}
#endif

/// An engine that hands everything to \p Client, which it does not own.
inline llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine>
makeDiagnostics(DiagnosticOptionsHolder &Options,
                clang::DiagnosticConsumer &Client) {
  return new clang::DiagnosticsEngine(
      llvm::IntrusiveRefCntPtr<clang::DiagnosticIDs>(new clang::DiagnosticIDs),
      argument(Options), &Client, /*ShouldOwnClient=*/false);
}

/// Is there such a target? \p Diagnostics says why not.
inline bool isTarget(const clang::TargetOptions &Options,
                     clang::DiagnosticsEngine &Diagnostics) {
  auto Copy = std::make_shared<clang::TargetOptions>(Options);
#if LLVM_VERSION_MAJOR >= 21
  llvm::IntrusiveRefCntPtr<clang::TargetInfo> Made =
      clang::TargetInfo::CreateTargetInfo(Diagnostics, *Copy);
#else
  llvm::IntrusiveRefCntPtr<clang::TargetInfo> Made =
      clang::TargetInfo::CreateTargetInfo(Diagnostics, Copy);
#endif
  return Made != nullptr;
}

/// Makes a clang-tidy context report to \p Diagnostics.
template <typename TidyContext>
void setDiagnosticsEngine(TidyContext &Context,
                          clang::DiagnosticsEngine &Diagnostics) {
  if constexpr (requires { Context.setDiagnosticsEngine(&Diagnostics); })
    Context.setDiagnosticsEngine(&Diagnostics);
  else
    Context.setDiagnosticsEngine(std::make_unique<clang::DiagnosticOptions>(),
                                 &Diagnostics);
}

} // namespace cohazard::compat

#endif
