// Style sheets and scripts: served from the program, with what caches need.
#include "simulator/api/web/asset.h"

#include <gtest/gtest.h>

#include "tests/api/support.h"

namespace sim::api::web {
namespace {

std::string header(const base::HttpResponse& response, const char* name) {
  const std::string* value = response.headers.find(name);
  return value == nullptr ? "" : *value;
}

base::HttpResponse get(const std::string& name, base::Headers headers = {}) {
  return asset_response(name, request("GET", "/assets/" + name, std::move(headers)));
}

TEST(AssetResponse, SendsAFileWithItsType) {
  const std::pair<const char*, const char*> cases[] = {
      {"site.css", "text/css; charset=utf-8"},
      {"doc_api.js", "text/javascript; charset=utf-8"},
      {"favicon.svg", "image/svg+xml"},
      {"swagger-ui-bundle.js", "text/javascript; charset=utf-8"},
      {"swagger-ui.css", "text/css; charset=utf-8"},
  };
  for (const auto& [name, type] : cases) {
    const auto response = get(name);
    EXPECT_EQ(response.status, 200) << name;
    EXPECT_EQ(header(response, "Content-Type"), type) << name;
    EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff") << name;
    EXPECT_EQ(header(response, "Cache-Control"), "no-cache") << name;
    EXPECT_GT(response.body.size(), 50u) << name;
  }
  EXPECT_EQ(header(get("site.css"), "Content-Encoding"), "");
}

TEST(AssetResponse, SendsNoTemplateAndNothingUnknown) {
  for (const char* name : {"layout.html", "sign_in.html", "none.css", "", "../site.css", "site.css/"}) {
    EXPECT_EQ(get(name).status, 404) << name;
  }
}

TEST(AssetResponse, SendsSwaggerUiCompressed) {
  const auto response = get("swagger-ui-bundle.js", {{"Accept-Encoding", "gzip, deflate, br"}});
  EXPECT_EQ(header(response, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
  EXPECT_EQ(response.body.substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(get("swagger-ui-bundle.js", {{"Accept-Encoding", "identity"}}).status, 406);
  EXPECT_EQ(get("site.css", {{"Accept-Encoding", "identity"}}).status, 200) << "it is kept as it is";
}

TEST(AssetResponse, SendsNothingThatTheClientHas) {
  const std::string etag = header(get("site.css"), "ETag");
  const auto same = get("site.css", {{"If-None-Match", etag}});
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body, "");
  EXPECT_EQ(header(same, "ETag"), etag);
  EXPECT_EQ(get("site.css", {{"If-None-Match", "\"other\""}}).status, 200);
  EXPECT_NE(header(get("doc_api.js"), "ETag"), etag);
}

TEST(NamesEtag, ReadsTheList) {
  const std::pair<const char*, bool> cases[] = {
      {R"("a")", true},   {R"(W/"a")", true}, {R"("b", "a")", true}, {R"("b","a")", true},
      {"*", true},        {R"( "a" )", true}, {R"("b")", false},     {"", false},
      {R"("ab")", false}, {",,", false},      {"a", false},
  };
  for (const auto& [list, names] : cases) EXPECT_EQ(names_etag(list, "\"a\""), names) << list;
}

TEST(AcceptsGzip, ReadsTheListAndItsWeights) {
  const std::pair<const char*, bool> cases[] = {
      {"gzip", true},
      {"deflate, gzip;q=0.5", true},
      {"*", true},
      {"gzip;q=0", false},
      {"gzip; q=0.000", false},
      {"identity", false},
      {"*;q=0", false},
      {"gzip;q=0, *", false},
      {"x-gzip", true},
      {"", false},
      {"br", false},
      {"notgzip", false},
  };
  for (const auto& [list, accepts] : cases) EXPECT_EQ(accepts_gzip(list), accepts) << list;
}

}  // namespace
}  // namespace sim::api::web
