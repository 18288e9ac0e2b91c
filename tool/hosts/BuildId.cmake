# Makes OUTPUT from INPUT with the commit that SOURCE is at, if it says something
# else by now.
set(DESCRIBED "")
if(GIT)
  execute_process(COMMAND ${GIT} describe --always --dirty
    WORKING_DIRECTORY ${SOURCE}
    OUTPUT_VARIABLE DESCRIBED OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT DESCRIBED)
  set(DESCRIBED "unknown")
endif()
configure_file(${INPUT} ${OUTPUT} @ONLY)
