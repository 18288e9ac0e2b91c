//===----------------------------------------------------------------------===//
// Where does this program stand? What belongs to it is found from there.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_PROGRAMPATH_H
#define COHAZARD_HOSTS_PROGRAMPATH_H

#include <string>

namespace cohazard::hosts {

/// Its file, behind all links.
std::string programPath();

/// The folder that holds its `bin` and `lib`, installed or built.
std::string programHome();

} // namespace cohazard::hosts

#endif
