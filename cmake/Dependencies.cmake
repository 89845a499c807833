# Every library the project uses, found in one place.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(valijson REQUIRED)
if(NOT TARGET ValiJSON::valijson)  # its name from 1.0.2 on; Debian 12 has 1.0
  add_library(ValiJSON::valijson ALIAS valijson)
endif()
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(tl-expected REQUIRED)
# Debian's cpp-httplib is a header and a shared library without a CMake config;
# without the macros that pkg-config names it links and then crashes.
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
if(BUILD_TESTING)
  find_package(GTest REQUIRED)
endif()

# The value type of JSON documents; a cast from json to another type is always written out.
add_library(espf_json INTERFACE)
target_link_libraries(espf_json INTERFACE nlohmann_json::nlohmann_json)
target_compile_definitions(espf_json INTERFACE JSON_USE_IMPLICIT_CONVERSIONS=0)
