# baton_literal(NAME TEXT): sets NAME to TEXT as C++ raw strings. They may not be longer than some compilers bear, so they
# come in pieces that the compiler joins, cut at ends of lines since a cut may not part the bytes of a letter. For scripts that
# write a text into a source file.
function(baton_literal name text)
  string(LENGTH "${text}" length)
  set(pieces "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(FIND "${piece}" "\n" end REVERSE)
    if(end GREATER 0)
      string(SUBSTRING "${piece}" 0 ${end} piece)
    endif()
    string(APPEND pieces "R\"baton(${piece})baton\"\n")
    string(LENGTH "${piece}" taken)
    math(EXPR at "${at} + ${taken}")
  endwhile()
  set(${name} "${pieces}" PARENT_SCOPE)
endfunction()
