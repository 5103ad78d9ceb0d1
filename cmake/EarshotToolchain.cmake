# Flags of every target, and the one way to declare a layer.

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options(-Wno-restrict) # sees overlaps in "text" + std::string (GCC bug 105329)
  # ... and empty strings that nobody set in what -O3 has taken apart (GCC bug 105562)
  add_compile_options($<$<CONFIG:Release>:-Wno-maybe-uninitialized>)
endif()
if(EARSHOT_SANITIZE)
  add_compile_options(-fsanitize=${EARSHOT_SANITIZE} -fno-omit-frame-pointer)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized) # guesses wrong on instrumented code
  endif()
  add_link_options(-fsanitize=${EARSHOT_SANITIZE})
  if(EARSHOT_SANITIZE MATCHES "undefined")
    # CAF's headers form references from null pointers in unevaluated template code.
    add_compile_options(-fno-sanitize=null -fno-sanitize-recover=undefined)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      # A third of the time GCC takes, for what ASan mostly finds as well; clang's fuzz targets keep them.
      add_compile_options(-fno-sanitize=vptr,alignment,object-size)
    endif()
  endif()
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()

# earshot_layer(name DEPENDS targets… [PRECOMPILE headers…]): library earshot_<name> of all sources below
# the current folder, included from the repository root.
function(earshot_layer name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PRECOMPILE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(NOT sources) # a layer of headers
    add_library(earshot_${name} INTERFACE)
    target_include_directories(earshot_${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(earshot_${name} INTERFACE ${ARG_DEPENDS})
    return()
  endif()
  add_library(earshot_${name} STATIC ${sources})
  target_include_directories(earshot_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(earshot_${name} PUBLIC ${ARG_DEPENDS})
  if(ARG_PRECOMPILE)
    target_precompile_headers(earshot_${name} PRIVATE ${ARG_PRECOMPILE})
  endif()
endfunction()
