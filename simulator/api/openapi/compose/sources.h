// The files of simulator/api/openapi/, read, with what is wrong in each.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "base/map_reader.h"
#include "base/result.h"

namespace sim::openapi {

// Threads: one.
struct Source {
  base::Document document;
  base::Findings findings;
};

// The texts of all YAML and JSON files below `folder`, by their path in it. Errors: as base::read_file.
base::Result<std::map<std::string, std::string>> read_texts(const std::string& folder);

class Sources {
 public:
  // `texts`: by path below the folder ("rest/Account.yaml"); `folder` is what diagnostics put before it.
  Sources(const std::string& folder, const std::map<std::string, std::string>& texts);

  // Null where there is none, or it is no YAML.
  Source* find(const std::string& path);
  // Those in the folder ("rest/"), in the order of names.
  std::vector<Source*> in(const std::string& folder);

  bool has_mistakes() const;
  // All mistakes, each with its excerpt; "" where there are none.
  std::string mistakes() const;

 private:
  std::map<std::string, Source> files_;
  std::map<std::string, std::string> texts_;
  std::vector<base::Diagnostic> unreadable_;
  std::string folder_;
};

}  // namespace sim::openapi
