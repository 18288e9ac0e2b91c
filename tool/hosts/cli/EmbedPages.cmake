# Writes every page of CHECKS into OUTPUT, as rows of a C++ table.
file(GLOB PAGES ${CHECKS}/*.md)
set(TABLE "")
foreach(PAGE ${PAGES})
  get_filename_component(CHECK ${PAGE} NAME_WE)
  file(READ ${PAGE} TEXT)
  string(APPEND TABLE "{\"${CHECK}\", R\"PAGE(${TEXT})PAGE\"},\n")
endforeach()
file(WRITE ${OUTPUT} "${TABLE}")
