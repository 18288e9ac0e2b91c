#include "facts/Threads.h"
#include "facts/OpenMP.h"
#include "facts/PointerStores.h"

using namespace clang;

namespace cohazard::facts {

/// A lambda may lead to the parameters around it: name them.
static void nameParameters(BodyContext &Body) {
  if (Body.Lambdas.empty() || !Body.Decl)
    return;
  for (const ParmVarDecl *Parameter : Body.Decl->parameters())
    Body.Out.Parameters.push_back(Body.Tu.entity(Parameter));
}

void extractThreads(BodyContext &Body) {
  nameParameters(Body);
  extractSpawns(Body);
  extractLocks(Body);
  extractAccesses(Body);
  extractPointerStores(Body);
  extractFirstTimes(Body);
  synchroniseRegions(Body);
}

} // namespace cohazard::facts
