// Pages, order and filters of API 2.0's lists, over the world that ships.
#include "simulator/api/v2/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/v2_support.h"

namespace sim::api::v2 {
namespace {

using testing::ElementsAreArray;

std::vector<std::int64_t> ids_of(const base::Json& body) {
  std::vector<std::int64_t> ids;
  for (const base::Json& row : body.value("data", base::Json::array()))
    ids.push_back(row["id"].get<std::int64_t>());
  return ids;
}

TEST(ListOfProducts, IsFilteredSortedAndCutAsAsked) {
  const struct {
    const char* query;
    std::vector<std::int64_t> ids;
    std::size_t total;
  } cases[] = {
      {"", {11, 12, 13, 14, 21, 22, 23}, 7},
      {"limit=2", {11, 12}, 7},
      {"limit=2&offset=5", {22, 23}, 7},
      {"limit=3&offset=6", {23}, 7},
      {"offset=7", {}, 7},
      {"offset=1000000", {}, 7},
      {"limit=0", {}, 7},
      {"sort=-id", {23, 22, 21, 14, 13, 12, 11}, 7},
      {"sort=name", {14, 23, 11, 12, 22, 21, 13}, 7},
      {"sort=-name", {13, 21, 22, 12, 11, 23, 14}, 7},
      {"sort=type,-name", {21, 22, 23, 13, 12, 11, 14}, 7},
      {"sort=type", {21, 22, 23, 11, 12, 13, 14}, 7},  // equal ones by id
      {"sort=-addon_priority,id", {21, 23, 22, 11, 12, 13, 14}, 7},
      {"sort=-id&limit=2&offset=1", {22, 21}, 7},
      {"type=addon", {21, 22, 23}, 3},
      {"type=main&name=LTE%25", {11, 12}, 2},
      {"name=lte+basic", {11}, 1},
      {"name=%25data%25", {22}, 1},
      {"description=%25DATA%25&sort=name", {14, 22, 21, 13}, 4},
      {"name=LTE", {}, 0},
      {"id=12", {12}, 1},
      {"addon_priority=10", {22}, 1},
      {"currency=eur&limit=1", {11}, 7},
      {"name=&type=", {11, 12, 13, 14, 21, 22, 23}, 7},  // an empty one counts as absent
      {"limit=&offset=&sort=&fields=&id=14", {14}, 1},
  };
  Shipped shipped;
  for (const auto& row : cases) {
    const base::Json body = shipped.body(std::string("/products?") + row.query);
    EXPECT_THAT(ids_of(body), ElementsAreArray(row.ids)) << row.query;
    EXPECT_EQ(body["total"], row.total) << row.query;
  }
}

TEST(ListQuery, RefusesWhatItDoesNotKnow) {
  const struct {
    const char* query;
    const char* code;
    const char* detail;
  } cases[] = {
      {"limit=1001", "invalid_parameter", "`limit` is a whole number from 0 to 1000, not `1001`"},
      {"limit=-1", "invalid_parameter", "`limit` is a whole number from 0 to 1000, not `-1`"},
      {"limit=many", "invalid_parameter", "`limit` is a whole number from 0 to 1000, not `many`"},
      {"limit=1.5", "invalid_parameter", "`limit` is a whole number from 0 to 1000, not `1.5`"},
      {"offset=99999999999999999999", "invalid_parameter",
       "`offset` is a whole number from 0 to 1000000000, not `99999999999999999999`"},
      {"sort=nmae", "unknown_field",
       "services are not sorted by `nmae`; did you mean `name`? There are `id`, `name`, `type`"},
      {"sort=products", "unknown_field",
       "services are not sorted by `products`. There are `id`, `name`, `type`"},
      {"sort=name,-", "unknown_field", "services are not sorted by ``. There are `id`, `name`, `type`"},
      {"id=x", "invalid_parameter", "`id` is a whole number, not `x`"},
      {"nam=x", "unknown_parameter",
       "`nam` is no parameter here; did you mean `name`? There are `fields`, `limit`, `offset`, `sort`, "
       "`id`, "
       "`name`, `type`"},
      {"products=11", "unknown_parameter",
       "`products` is no parameter here. There are `fields`, `limit`, `offset`, `sort`, `id`, `name`, "
       "`type`"},
      {"name=a&name=b", "invalid_parameter", "`name` is given twice"},
      {"name=LTE%", "invalid_parameter",
       "the query cannot be read: the form's field 1 has a `%` without two hexadecimal digits; a `%` of a "
       "pattern "
       "is written `%25`"},
  };
  Shipped shipped;
  for (const auto& row : cases) {
    const ApiAnswer answer = shipped.get(std::string("/services?") + row.query);
    EXPECT_EQ(answer.response.status, 400) << row.query;
    EXPECT_EQ(answer.faultcode, row.code) << row.query;
    const base::Json errors = body_of(answer.response)["errors"];
    ASSERT_EQ(errors.size(), 1u) << row.query;
    EXPECT_EQ(errors[0]["code"], row.code) << row.query;
    EXPECT_EQ(errors[0]["detail"], row.detail) << row.query;
    EXPECT_TRUE(errors[0]["title"].is_string()) << row.query;
  }
}

TEST(ListQuery, RefusesAWordThatAFieldCannotHave) {
  Shipped shipped;
  const base::Json errors = shipped.body("/products?type=adon")["errors"];
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0]["detail"],
            "`type` has no value `adon`; did you mean `addon`? There are `main`, `addon`");
}

TEST(ListQuery, NamesEverythingThatIsWrongAtOnce) {
  Shipped shipped;
  const base::Json errors =
      shipped.body("/products?fields=nmae,idd&limit=x&sort=servces&typ=main&id=y")["errors"];
  EXPECT_EQ(errors.size(), 6u) << errors;
}

TEST(ListQuery, TakesItsPageFromTheSettings) {
  ApiOptions options;
  options.page_limit = 2;
  options.page_limit_max = 3;
  Shipped shipped(options);
  EXPECT_EQ(ids_of(shipped.body("/products")).size(), 2u);
  EXPECT_EQ(ids_of(shipped.body("/products?limit=3")).size(), 3u);
  EXPECT_EQ(shipped.get("/products?limit=4").response.status, 400);
}

TEST(RowQuery, TakesFieldsAlone) {
  Shipped shipped;
  EXPECT_EQ(shipped.body("/products/14?fields=name,services.type")["data"],
            (base::Json{{"name", "IoT Meter"}, {"services", {{{"type", "Data"}}}}}));
  EXPECT_EQ(shipped.body("/products/14?limit=1")["errors"][0]["detail"],
            "`limit` is no parameter here. There are `fields`");
}

// Two tables that could grow into each other.
TEST(ListParameters, AreDifferentFromOneAnother) {
  for (const Entity* entity : entities()) {
    std::vector<std::string> names = list_parameters(*entity);
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end()) << entity->name;
  }
}

}  // namespace
}  // namespace sim::api::v2
