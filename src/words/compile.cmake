# Writes messages/<language>.json as C++: the table of words/compiled.h.
include(${CMAKE_CURRENT_LIST_DIR}/../../cmake/literal.cmake)
file(GLOB files ${FOLDER}/*.json)
list(SORT files)
set(table "")
foreach(file IN LISTS files)
  get_filename_component(language ${file} NAME_WE)
  file(READ ${file} text)
  baton_literal(pieces "${text}")
  string(APPEND table "    {\"${language}\",\n${pieces}},\n")
endforeach()
file(WRITE ${OUTPUT}
     "#include \"words/compiled.h\"\n\nnamespace baton::words {\n\nstd::vector<CompiledFile> CompiledFiles() {\n"
     "  return {\n${table}  };\n}\n\n}  // namespace baton::words\n")
