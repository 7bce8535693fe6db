#include "people/person_rules.h"

#include <gtest/gtest.h>

namespace baton::people {
namespace {

std::vector<std::string> PathsOf(const PersonInput& input) {
  std::vector<std::string> paths;
  for (const FieldFault& fault : FaultsOf(input)) paths.push_back(fault.path);
  return paths;
}

TEST(PersonRulesTest, InitialsAreFirstAndLast) {
  EXPECT_EQ(Initials("Jada Ellis"), "JE");
  EXPECT_EQ(Initials("  jim   van der calder "), "JC");
  EXPECT_EQ(Initials("李"), "李");
  EXPECT_EQ(Initials("éva"), "É");
  EXPECT_EQ(Initials(""), "?");
}

TEST(PersonRulesTest, KnowsAnEmailAddressWhenItSeesOne) {
  for (const char* text : {"jada@larmar.example", "a@b", "o'neil+x@sub.example"})
    EXPECT_TRUE(LooksLikeEmail(text)) << text;
  for (const char* text : {"", "@", "a@", "@b", "a@b@c", "a b@c", "a@b,c@d", "Jada <jada@x>"}) {
    EXPECT_FALSE(LooksLikeEmail(text)) << text;
  }
}

TEST(PersonRulesTest, FindsEveryFault) {
  const PersonInput input{.name = " ",
                          .email = "none",
                          .language = "e1",
                          .time_zone = "Nowhere",
                          .languages = std::vector<std::string>{"en", "?"},
                          .capacity_minutes = -1,
                          .starts_on = Day{10},
                          .ends_on = Day{9}};
  EXPECT_EQ(PathsOf(input), (std::vector<std::string>{"name", "email", "language", "languages[1]",
                                                      "time_zone", "capacity_minutes", "ends_on"}));
  EXPECT_TRUE(PathsOf({.name = "Jada"}).empty());
}

TEST(PersonRulesTest, AnInputAndItsPersonAreTheSame) {
  const PersonInput input{.name = "Jada Ellis",
                          .email = "Jada@Larmar.example",
                          .role = access::Role::rep,
                          .title = "Account manager",
                          .manager_id = Id{7},
                          .language = "en",
                          .time_zone = "America/Chicago",
                          .territory = "North",
                          .languages = std::vector<std::string>{"en", "es"},
                          .capacity_minutes = 420,
                          .starts_on = Day{20'000},
                          .ends_on = std::nullopt};
  const Person person = Apply(input, Person{});
  EXPECT_EQ(person.name_fold, "jada ellis");
  EXPECT_EQ(person.email_fold, "jada@larmar.example");
  EXPECT_EQ(person.languages, "en,es");
  const PersonInput back = InputOf(person);
  EXPECT_EQ(Apply(back, Person{}).languages, person.languages);
  EXPECT_EQ(back.languages, input.languages);
  EXPECT_EQ(back.capacity_minutes, input.capacity_minutes);
}

TEST(PersonRulesTest, NobodyGivesARoleAboveTheOwn) {
  using enum access::Role;
  for (const auto given : {administrator, director, manager, rep}) {
    EXPECT_TRUE(MayGiveRole(administrator, given));
    EXPECT_EQ(MayGiveRole(manager, given), given == rep);
    EXPECT_FALSE(MayGiveRole(rep, given));
    EXPECT_FALSE(MayGiveRole(director, given));
  }
}

}  // namespace
}  // namespace baton::people
