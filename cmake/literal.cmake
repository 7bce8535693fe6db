# baton_literal(NAME TEXT): sets NAME to TEXT as C++ raw strings. They may not be longer than some compilers bear, so they
# come in pieces that the compiler joins. For scripts that write a text into a source file.
function(baton_literal name text)
  string(LENGTH "${text}" length)
  set(pieces "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(APPEND pieces "R\"baton(${piece})baton\"\n")
    math(EXPR at "${at} + 8000")
  endwhile()
  set(${name} "${pieces}" PARENT_SCOPE)
endfunction()
