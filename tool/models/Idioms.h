//===----------------------------------------------------------------------===//
// How does a coroutine library say it? Reads the idioms that fixes are made of.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_MODELS_IDIOMS_H
#define COHAZARD_MODELS_IDIOMS_H

#include "models/EntryReader.h"

namespace cohazard::models {

/// The template of \p Key, checked: each placeholder is one of \p Known, and
/// \p Required, if not empty, is among them. 0 if it is missing or wrong.
TextId readTemplate(Entry &E, llvm::StringLiteral Key,
                    llvm::ArrayRef<llvm::StringRef> Known,
                    llvm::StringRef Required = "");

/// What a template about a call may name.
extern const llvm::ArrayRef<llvm::StringRef> CallPlaceholders;

/// The mapping `framework`, and the same keys at the top of \p Root, which
/// describe the project's own task type. Gives those keys.
KeySet readIdioms(const YamlNode &Root, Entry &Head, FileContext &File);

} // namespace cohazard::models

#endif
