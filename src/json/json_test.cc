#include "json/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/too_large.h"
#include "json/arguments.h"
#include "json/schema.h"

namespace baton::json {
namespace {

enum class Stage { lead, won, lost };
BOOST_DESCRIBE_ENUM(Stage, lead, won, lost)

struct Contact {
  std::string name;
  std::optional<std::string> email;
  bool operator==(const Contact&) const = default;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (name, email))

struct Rules {
  static constexpr bool kDefaults = true;
  int limit = 50;
  bool is_kept = true;
  bool operator==(const Rules&) const = default;
};
BOOST_DESCRIBE_STRUCT(Rules, (), (limit, is_kept))

struct Named {
  std::string title;
  bool operator==(const Named&) const = default;
};
BOOST_DESCRIBE_STRUCT(Named, (), (title))

struct DealInput : Named {
  Id id;
  Stage stage = Stage::lead;
  std::int16_t minutes = 0;
  std::int64_t amount_minor = 0;
  double weight = 0;
  bool is_open = false;
  Instant at;
  Day on;
  std::vector<Contact> contacts;
  std::map<std::string, std::int64_t> counts;
  std::optional<Rules> rules;
  bool operator==(const DealInput&) const = default;
};
BOOST_DESCRIBE_STRUCT(DealInput, (Named),
                      (id, stage, minutes, amount_minor, weight, is_open, at, on, contacts, counts, rules))

constexpr std::string_view kDeal = R"({"title":"Press","id":"123456789012345678","stage":"won","minutes":90,
  "amount_minor":9007199254740993,"weight":0.5,"is_open":true,"at":"2026-11-24T09:41:00Z","on":"2026-12-01",
  "contacts":[{"name":"Bill"},{"name":"Eva","email":"eva@example.org"}],"counts":{"a":1},"rules":{"limit":7}})";

std::vector<std::string> PathsAndKeys(const Problem& problem) {
  std::vector<std::string> all;
  for (const auto& fault : problem.errors) all.push_back(fault.path + " " + fault.message.key);
  return all;
}

TEST(JsonTest, ReadsWhatItWrites) {
  const auto deal = FromText<DealInput>(kDeal);
  ASSERT_TRUE(deal) << testing::PrintToString(PathsAndKeys(deal.error()));
  EXPECT_EQ(deal->amount_minor, 9007199254740993);
  EXPECT_EQ(deal->contacts[1].email, "eva@example.org");
  EXPECT_EQ(deal->rules, (Rules{.limit = 7, .is_kept = true}));
  const auto again = FromText<DealInput>(ToText(*deal));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *deal);
}

TEST(JsonTest, WritesAnEmptyOptionalAsNull) {
  EXPECT_EQ(ToText(Contact{.name = "Bill", .email = {}}), R"({"name":"Bill","email":null})");
}

TEST(JsonTest, ReportsEveryFaultWithItsPath) {
  const auto deal =
      FromText<DealInput>(R"({"title":5,"id":12,"stage":"gone","minutes":40000,"amount_minor":1.5,
    "weight":"x","is_open":0,"at":"yesterday","on":"2026-02-30","contacts":[{"email":"a"},{"name":"a","nick":1},3],
    "counts":{"a":"b"},"rules":[],"surprise":1})");
  ASSERT_FALSE(deal);
  EXPECT_EQ(deal.error().kind, Kind::invalid);
  EXPECT_THAT(PathsAndKeys(deal.error()),
              testing::UnorderedElementsAre(
                  "title problem.field.not_text", "id problem.field.not_id", "stage problem.field.not_one_of",
                  "minutes problem.field.out_of_range", "amount_minor problem.field.not_integer",
                  "weight problem.field.not_number", "is_open problem.field.not_boolean",
                  "at problem.field.not_instant", "on problem.field.not_day",
                  "contacts[0].name problem.field.required", "contacts[1].nick problem.field.unknown",
                  "contacts[2] problem.field.not_object", "counts.a problem.field.not_integer",
                  "rules problem.field.not_object", "surprise problem.field.unknown"));
}

TEST(JsonTest, NamesWhatIsAllowed) {
  const auto stage = FromText<Stage>("\"gone\"");
  ASSERT_FALSE(stage);
  EXPECT_EQ(std::get<std::string>(stage.error().errors[0].message.arguments.at("names")), "lead, won, lost");
}

