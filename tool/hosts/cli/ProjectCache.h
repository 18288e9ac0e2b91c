//===----------------------------------------------------------------------===//
// Where are a project's facts kept, and what do they depend on beside files?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_PROJECTCACHE_H
#define COHAZARD_HOSTS_CLI_PROJECTCACHE_H

#include "hosts/cli/CompileCommands.h"
#include "hosts/cli/FactsCache.h"

namespace cohazard::cli {

/// The deepest folder that holds the database of \p List and all its files;
/// that of the database if there is no such folder of the project's own. Empty
/// without a database.
std::string projectFolder(const UnitList &List);

/// `.cache/cohazard` in the project's folder. Empty without a database: such a
/// run is asked once.
std::string cacheFolder(const UnitList &List);

/// Names this program, its libraries included. Facts of another one may mean
/// something else.
const std::string &buildFingerprint();

} // namespace cohazard::cli

#endif
