#include "administration/names.h"

#include <gmock/gmock.h>

namespace baton::administration {
namespace {

const Names& Jada() {
  static const Names names("Jada Müller-Ellis", {"Jada@northwind.example", "+1 312 555 0142"},
                           "Former colleague 7");
  return names;
}

std::string Replaced(const Names& names, std::string_view text) {
  return names.Replace(text).value_or("(as it was)");
}

TEST(NamesTest, ReplacesAPersonInTheWaysSheIsWritten) {
  for (const char* written :
       {"Jada Müller-Ellis", "jada müller-ellis", "JADA MÜLLER-ELLIS", "jada muller-ellis",
        "Müller-Ellis, Jada", "Jada@northwind.example", "jada@northwind.example", "+1 312 555 0142"}) {
    EXPECT_EQ(Replaced(Jada(), std::string("Call ") + written + ", then write"),
              "Call Former colleague 7, then write");
  }
  EXPECT_EQ(Replaced(Jada(), R"({"name":"Jada Müller-Ellis","text":"Dear all,\nJada Müller-Ellis left"})"),
            R"({"name":"Former colleague 7","text":"Dear all,\nFormer colleague 7 left"})");
}

TEST(NamesTest, LeavesOthersAlone) {
  for (const char* text : {"", "Jada", "Müller-Ellis", "Jada Müller-Ellison", "Xjada@northwind.example",
                           "jada@northwind.example1", "Jada Müller"}) {
    EXPECT_EQ(Jada().Replace(text), std::nullopt) << text;
  }
  const Names ann("Ann Lee", {}, "x");
  EXPECT_EQ(ann.Replace("Joann Leeds, joann leeds, JOANN LEE"), std::nullopt);
}

TEST(NamesTest, DoesNotLookForANameOfOneWord) {
  const Names bill("Bill", {"bill@larmar.example", "42"}, "x");
  EXPECT_FALSE(bill.looks_for_name());
  EXPECT_EQ(bill.Replace("Bill of lading 42"), std::nullopt);
  EXPECT_EQ(Replaced(bill, "to bill@larmar.example."), "to x.");
}

TEST(NamesTest, FindsANameThatJsonEscapes) {
  const Names odd("Ann \"Al\" Lee", {}, "x");
  EXPECT_EQ(Replaced(odd, R"({"n":"Ann \"Al\" Lee"})"), R"({"n":"x"})");
}

}  // namespace
}  // namespace baton::administration
