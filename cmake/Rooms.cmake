# A room is one folder and one target. It links exactly the rooms it may include;
# ci/layering checks the includes against the same picture.

add_library(espf_warnings INTERFACE)
target_compile_options(espf_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(espf_warnings INTERFACE -Wthread-safety)
endif()

# room(<target> ROOMS <public links>... LIBRARIES <private links>...)
# compiles every .cc of the current folder and of the folders in it, save main.cc.
function(room target)
  cmake_parse_arguments(ARG "" "" "ROOMS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  if(NOT sources)
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE ${ARG_ROOMS})
    return()
  endif()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${target} PUBLIC ${ARG_ROOMS} PRIVATE ${ARG_LIBRARIES} espf_warnings)
endfunction()

# room_tests(<target> ROOMS <links>...) makes one gtest program of the current folder's *_test.cc.
# The tests find the source tree by ESPF_SOURCE_DIR and the programs by ESPF_BINARY_DIR.
function(room_tests target)
  cmake_parse_arguments(ARG "" "" "ROOMS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(${target} ${sources})
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_definitions(${target} PRIVATE
    ESPF_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ESPF_BINARY_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  target_link_libraries(${target} PRIVATE ${ARG_ROOMS} GTest::gmock GTest::gtest_main espf_warnings)
  include(GoogleTest)
  gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 120)
endfunction()
