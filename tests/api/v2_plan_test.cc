// What is not asked for is not computed: entities of our own, whose fields count or must not be looked at.
#include "simulator/api/v2/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "simulator/api/v2/query.h"

namespace sim::api::v2 {
namespace {

using testing::ElementsAre;
using testing::Pair;
using Counts = std::map<std::string, int>;

Counts& computed() {
  static Counts counts;
  return counts;
}

Field counted(std::string_view name, std::int64_t factor = 1) {
  return plain<Service>(name, FieldType::Integer, "", [name, factor](const Service& service) {
    ++computed()[std::string(name)];
    return factor * service.i_service.value();
  });
}

Field failing(std::string_view name) {
  return plain<Service>(name, FieldType::Integer, "", [name](const Service&) {
    ADD_FAILURE() << name << " is computed, though nobody asks for it";
    return 0;
  });
}

std::vector<const Service*> itself(const World&, const Service& service) { return {&service}; }

std::vector<const Service*> nobody_asks(const World&, const Service&) {
  ADD_FAILURE() << "a relation is followed, though nobody asks for it";
  return {};
}

std::vector<Row> all_services(const World& world) {
  std::vector<Row> rows;
  for (const Service& service : world.services()) rows.emplace_back(&service);
  return rows;
}

const Entity& inner() {
  static const Entity entity{"inner", "inners", "Inner", all_services, nullptr, {counted("x"), failing("y")}};
  return entity;
}

const Entity& outer() {
  static const Entity entity{"outer",
                             "outers",
                             "Outer",
                             all_services,
                             nullptr,
                             {counted("id"), counted("size", -1), counted("kind"), failing("dear"),
                              relation<Service>("inner", FieldType::Many, "", inner, itself),
                              relation<Service>("twin", FieldType::One, "", outer, itself),
                              relation<Service>("dear_inner", FieldType::Many, "", inner, nobody_asks)}};
  return entity;
}

World three_services() {
  World world;
  world.set_services({{IService(1), "a", ""}, {IService(2), "b", ""}, {IService(3), "c", ""}});
  return world;
}

base::Json list(const base::FormFields& parameters) {
  computed().clear();
  const World world = three_services();
  const auto query = read_list_query(outer(), parameters, ApiOptions());
  if (!query) return query.error().errors.front().detail;
  return answer_list(*query, world).value_or(base::Json("too much"));
}

TEST(AnswerList, ComputesTheFieldsThatAreAskedForAlone) {
  EXPECT_EQ(list({{"fields", "id,inner.x"}})["data"][1], (base::Json{{"id", 2}, {"inner", {{{"x", 2}}}}}));
  EXPECT_THAT(computed(), ElementsAre(Pair("id", 3), Pair("x", 3)));
}

TEST(AnswerList, ComputesThemForThePageAlone) {
  EXPECT_EQ(list({{"fields", "id"}, {"limit", "1"}, {"offset", "1"}}),
            (base::Json{{"data", {{{"id", 2}}}}, {"total", 3}}));
  EXPECT_THAT(computed(), ElementsAre(Pair("id", 1)));
}

TEST(AnswerList, ComputesWhatIsSortedByForWhatFitsAndWhatIsFilteredByForAll) {
  const base::Json answer = list({{"fields", "id"}, {"kind", "2"}, {"sort", "size"}});
  EXPECT_EQ(answer, (base::Json{{"data", {{{"id", 2}}}}, {"total", 1}}));
  EXPECT_THAT(computed(), ElementsAre(Pair("id", 1), Pair("kind", 3), Pair("size", 1)));
}

TEST(AnswerList, OfNoRowsComputesNoField) {
  EXPECT_EQ(list({{"fields", "id,size"}, {"limit", "0"}}),
            (base::Json{{"data", base::Json::array()}, {"total", 3}}));
  EXPECT_THAT(computed(), ElementsAre());
}

TEST(CarryOut, ComputesAFieldOnceHoweverOftenItIsNamed) {
  EXPECT_EQ(list({{"fields", "id,twin.id,id,twin.id"}, {"limit", "1"}})["data"][0],
            (base::Json{{"id", 1}, {"twin", {{"id", 1}}}}));
  EXPECT_THAT(computed(), ElementsAre(Pair("id", 2)));
}

TEST(CarryOut, GivesUpAtItsLimitOfValues) {
  const World world = three_services();
  const auto plan = make_plan(outer(), "id,size,inner.x");
  ASSERT_TRUE(plan);
  for (const auto& [limit, fits] :
       std::map<std::size_t, bool>{{0, false}, {1, false}, {3, false}, {4, true}}) {
    std::size_t left = limit;
    EXPECT_EQ(carry_out(*plan, world, &world.services().front(), left).has_value(), fits) << limit;
    EXPECT_EQ(left, 0u) << limit;
  }
}

// What a plan has, as a person would write it: "id inner(x)".
std::string written(const Plan& plan) {
  std::string text;
  for (const Plan::Step& step : plan.steps) {
    text += (text.empty() ? "" : " ") + std::string(step.field->name);
    for (const Plan& related : step.related) text += "(" + written(related) + ")";
  }
  return text;
}

TEST(MakePlan, ResolvesNamesAndPaths) {
  const struct {
    const char* fields;
    const char* plan;
  } cases[] = {
      {"id", "id"},
      {"name,id", "name id"},
      {"id,id", "id"},
      {"product_group", "product_group(id name description)"},
      {"services.name", "services(name)"},
      {"services.name,services.id", "services(name id)"},
      {"services,services.name", "services(id name type)"},
      {"services.name,services", "services(name id type)"},
      {"addons.services.products.id", "addons(services(products(id)))"},
      {"addons.services", "addons(services(id name type))"},
      {"",
       "id name type description currency addon_priority product_group(id name description) services(id name "
       "type) "
       "addons(id name type description currency addon_priority)"},
  };
  for (const auto& row : cases) {
    const auto plan = make_plan(product_entity(), row.fields);
    ASSERT_TRUE(plan) << row.fields;
    EXPECT_EQ(written(*plan), row.plan) << row.fields;
  }
}

TEST(MakePlan, SaysWhatExistsAndWhatWasMeant) {
  const struct {
    const char* fields;
    const char* detail;
  } cases[] = {
      {"nmae",
       "a service has no field `nmae`; did you mean `name`? There are `id`, `name`, `type`, `products`"},
      {"id, name",
       "a service has no field ` name`; did you mean `name`? There are `id`, `name`, `type`, `products`"},
      {"i_service", "a service has no field `i_service`. There are `id`, `name`, `type`, `products`"},
      {"Name",
       "a service has no field `Name`; did you mean `name`? There are `id`, `name`, `type`, `products`"},
      {"id,", "a service has no field ``. There are `id`, `name`, `type`, `products`"},
      {"products.product_grup.id",
       "a product has no field `product_grup`, of which `products.product_grup.id` speaks; did you mean "
       "`product_group`? There are `id`, `name`, `type`, `description`, `currency`, `addon_priority`, "
       "`product_group`, `services`, `addons`"},
      {"name.text", "`name.text` leads nowhere: `name` of a service is a plain value"},
      {"products.addons.services.products.id",
       "`products.addons.services.products.id` is too deep: at most 4 names stand in one"},
  };
  for (const auto& row : cases) {
    const auto plan = make_plan(service_entity(), row.fields);
    ASSERT_FALSE(plan) << row.fields;
    ASSERT_EQ(plan.error().size(), 1u) << row.fields;
    EXPECT_EQ(plan.error()[0].code, "unknown_field");
    EXPECT_EQ(plan.error()[0].detail, row.detail);
  }
}

TEST(MakePlan, NamesEverySlipAtOnce) {
  const auto plan = make_plan(service_entity(), "idd,name,typ,products.idd");
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().size(), 3u);
}

}  // namespace
}  // namespace sim::api::v2
