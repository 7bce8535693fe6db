#include "handoff/letter.h"

#include <gtest/gtest.h>

#include <set>

#include "words/catalogue.h"

namespace baton::handoff {
namespace {

const Day kToday = *ParseDay("2026-11-24");

LetterFacts Larmar() {
  return {.account = "Larmar Freight",
          .industry = "Freight",
          .contact = "Bill Larmar",
          .former = "Jim Calder",
          .successor = "Jada Ellis",
          .successor_title = "Account executive",
          .successor_email = "jada@northwind.example",
          .owner_since = kToday - 9 * 365,
          .today = kToday,
          .met = 2,
          .clients_in_industry = 3,
          .open_deals = 1,
          .introduction_on = *ParseDay("2026-11-30")};
}

std::string Said(const LetterText& letter) {
  std::string text = words::Catalogue::Compiled().Say(letter.subject, "en");
  for (const Message& paragraph : letter.paragraphs) {
    text += "\n" + words::Catalogue::Compiled().Say(paragraph, "en");
  }
  return text;
}

TEST(Letter, AllFacts) {
  EXPECT_EQ(
      Said(WriteLetter(Larmar())),
      "Your contact with us: Jada Ellis\n"
      "Dear Bill Larmar,\n"
      "We have worked together for 9 years now, and today I would like to introduce Jada Ellis to you.\n"
      "My job now is to help my team serve you well, and I have chosen Jada Ellis for Larmar Freight with "
      "care.\n"
      "You have met 2 times already.\n"
      "Jada Ellis looks after 3 clients in Freight and knows the questions of your field.\n"
      "What we have under way goes on without a break; Jada Ellis knows where it stands.\n"
      "I would like the three of us to meet in the week of November 30, 2026. Jada Ellis will write to you "
      "about a time that suits you.\n"
      "From then on Jada Ellis is the first to call: jada@northwind.example. I stay in reach, and if you "
      "would "
      "rather work with somebody else, tell me so.\n"
      "Thank you for your trust,");
}

TEST(Letter, WhatIsNotKnownIsLeftOut) {
  const LetterFacts little{.account = "Wren Dairy",
                           .industry = "",
                           .contact = "",
                           .former = "Jim",
                           .successor = "Tom",
                           .successor_title = "",
                           .successor_email = "",
                           .owner_since = {},
                           .today = kToday};
  const LetterText letter = WriteLetter(little);
  EXPECT_EQ(letter.paragraphs.size(), 6u);
  const std::string text = Said(letter);
  EXPECT_EQ(text.find("none"), std::string::npos);
  EXPECT_NE(text.find("\nHello,\n"), std::string::npos);
  EXPECT_NE(text.find("is the first to call. I stay"), std::string::npos);
}

TEST(Letter, EveryParagraphHasAText) {
  for (const Message& paragraph : WriteLetter(Larmar()).paragraphs) {
    EXPECT_TRUE(words::Catalogue::Compiled().Has(paragraph.key)) << paragraph.key;
  }
}

TEST(Letter, IsWrittenInTheReadersLanguage) {
  const auto written = [](std::string_view language) { return language == "en" || language == "de"; };
  EXPECT_EQ(LetterLanguage(std::vector<std::string>{"de", "en"}, written), "de");
  EXPECT_EQ(LetterLanguage(std::vector<std::string>{"fi", "de"}, written), "de");
  EXPECT_EQ(LetterLanguage(std::vector<std::string>{"", "fi"}, written), "en");
}

}  // namespace
}  // namespace baton::handoff
