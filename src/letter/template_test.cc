#include "letter/template.h"

#include <gmock/gmock.h>

namespace baton::letter {
namespace {

using ::testing::ElementsAre;

const std::vector<std::string_view> kKnown{"contact", "account", "met", "words"};

std::string Filled(std::string_view text, const Values& values) {
  const auto parsed = Parse(text, kKnown);
  EXPECT_TRUE(parsed) << text;
  return parsed ? Fill(*parsed, values).text : "";
}

TEST(Template, FillsFields) {
  EXPECT_EQ(Filled("Dear {{contact}},\nof {{ account }}.", {{"contact", {"Bill"}}, {"account", {"A"}}}),
            "Dear Bill,\nof A.");
}

TEST(Template, LeavesOutWhatHasNoValue) {
  const Values values{{"contact", {"Bill"}}, {"met", {""}}};
  EXPECT_EQ(Filled("Dear {{contact}},\n\nYou met\n{{met}}.\n\n\nBye", values), "Dear Bill,\n\nBye");
  EXPECT_EQ(Filled("{{met}}\n\nBye", values), "Bye");
  EXPECT_EQ(Filled("List:\n- {{met}}\n- {{contact}}\n- end", values), "List:\n- Bill\n- end");
  EXPECT_EQ(Filled("1. {{met}}\n2) {{contact}}", values), "2) Bill");
  EXPECT_EQ(Filled("{{met}}", values), "");
}

TEST(Template, NamesWhatIsEmpty) {
  const auto parsed = Parse("{{met}} {{contact}} {{met}} {{account}}", kKnown);
  EXPECT_THAT(Fill(*parsed, {{"contact", {"Bill"}}}).empty, ElementsAre("met", "account"));
}

TEST(Template, ValuesMeanThemselvesUnlessTheyAreMarkdown) {
  const Values values{
      {"contact", {"*Bill* {{account}}\nx"}}, {"words", {"- *a*\n- b", true}}, {"account", {"A"}}};
  EXPECT_EQ(Filled("Dear {{contact}}\n\n{{words}}", values),
            "Dear \\*Bill\\* \\{\\{account\\}\\} x\n\n- *a*\n- b");
}

TEST(Template, ABackslashTakesTheMeaning) {
  EXPECT_EQ(Filled("\\{{contact}} \\\\{{account}}", {{"account", {"A"}}}), "\\{{contact}} \\\\A");
  EXPECT_EQ(Filled("ends with \\", {}), "ends with \\");
}

TEST(Template, FaultsSayWhere) {
  const auto parsed = Parse("Grüße {{kontakt}}\r\n{{contact}} {{met\n{{}}", kKnown);
  ASSERT_FALSE(parsed);
  ASSERT_EQ(parsed.error().size(), 3u);
  const Fault& unknown = parsed.error()[0];
  EXPECT_EQ(std::pair(unknown.line, unknown.column), std::pair(std::int64_t{1}, std::int64_t{7}));
  EXPECT_EQ(unknown.message.key, "problem.letter_template.unknown_field");
  EXPECT_EQ(unknown.message.arguments.at("field"), Argument(std::string("kontakt")));
  EXPECT_EQ(unknown.message.arguments.at("known"), Argument(std::string("contact, account, met, words")));
  const Fault& open = parsed.error()[1];
  EXPECT_EQ(std::pair(open.line, open.column), std::pair(std::int64_t{2}, std::int64_t{13}));
  EXPECT_EQ(open.message.key, "problem.letter_template.not_closed");
  EXPECT_EQ(parsed.error()[2].line, 3);
}

TEST(Template, ALineIsPlainText) {
  const auto parsed = Parse("Your contact: {{contact}} {{met}}\nx", kKnown);
  EXPECT_EQ(FillLine(*parsed, {{"contact", {"J_a_da *E*\r\n"}}}).text, "Your contact: J_a_da *E*    x");
}

}  // namespace
}  // namespace baton::letter
