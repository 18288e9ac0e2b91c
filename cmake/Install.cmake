# What is installed where. Everything of one LLVM version stands in a folder of its
# own, so that versions live side by side, and the folder looks like the build
# folder, so that programs find each other the same way in both:
#
#   lib/cohazard-22/bin/cohazard, cohazard-clangd
#   lib/cohazard-22/lib/cohazard-tidy.so, cohazard-tidy-checks.so
#   bin/cohazard-22, cohazard-clangd-22           links to these
#   lib/cmake/cohazard-22                         find_package(cohazard)
#   share/{man,bash-completion,zsh,fish,doc}      under the versioned name
#
# The names without a version belong to the component `unversioned`: a package
# leaves them to update-alternatives.
set(NAME cohazard-${LLVM_VERSION_MAJOR})
set(HOME lib/${NAME})
set(DOCS share/doc/${NAME})

# A folder that the loader knows by itself needs no mention in the programs.
if(NOT LLVM_ROOT MATCHES "^/usr/")
  set_target_properties(cohazard PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
endif()
set(PROGRAMS cohazard)
if(TARGET cohazard-clangd)
  list(APPEND PROGRAMS cohazard-clangd)
endif()
install(TARGETS ${PROGRAMS} RUNTIME DESTINATION ${HOME}/bin)
install(TARGETS cohazard-tidy cohazard-tidy-checks LIBRARY DESTINATION ${HOME}/lib)

function(install_link FROM TO)
  cmake_parse_arguments(PARSE_ARGV 2 ARG "" "COMPONENT" "")
  if(ARG_COMPONENT)
    set(WHERE COMPONENT ${ARG_COMPONENT})
  endif()
  get_filename_component(FOLDER ${FROM} DIRECTORY)
  get_filename_component(FILE ${FROM} NAME)
  set(STAGED ${CMAKE_BINARY_DIR}/links/${FROM})
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/links/${FOLDER})
  file(CREATE_LINK ${TO} ${STAGED} SYMBOLIC)
  install(FILES ${STAGED} DESTINATION ${FOLDER} ${WHERE})
endfunction()

foreach(PROGRAM ${PROGRAMS})
  install_link(bin/${PROGRAM}-${LLVM_VERSION_MAJOR} ../${HOME}/bin/${PROGRAM})
  install_link(bin/${PROGRAM} ${PROGRAM}-${LLVM_VERSION_MAJOR} COMPONENT unversioned)
endforeach()

# The manual page and the completions are made from what --help says.
set(MADE ${CMAKE_BINARY_DIR}/share)
set(DOCUMENT ${CMAKE_SOURCE_DIR}/tool/hosts/cli/document.py)
foreach(FORM man bash zsh fish)
  add_custom_command(OUTPUT ${MADE}/${NAME}.${FORM}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${MADE}
    COMMAND ${Python3_EXECUTABLE} ${DOCUMENT} ${FORM} $<TARGET_FILE:cohazard>
      --name=${NAME} --output=${MADE}/${NAME}.${FORM}
    DEPENDS cohazard ${DOCUMENT})
  list(APPEND MADE_FILES ${MADE}/${NAME}.${FORM})
endforeach()
add_custom_target(manual ALL DEPENDS ${MADE_FILES})
install(FILES ${MADE}/${NAME}.man DESTINATION share/man/man1 RENAME ${NAME}.1)
install(FILES ${MADE}/${NAME}.bash
  DESTINATION share/bash-completion/completions RENAME ${NAME})
install(FILES ${MADE}/${NAME}.zsh
  DESTINATION share/zsh/vendor-completions RENAME _${NAME})
install(FILES ${MADE}/${NAME}.fish DESTINATION share/fish/vendor_completions.d)
install_link(share/man/man1/cohazard.1 ${NAME}.1 COMPONENT unversioned)
install_link(share/bash-completion/completions/cohazard ${NAME} COMPONENT unversioned)
install_link(share/fish/vendor_completions.d/cohazard.fish ${NAME}.fish
  COMPONENT unversioned)

install(FILES README.md DESTINATION ${DOCS})
install(DIRECTORY docs/ DESTINATION ${DOCS} FILES_MATCHING PATTERN *.md PATTERN *.yml)
install(DIRECTORY docs/examples DESTINATION ${DOCS})

# For other projects' CMake.
include(CMakePackageConfigHelpers)
set(PACKAGE_HOME lib/cmake/${NAME})
configure_package_config_file(cmake/cohazardConfig.cmake.in
  ${MADE}/cohazardConfig.cmake INSTALL_DESTINATION ${PACKAGE_HOME}
  PATH_VARS HOME)
write_basic_package_version_file(${MADE}/cohazardConfigVersion.cmake
  COMPATIBILITY SameMajorVersion)
install(FILES ${MADE}/cohazardConfig.cmake ${MADE}/cohazardConfigVersion.cmake
  cmake/Cohazard.cmake DESTINATION ${PACKAGE_HOME})
