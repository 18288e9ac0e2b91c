# What the engine is made of, as one hash: cmake -DOUTPUT=… -DSOURCES=… -P
set(ALL "")
foreach(SOURCE ${SOURCES})
  file(SHA256 ${SOURCE} ONE)
  string(APPEND ALL ${ONE})
endforeach()
string(SHA256 ALL "${ALL}")
file(WRITE ${OUTPUT} "\"${ALL}\"\n")
