# Writes the page of a report into OUTPUT, as C++ strings. SOURCES is the folder
# that it is written in: one page, one style sheet, and scripts that build on those
# in front of them.
set(SCRIPTS dom code model story overview list app)
file(READ ${SOURCES}/index.html PAGE)
file(READ ${SOURCES}/style.css STYLE)
set(SCRIPT "")
foreach(NAME ${SCRIPTS})
  file(READ ${SOURCES}/${NAME}.js TEXT)
  string(APPEND SCRIPT "${TEXT}")
endforeach()
set(STRINGS "")
foreach(NAME Page Style Script)
  string(TOUPPER ${NAME} TEXT)
  string(APPEND STRINGS
    "static constexpr StringLiteral Html${NAME} = R\"HTML(${${TEXT}})HTML\";\n")
endforeach()
file(WRITE ${OUTPUT} "${STRINGS}")
