// Which page a request asks for, and which are no page's at all.
#include "simulator/api/web/route.h"

#include <gtest/gtest.h>

#include "tests/api/support.h"

namespace sim::api::web {
namespace {

using Kind = Route::Kind;
constexpr const char* kBrowser = "text/html,application/xhtml+xml,*/*;q=0.8";

TEST(RouteOf, KnowsThePages) {
  const struct {
    const char *method, *target;
    Kind kind;
    const char* where;
  } cases[] = {
      {"GET", "/", Kind::Home, ""},
      {"HEAD", "/", Kind::Home, ""},
      {"GET", "/?next=%2Fdoc%2Fapi", Kind::Home, ""},
      {"POST", "/sign-in", Kind::SignIn, ""},
      {"GET", "/sign-in", Kind::Moved, "/"},
      {"POST", "/sign-out", Kind::SignOut, ""},
      {"GET", "/sign-out", Kind::Moved, "/"},
      {"DELETE", "/sign-out", Kind::NotAllowed, "GET, HEAD, POST"},
      {"GET", "/doc/api", Kind::Documentation, ""},
      {"GET", "/doc/api?document=espf", Kind::Documentation, ""},
      {"GET", "/doc/api/", Kind::Moved, "/doc/api"},
      {"GET", "/doc/api///?document=A&server=b", Kind::Moved, "/doc/api?document=A&server=b"},
      {"GET", "/doc", Kind::Moved, "/doc/api"},
      {"POST", "/doc/api", Kind::NotAllowed, "GET, HEAD"},
      {"GET", "/doc/api/AdminInterface.json", Kind::Document, ""},
      {"POST", "/doc/api/AdminInterface.json", Kind::Document, ""},
      {"GET", "/doc/api/none", Kind::Document, ""},
      {"GET", "/session", Kind::Who, ""},
      {"GET", "/assets/site.css", Kind::Asset, "site.css"},
      {"PUT", "/assets/site.css", Kind::NotAllowed, "GET, HEAD"},
      {"GET", "/favicon.ico", Kind::Asset, "favicon.svg"},
  };
  for (const auto& row : cases) {
    const Route route = route_of(request(row.method, row.target));
    EXPECT_EQ(route.kind, row.kind) << row.method << " " << row.target;
    EXPECT_EQ(route.where, row.where) << row.method << " " << row.target;
  }
}

TEST(RouteOf, LeavesToTheApiWhatAProgramAsksInVain) {
  for (const char* target : {"/api", "/doc/other", "/doc/apis", "/Session/login", "//", ""}) {
    EXPECT_EQ(route_of(request("GET", target)).kind, Kind::None) << target;
    EXPECT_EQ(route_of(request("GET", target, {{"Accept", "text/html, image/gif, *; q=.2"}})).kind,
              Kind::None)
        << target;
    EXPECT_EQ(route_of(request("GET", target, {{"Accept", kBrowser}})).kind, Kind::Missing) << target;
    EXPECT_EQ(route_of(request("POST", target, {{"Accept", kBrowser}})).kind, Kind::None) << target;
  }
  EXPECT_EQ(route_of(request("POST", "/")).kind, Kind::None) << "a base URL without /rest";
}

TEST(SafePlace, IsAPageOfOursAndNeverAnotherSite) {
  const std::pair<const char*, const char*> cases[] = {
      {"/doc/api", "/doc/api"},
      {"/doc/api?document=espf&server=http%3A%2F%2F127.0.0.1%3A9",
       "/doc/api?document=espf&server=http%3A%2F%2F127.0.0.1%3A9"},
      {"/", "/"},
      {"", "/"},
      {"/doc/apiary", "/"},
      {"/doc/api/../../x", "/"},
      {"/rest/Account/terminate_account", "/"},
      {"//example.net/doc/api", "/"},
      {"https://example.net/doc/api", "/"},
      {"/doc/api?\r\nSet-Cookie: a=b", "/"},
      {"/doc/api?\\example.net", "/"},
  };
  for (const auto& [wanted, place] : cases) EXPECT_EQ(safe_place(wanted), place) << wanted;
}

TEST(IsFromOwnPage, ComparesOriginWithHost) {
  auto form = [](base::Headers headers, bool over_tls) {
    auto made = request("POST", "/sign-in", std::move(headers));
    made.over_tls = over_tls;
    return is_from_own_page(made);
  };
  EXPECT_TRUE(form({{"Host", "127.0.0.1:80"}}, false)) << "curl";
  EXPECT_TRUE(form({{"Host", "127.0.0.1:80"}, {"Origin", "http://127.0.0.1:80"}}, false));
  EXPECT_TRUE(form({{"Host", "localhost:80"}, {"Origin", "https://localhost:80"}}, true));
  EXPECT_FALSE(form({{"Host", "127.0.0.1:80"}, {"Origin", "http://127.0.0.1:81"}}, false));
  EXPECT_FALSE(form({{"Host", "127.0.0.1:80"}, {"Origin", "https://127.0.0.1:80"}}, false));
  EXPECT_FALSE(form({{"Host", "127.0.0.1:80"}, {"Origin", "null"}}, false));
  EXPECT_FALSE(form({{"Host", "127.0.0.1:80"}, {"Origin", "http://example.net"}}, false));
}

}  // namespace
}  // namespace sim::api::web
