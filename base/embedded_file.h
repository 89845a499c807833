// A file that the build put into the program (cmake/Embed.cmake).
#pragma once

#include <string_view>

namespace base {

struct EmbeddedFile {
  std::string_view name;   // "swagger-ui.css", also where it is kept compressed
  std::string_view bytes;  // live as long as the program
  bool is_gzip = false;    // as in Content-Encoding: gzip
};

}  // namespace base
