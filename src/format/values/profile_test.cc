#include "format/values/profile.h"

#include <gtest/gtest.h>

#include <vector>

#include "format/values/word_value.h"

namespace baton::format {
namespace {

using Sample = std::vector<std::string_view>;

TEST(ProfileColumn, Kinds) {
  const std::pair<Sample, ValueKind> cases[] = {
      {{"", " "}, ValueKind::blank},
      {{"Anna", "Ben"}, ValueKind::text},
      {{"TRUE", "FALSE", ""}, ValueKind::boolean},
      {{"ja", "nein"}, ValueKind::boolean},
      {{"1", "0", "1"}, ValueKind::integer},
      {{"1244495215", "1075671446"}, ValueKind::integer},
      {{"08123", "10115"}, ValueKind::text},
      {{"12345678901234567890"}, ValueKind::text},
      {{"12.5", "3"}, ValueKind::decimal},
      {{".0000", "300000.0000"}, ValueKind::decimal},
      {{"10%", "20 %"}, ValueKind::percent},
      {{"$7,450,000.00 ", "$5"}, ValueKind::money},
      {{"12 kg", "3 kg"}, ValueKind::text},
      {{"2024 4", "2023 1"}, ValueKind::text},
      {{"2024-11-10", "2023-06-17"}, ValueKind::day},
      {{"2018-12-19 00:00:00", "2019-01-01 00:00:00"}, ValueKind::day},
      {{"2024-01-22T16:14:25.000+0000"}, ValueKind::instant},
      {{"02/23/26 08:55 PM"}, ValueKind::instant},
      {{"ken0@adventure-works.com", "a@b.ch"}, ValueKind::email},
      {{"006bm00000LKJNNAA5", "006q000000HddohAAB"}, ValueKind::salesforce_id},
      {{"001x00000035m0i"}, ValueKind::salesforce_id},
      {{"415-555-0000", "724-857-2625"}, ValueKind::text},
      {{"2024", "2023"}, ValueKind::integer},
      {{"8A1901E4-671B-431A-871C-EADB2942E9EE"}, ValueKind::text},
  };
  for (const auto& [sample, kind] : cases) EXPECT_EQ(ProfileColumn(sample).kind, kind) << sample.front();
}

TEST(ProfileColumn, OneValueDecidesTheOrderOfAll) {
  const ColumnProfile day_first = ProfileColumn(Sample{"01/02/2024", "03/04/2024", "13/05/2024"});
  EXPECT_EQ(day_first.date.order, DateOrder::day_first);
  EXPECT_FALSE(day_first.date_ambiguous);
  const ColumnProfile month_first = ProfileColumn(Sample{"01/02/24", "02/23/24"});
  EXPECT_EQ(month_first.date.order, DateOrder::month_first);
  EXPECT_FALSE(month_first.date_ambiguous);
  EXPECT_EQ(ProfileColumn(Sample{"1.2.2024"}).date.order, DateOrder::day_first);
}

TEST(ProfileColumn, SaysWhenNothingDecides) {
  const Sample open = {"01/02/2024", "03/04/2024"};
  EXPECT_TRUE(ProfileColumn(open).date_ambiguous);
  EXPECT_EQ(ProfileColumn(open).date.order, DateOrder::month_first);
  EXPECT_EQ(ProfileColumn(open, {.date_order = DateOrder::day_first}).date.order, DateOrder::day_first);
  EXPECT_TRUE(ProfileColumn(Sample{"05/05/2024"}).date_ambiguous);
  EXPECT_FALSE(ProfileColumn(Sample{"2024-05-05", "24-Nov-26"}).date_ambiguous);
}

TEST(ProfileColumn, ConflictsGoToTheMajority) {
  const ColumnProfile mixed =
      ProfileColumn(Sample{"13/01/2024", "14/01/2024", "15/01/2024", "01/16/2024", "01/02/2024", "1/1/2024",
                           "2/2/2024", "3/3/2024", "17/01/2024", "18/01/2024"});
  EXPECT_EQ(mixed.date.order, DateOrder::day_first);
  EXPECT_TRUE(mixed.date_conflict);
  EXPECT_EQ(mixed.misfits, 1u);
}

TEST(ProfileColumn, DecimalSignOfTheColumn) {
  EXPECT_EQ(ProfileColumn(Sample{"1.234", "1,5"}).decimal.decimal, ',');
  EXPECT_EQ(ProfileColumn(Sample{"1,234", "1.5"}).decimal.decimal, '.');
  EXPECT_EQ(ProfileColumn(Sample{"1.234.567,89 €"}).decimal.decimal, ',');
  const ColumnProfile open = ProfileColumn(Sample{"1,234", "5,678"});
  EXPECT_TRUE(open.decimal_ambiguous);
  EXPECT_EQ(open.decimal.decimal, '.');
  EXPECT_EQ(ProfileColumn(Sample{"1,234"}, {.decimal = ','}).decimal.decimal, ',');
  EXPECT_TRUE(ProfileColumn(Sample{"1,5", "1.5"}).decimal_conflict);
}

TEST(ProfileColumn, NamesACurrencyOnlyWhenCertain) {
  EXPECT_EQ(ProfileColumn(Sample{"5 €", "6 EUR", "7"}).currency, "EUR");
  EXPECT_EQ(ProfileColumn(Sample{"$5"}).currency, "");
  EXPECT_EQ(ProfileColumn(Sample{"USD 5"}).currency, "USD");
  EXPECT_EQ(ProfileColumn(Sample{"5 €", "5 CHF"}).currency, "");
}

TEST(ProfileColumn, ToleratesOneMistakeInTen) {
  Sample sample(10, "2024-01-02");
  sample[3] = "soon";
  EXPECT_EQ(ProfileColumn(sample).kind, ValueKind::day);
  EXPECT_EQ(ProfileColumn(sample).misfits, 1u);
  sample[4] = "later";
  EXPECT_EQ(ProfileColumn(sample).kind, ValueKind::text);
}

TEST(WordValue, SalesforceIds) {
  EXPECT_EQ(LongSalesforceId("006bm00000LKJNN"), "006bm00000LKJNNAA5");
  EXPECT_EQ(LongSalesforceId("006bm00000LKJNNAA5"), "006bm00000LKJNNAA5");
  EXPECT_TRUE(IsSalesforceId("001Ec00000FzlUdIAJ"));
  EXPECT_FALSE(IsSalesforceId("001Ec00000FzlUdIAA"));  // the check characters are wrong
  EXPECT_FALSE(IsSalesforceId("COUNTERATTACKED"));
  EXPECT_FALSE(IsSalesforceId("123456789012345"));
}

TEST(WordValue, EmailsAndBooleans) {
  for (const char* good : {"a@b.ch", "Taylor.Jackson+x@nano-labs.example", "ü@bücher.example"})
    EXPECT_TRUE(IsEmail(good));
  for (const char* bad :
       {"", "a", "@b.ch", "a@b", "a@@b.ch", "a b@c.ch", "a@-b.ch", "a@b..ch", "taylor.jackson@nanolabs"}) {
    EXPECT_FALSE(IsEmail(bad)) << bad;
  }
  EXPECT_EQ(ParseBoolean(" Yes "), true);
  EXPECT_EQ(ParseBoolean("0"), false);
  EXPECT_FALSE(ParseBoolean("maybe"));
}

}  // namespace
}  // namespace baton::format
