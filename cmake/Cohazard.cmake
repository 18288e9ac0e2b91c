# cohazard_lint(<target>... [NAME <name>] [ALL] [ARGS <argument>...])
#
# Makes a target, by default `cohazard`, that lints the sources of the given ones
# together, as one program, and fails if there is something to find. ALL makes it
# part of every build; ARGS go to `cohazard lint`. What the targets generate is
# built first.
function(cohazard_lint)
  cmake_parse_arguments(PARSE_ARGV 0 ARG ALL NAME ARGS)
  if(NOT ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "cohazard_lint: no target is named")
  endif()
  if(NOT ARG_NAME)
    set(ARG_NAME cohazard)
  endif()
  foreach(TARGET ${ARG_UNPARSED_ARGUMENTS})
    if(NOT TARGET ${TARGET})
      message(FATAL_ERROR "cohazard_lint: there is no target '${TARGET}'")
    endif()
  endforeach()
  set_target_properties(${ARG_UNPARSED_ARGUMENTS} PROPERTIES EXPORT_COMPILE_COMMANDS ON)
  # Once all sources are known, and how they are compiled.
  set(ARG_ALL_WORD "")
  if(ARG_ALL)
    set(ARG_ALL_WORD ALL)
  endif()
  cmake_language(EVAL CODE "
    cmake_language(DEFER DIRECTORY [[${CMAKE_SOURCE_DIR}]] CALL _cohazard_add_lint
      [[${ARG_NAME}]] [[${ARG_ALL_WORD}]] [[${ARG_UNPARSED_ARGUMENTS}]] [[${ARG_ARGS}]])")
endfunction()

# Lists the sources of TARGETS in a response file, for command lines have an end.
function(_cohazard_add_lint NAME ALL TARGETS ARGS)
  set(FILES "")
  foreach(TARGET ${TARGETS})
    get_target_property(SOURCES ${TARGET} SOURCES)
    get_target_property(FOLDER ${TARGET} SOURCE_DIR)
    foreach(SOURCE ${SOURCES})
      if(NOT SOURCE MATCHES "\\$<")
        cmake_path(ABSOLUTE_PATH SOURCE BASE_DIRECTORY ${FOLDER} NORMALIZE)
      endif()
      list(APPEND FILES "${SOURCE}")
    endforeach()
  endforeach()
  set(PATTERN "\\.(c|cc|cpp|cxx|c\\+\\+|C|cppm|ixx)$")
  set(LIST ${CMAKE_BINARY_DIR}/CMakeFiles/${NAME}-$<CONFIG>.sources)
  file(GENERATE OUTPUT ${LIST}
    CONTENT "\"$<JOIN:$<FILTER:${FILES},INCLUDE,${PATTERN}>,\"\n\">\"\n")
  add_custom_target(${NAME} ${ALL}
    COMMAND ${COHAZARD_EXECUTABLE} lint -p ${CMAKE_BINARY_DIR} ${ARGS} @${LIST}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMENT "Looking for concurrency hazards in ${TARGETS}"
    USES_TERMINAL VERBATIM)
  add_dependencies(${NAME} ${TARGETS})
endfunction()
