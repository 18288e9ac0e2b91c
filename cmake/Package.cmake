# `cpack -G DEB` makes cohazard-22_<version>_<arch>.deb; with LLVM_VERSION=19
# cohazard-19, which can be installed beside it.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ${NAME})
set(CPACK_PACKAGE_VENDOR cohazard)
set(CPACK_PACKAGE_CONTACT "the authors of cohazard <cohazard@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "finds concurrency hazards in C++ coroutines and threads")
set(CPACK_PACKAGE_DESCRIPTION
  "Blocking calls in coroutines and event loops, races on shared globals,
 unawaited tasks: as a plugin for clang-tidy-${LLVM_VERSION_MAJOR}, in clangd, and on the
 command line. It mends what it safely can.")
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
# No component but the nameless one: see the head of Install.cmake.
set(CPACK_INSTALL_CMAKE_PROJECTS "${CMAKE_BINARY_DIR};cohazard;Unspecified;/")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Clang's own headers, which no library depends on.
set(CPACK_DEBIAN_PACKAGE_DEPENDS libclang-common-${LLVM_VERSION_MAJOR}-dev)
# And headers of a C++ library, for code that includes some.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
  "clang-tidy-${LLVM_VERSION_MAJOR}, g++ | c++-compiler")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, ninja-build")
foreach(SCRIPT postinst prerm)
  configure_file(cmake/${SCRIPT}.in ${CMAKE_BINARY_DIR}/debian/${SCRIPT} @ONLY
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
      WORLD_READ WORLD_EXECUTE)
  list(APPEND CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/debian/${SCRIPT})
endforeach()
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