TEST(JsonTest, CleansText) {
  const auto name = FromText<std::string>("\"e\\u0301\"");
  ASSERT_TRUE(name);
  EXPECT_EQ(*name, "\u00e9");
  EXPECT_FALSE(FromText<std::string>("\"a\\u0000b\""));
  EXPECT_TRUE(FromText<std::string>('"' + std::string(kMaxTextCharacters, 'a') + '"'));
  EXPECT_FALSE(FromText<std::string>('"' + std::string(kMaxTextCharacters + 1, 'a') + '"'));
}

TEST(JsonTest, BoundsDepthAndSize) {
  EXPECT_TRUE(Parse(std::string(30, '[') + std::string(30, ']')));
  const auto deep = Parse(std::string(40, '[') + std::string(40, ']'));
  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().message.key, "problem.json.too_deep");
  EXPECT_EQ(Parse("[1,2,3]", 3).error(), TooLarge("problem.too_large", 3));
}

TEST(JsonTest, TakesTheLastOfTwoMembersWithOneName) {
  EXPECT_EQ(FromText<Contact>(R"({"name":"a","name":"b"})")->name, "b");
}

TEST(PatchTest, LeavesClearsAndReplaces) {
  const auto patch = Patch<DealInput>::From(
      *Parse(R"({"title":"New","rules":null,"contacts":[{"name":"Ann"}],"minutes":5})"));
  ASSERT_TRUE(patch);
  EXPECT_TRUE(patch->Has(&DealInput::rules));
  EXPECT_TRUE(patch->Has(&DealInput::minutes));
  EXPECT_FALSE(patch->Has(&DealInput::amount_minor));
  const DealInput before = *FromText<DealInput>(kDeal);
  DealInput expected = before;
  expected.title = "New";
  expected.rules.reset();
  expected.contacts = {{.name = "Ann", .email = {}}};
  expected.minutes = 5;
  EXPECT_EQ(patch->Apply(before), expected);
}

TEST(PatchTest, RefusesUnknownMembersAndNullForWhatCannotBeEmpty) {
  const auto patch = Patch<DealInput>::From(*Parse(R"({"title":null,"nick":1})"));
  ASSERT_FALSE(patch);
  EXPECT_EQ(patch.error().size(), 2u);
  EXPECT_FALSE(Patch<DealInput>::From(*Parse("[]")));
}

TEST(SchemaTest, StatesWhatIsRequired) {
  Schemas schemas;
  EXPECT_EQ(ToText(SchemaOf<Contact>(schemas, Use::output)), R"({"$ref":"#/components/schemas/Contact"})");
  SchemaOf<Contact>(schemas, Use::input);
  SchemaOf<DealInput>(schemas, Use::patch);
  const auto& components = schemas.components();
  EXPECT_EQ(ToText(components.at("Contact").at("required")), R"(["name","email"])");
  EXPECT_EQ(ToText(components.at("ContactInput").at("required")), R"(["name"])");
  EXPECT_EQ(ToText(components.at("Contact").at("properties").at("email")), R"({"type":["string","null"]})");
  EXPECT_TRUE(components.contains("DealPatch"));
  EXPECT_FALSE(components.at("DealPatch").as_object().contains("required"));
}

TEST(JsonTest, SaysWhereABodyStopsBeingJson) {
  const auto place = [](std::string_view text) {
    const auto value = Parse(text);
    return value ? "" : ToText(value.error().message.arguments);
  };
  EXPECT_EQ(place("{\"name\": \"x\",\n  \"city\": Chicago}"), R"({"column":11,"line":2})");
  EXPECT_EQ(place("{} x"), R"({"column":4,"line":1})");
  EXPECT_EQ(place("[1,\n"), R"({"column":1,"line":2})");
  EXPECT_EQ(place(""), R"({"column":1,"line":1})");
}

TEST(JsonSuiteTest, AcceptsAndRefusesWhatItShould) {
  const std::filesystem::path folder = BATON_TEST_DATA "/json/JSONTestSuite/test_parsing";
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const std::string name = entry.path().filename().string();
    const auto value = Parse(text);
    if (name.starts_with("y_")) {
      EXPECT_TRUE(value) << name;
    }
    if (name.starts_with("n_")) {
      EXPECT_FALSE(value) << name;
      const Message& why = value.error().message;
      EXPECT_TRUE(why.key == "problem.json.too_deep" || why.arguments.size() == 2) << name;
    }
    if (value) {
      EXPECT_TRUE(Parse(ToText(*value))) << name;
    }
    ++count;
  }
  EXPECT_GT(count, 300);
}

}  // namespace
}  // namespace baton::json
