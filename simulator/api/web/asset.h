// What pages are made of besides HTML: style sheets, scripts and pictures, which are part of the program.
#pragma once

#include <string_view>
#include <vector>

#include "base/embedded_file.h"
#include "base/http.h"

namespace sim::api::web {

// The files of this folder and those of Swagger UI; made by the build (cmake/Embed.cmake).
const std::vector<base::EmbeddedFile>& embedded_files();

// The bytes of a file of this folder. REQUIRES: it is there.
std::string_view embedded_text(std::string_view name);

// Answers with the file; 304 where the request has it already, 404 for a name that is none, templates
// included, 406 for a client that takes no gzip where the file is kept so. The file may be kept by the client
// and is asked for again each time (ETag).
base::HttpResponse asset_response(std::string_view name, const base::HttpRequest& request);

// Lets the client keep the answer to a GET, and ask whether it is still the same: adds an ETag of the body,
// and makes 304 of it where the request has it already.
void keep_until_changed(const base::HttpRequest& request, base::HttpResponse& response);

// Whether one of the tags in If-None-Match is `etag`, or `*`.
bool names_etag(std::string_view if_none_match, std::string_view etag);

// Whether the value of Accept-Encoding allows gzip.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace sim::api::web
