# Where Swagger UI stands, which the program serves at /doc/api: SWAGGER_UI_FILES. From npm, in the version of
# ci/node/package.json; ci/setup installs it, and nothing is fetched here.
set(swagger_ui ${CMAKE_SOURCE_DIR}/ci/node/node_modules/swagger-ui-dist)
set(SWAGGER_UI_FILES ${swagger_ui}/swagger-ui-bundle.js ${swagger_ui}/swagger-ui.css)

file(READ ${CMAKE_SOURCE_DIR}/ci/node/package.json wanted)
string(JSON wanted GET "${wanted}" dependencies swagger-ui-dist)
set(found "none")
if(EXISTS ${swagger_ui}/package.json)
  file(READ ${swagger_ui}/package.json found)
  string(JSON found GET "${found}" version)
endif()
if(NOT found STREQUAL wanted)
  message(FATAL_ERROR "espf serves Swagger UI ${wanted}, and ci/node/node_modules has ${found}.\n"
    "Run ci/setup once (it runs npm ci in ci/node), then this again.")
endif()
