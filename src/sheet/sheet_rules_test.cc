#include "sheet/sheet_rules.h"

#include <gtest/gtest.h>

namespace baton::sheet {
namespace {

HandoverSheet Written() {
  HandoverSheet sheet;
  sheet.importance = "Their fleet renews in spring, and Bill decides alone.";
  sheet.summary = "Fifteen terminals are open.";
  sheet.risks = "They were let down once in 2024.";
  sheet.written_at = Instant{1000};
  return sheet;
}

TEST(SheetRules, ReadingBackIsNoCopyOfTheSheet) {
  const HandoverSheet sheet = Written();
  EXPECT_EQ(FaultOfReadBack(sheet, "  THEIR fleet renews in spring, and Bill decides alone. ")->message.key,
            "problem.sheet.not_own_words");
  EXPECT_FALSE(FaultOfReadBack(sheet, "Spring is when they renew; I call Bill before, and nobody else."));
}

TEST(SheetRules, ReadingBackSaysSomething) {
  EXPECT_EQ(FaultOfReadBack(Written(), "ok")->message.key, "problem.sheet.too_short");
  EXPECT_EQ(FaultOfReadBack(Written(), "                         ")->message.key, "problem.sheet.too_short");
  EXPECT_EQ(FaultOfReadBack(Written(), std::string(kMaxWords + 1, 'a'))->message.key,
            "problem.field.too_long");
}

TEST(SheetRules, WhatIsWrittenAfterwardsIsNotReadBack) {
  HandoverSheet sheet = Written();
  EXPECT_FALSE(IsChangedSince(sheet, {})) << "nobody has read it back";
  sheet.read_back_at = Instant{2000};
  sheet.read_edition = sheet.edition;
  EXPECT_FALSE(IsChangedSince(sheet, {}));
  ClientPromise promise;
  promise.id = Id{40};
  sheet.read_promise_id = promise.id;
  EXPECT_FALSE(IsChangedSince(sheet, std::span(&promise, 1)));
  promise.id = Id{41};
  EXPECT_TRUE(IsChangedSince(sheet, std::span(&promise, 1)));
  sheet.read_promise_id = std::nullopt;
  EXPECT_TRUE(IsChangedSince(sheet, std::span(&promise, 1))) << "there was none when it was read";
  ++sheet.edition;
  EXPECT_TRUE(IsChangedSince(sheet, {}));
}

TEST(SheetRules, LongWordsAreNamedByTheirPlace) {
  SheetWords words;
  words.risks = std::string(kMaxWords + 1, 'x');
  const auto faults = FaultsOf(words);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults.front().path, "risks");
  EXPECT_EQ(FaultsOfPromise("  ").front().message.key, "problem.field.required");
}

}  // namespace
}  // namespace baton::sheet
