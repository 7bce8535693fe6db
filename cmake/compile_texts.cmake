# Writes files as C++: the texts of <folder>/compiled.h, one function Compiled<Name>() each.
#   cmake -DFOLDER=src/client -DOUTPUT=compiled.cc -DSPACE=client "-DTEXTS=Template:page.mustache,Style:page.css" -P compile_texts.cmake
include(${CMAKE_CURRENT_LIST_DIR}/literal.cmake)
set(body "")
string(REPLACE "," ";" entries "${TEXTS}")
foreach(entry IN LISTS entries)
  string(REPLACE ":" ";" entry "${entry}")
  list(GET entry 0 name)
  list(GET entry 1 file)
  file(READ ${FOLDER}/${file} text)
  baton_literal(pieces "${text}")
  string(APPEND body "std::string_view Compiled${name}() {\n  return\n${pieces};\n}\n\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"${SPACE}/compiled.h\"\n\nnamespace baton::${SPACE} {\n\n${body}}  // namespace baton::${SPACE}\n")
