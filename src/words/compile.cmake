# Writes messages/<language>.json as C++: the table of words/compiled.h.
file(GLOB files ${FOLDER}/*.json)
list(SORT files)
set(table "")
foreach(file IN LISTS files)
  get_filename_component(language ${file} NAME_WE)
  file(READ ${file} text)
  # A raw string may not be longer than some compilers bear: in pieces that are joined.
  string(LENGTH "${text}" length)
  set(pieces "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(APPEND pieces "R\"baton(${piece})baton\"\n")
    math(EXPR at "${at} + 8000")
  endwhile()
  string(APPEND table "    {\"${language}\",\n${pieces}},\n")
endforeach()
file(WRITE ${OUTPUT}
     "#include \"words/compiled.h\"\n\nnamespace baton::words {\n\nstd::vector<CompiledFile> CompiledFiles() {\n"
     "  return {\n${table}  };\n}\n\n}  // namespace baton::words\n")
