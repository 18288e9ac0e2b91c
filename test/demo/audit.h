// Who logged in, from where, and are they allowed to?
#pragma once
#include <fstream>
#include <netdb.h>
#include <string>
#include <vector>

namespace chat {

inline std::string hostOf(const std::string &Address) {
  addrinfo *Found = nullptr;
  addrinfo Hints{};
  Hints.ai_flags = AI_CANONNAME;
  if (::getaddrinfo(Address.c_str(), nullptr, &Hints, &Found) != 0)
    return Address;
  std::string Name = Found->ai_canonname ? Found->ai_canonname : Address;
  ::freeaddrinfo(Found);
  return Name;
}

/// One line for each login. A rotating log: a new file every day.
class AuditLog {
public:
  void record(const std::string &User, const std::string &Address) {
    open();
    File << User << " from " << hostOf(Address) << '\n';
  }

private:
  void open() {
    if (!File.is_open())
      File.open("audit.log", std::ios::app);
  }
  std::ofstream File;
};

/// The lines of a small file; none if there is no such file.
inline std::vector<std::string> linesOf(const std::string &Path) {
  std::vector<std::string> Lines;
  std::ifstream File(Path);
  for (std::string Line; std::getline(File, Line);)
    Lines.push_back(Line);
  return Lines;
}

/// Is the name in the list of those that may not log in?
inline bool isBanned(const std::string &User) {
  for (const std::string &Banned : linesOf("banned.txt"))
    if (Banned == User)
      return true;
  return false;
}

} // namespace chat
