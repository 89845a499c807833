# Puts files into a program as they are, by the assembler's .incbin: no generated text to compile, no file to ship.
#
# embed(<target> FUNCTION <ns::name> HEADER <what declares it> FILES <path>... GZIP <path>...)
# gives <target> a source that defines `const std::vector<base::EmbeddedFile>& ns::name()`. A file is named by
# the last part of its path; those behind GZIP are compressed. One call for a target.
function(embed target)
  cmake_parse_arguments(ARG "" "FUNCTION;HEADER" "FILES;GZIP" ${ARGN})
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  file(MAKE_DIRECTORY ${folder})
  set(assembly "")
  set(symbols "")
  set(rows "")
  set(embedded "")
  set(index 0)
  foreach(kind FILES GZIP)
    foreach(path ${ARG_${kind}})
      get_filename_component(path ${path} ABSOLUTE)
      get_filename_component(name ${path} NAME)
      if(NOT EXISTS ${path})
        message(FATAL_ERROR "embed: there is no ${path}")
      endif()
      set(is_gzip false)
      if(kind STREQUAL GZIP)
        set(is_gzip true)
        # -n: neither name nor date, so that the same file makes the same program.
        add_custom_command(OUTPUT ${folder}/${name}.gz COMMAND gzip -9 -n -c ${path} > ${folder}/${name}.gz
          DEPENDS ${path} VERBATIM COMMENT "Compressing ${name}")
        set(path ${folder}/${name}.gz)
      endif()
      set(symbol ${target}_embedded_${index})
      math(EXPR index "${index} + 1")
      foreach(mark begin end)
        string(APPEND symbols
          "extern \"C\" __attribute__((visibility(\"hidden\"))) const char ${symbol}_${mark}[];\n")
        string(APPEND assembly "    \".globl ${symbol}_${mark}\\n.hidden ${symbol}_${mark}\\n\"\n")
      endforeach()
      string(APPEND assembly
        "    \"${symbol}_begin:\\n.incbin \\\"${path}\\\"\\n${symbol}_end:\\n.byte 0\\n\"\n")
      string(APPEND rows
        "      {\"${name}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}, ${is_gzip}},\n")
      list(APPEND embedded ${path})
    endforeach()
  endforeach()
  set(source ${folder}/${target}.cc)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT "// Made by cmake/Embed.cmake.
#include \"@ARG_HEADER@\"

asm(\".pushsection .rodata\\n\"
@assembly@    \".popsection\\n\");

@symbols@
const std::vector<base::EmbeddedFile>& @ARG_FUNCTION@() {
  static const std::vector<base::EmbeddedFile> files{
@rows@  };
  return files;
}
")
  # The compiler does not tell the build what .incbin reads.
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${embedded}")
  target_sources(${target} PRIVATE ${source})
endfunction()
