# The console's files become part of the program. Fills console_files.cpp.in; each file's hash stands
# in the source, since neither the compiler nor a compiler cache sees what the assembler includes.
function(earshot_console_files target folder)
  find_program(GZIP gzip REQUIRED)
  set(made ${CMAKE_CURRENT_BINARY_DIR}/console)
  file(MAKE_DIRECTORY ${made})
  set(n 0)
  foreach(file "index.html:/:text/html; charset=utf-8" "app.js:/app.js:text/javascript; charset=utf-8"
               "app.css:/app.css:text/css; charset=utf-8" "favicon.svg:/favicon.svg:image/svg+xml")
    string(REGEX MATCH "^([^:]+):([^:]+):(.+)$" _ "${file}")
    set(name ${CMAKE_MATCH_1})
    set(path ${CMAKE_MATCH_2})
    set(type "${CMAKE_MATCH_3}")
    set(plain ${folder}/${name})
    set(packed ${made}/${name}.gz)
    add_custom_command(OUTPUT ${packed} DEPENDS ${plain} VERBATIM
      COMMAND ${GZIP} -9 -n -c ${plain} > ${packed})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${plain})
    file(SHA256 ${plain} hash)
    string(SUBSTRING ${hash} 0 16 etag)
    foreach(form plain packed)
      set(symbol earshot_console_${n}_${form})
      string(APPEND console_assembly "        \".global ${symbol}\\n\"\n        \"${symbol}:\\n\"\n"
        "        \".incbin \\\"${${form}}\\\"\\n\"\n        \".global ${symbol}_end\\n\"\n"
        "        \"${symbol}_end:\\n\"\n        \".byte 0\\n\"\n")
      string(APPEND console_symbols "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
    endforeach()
    string(APPEND console_table "      {\"${path}\", \"${type}\", \"\\\"${etag}\\\"\",\n"
      "       between(earshot_console_${n}_plain, earshot_console_${n}_plain_end),\n"
      "       between(earshot_console_${n}_packed, earshot_console_${n}_packed_end)},\n")
    list(APPEND all ${plain} ${packed})
    math(EXPR n "${n} + 1")
  endforeach()
  configure_file(console_files.cpp.in console_files.cpp @ONLY)
  target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/console_files.cpp)
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/console_files.cpp PROPERTIES OBJECT_DEPENDS "${all}")
endfunction()
