#include "format/values/number_value.h"

#include <gtest/gtest.h>

namespace baton::format {
namespace {

struct MoneyCase {
  const char* text;
  char decimal;
  const char* default_currency;
  const char* money;  // minor units and currency; "refused"
};

TEST(ParseMoney, Table) {
  const MoneyCase cases[] = {
      {"$7,450,000.00 ", '.', "USD", "745000000 USD"},
      {"1.234.567,89 €", ',', "USD", "123456789 EUR"},
      {"(500)", '.', "CHF", "-50000 CHF"},
      {"($500.25)", '.', "USD", "-50025 USD"},
      {"1 234,50", ',', "EUR", "123450 EUR"},
      {"1\u00A0234,50\u00A0€", ',', "EUR", "123450 EUR"},
      {"1\u202F234,50", ',', "EUR", "123450 EUR"},
      {"CHF 1'234.50", '.', "USD", "123450 CHF"},
      {"CHF 1’234.50", '.', "USD", "123450 CHF"},
      {"1234.5 eur", '.', "USD", "123450 EUR"},
      {"$5", '.', "CAD", "500 CAD"},
      {"$5", '.', "CHF", "500 USD"},
      {"US$5", '.', "CAD", "500 USD"},
      {"$5 CAD", '.', "USD", "500 CAD"},
      {"-$5.10", '.', "USD", "-510 USD"},
      {"$-5.10", '.', "USD", "-510 USD"},
      {"5.10-", '.', "USD", "-510 USD"},
      {"−5", '.', "USD", "-500 USD"},
      {"¥1,500", '.', "USD", "1500 JPY"},
      {"¥1,500", '.', "CNY", "150000 CNY"},
      {"KWD 1.2345", '.', "USD", "1235 KWD"},
      {"100 kr", '.', "SEK", "10000 SEK"},
      {"100 kr", '.', "USD", "refused"},
      {"Rs.500", '.', "USD", "50000 INR"},
      {"1,00,000.50", '.', "INR", "10000050 INR"},
      {"559697.5639", '.', "USD", "55969756 USD"},
      {"0.005", '.', "USD", "1 USD"},
      {"-0.005", '.', "USD", "-1 USD"},
      {".0000", '.', "USD", "0 USD"},
      {"5.", '.', "USD", "500 USD"},
      {"1.5E+06", '.', "USD", "150000000 USD"},
      {"1.24E7", '.', "USD", "1240000000 USD"},
      {"99999999999999.99", '.', "USD", "9999999999999999 USD"},
      {"999999999999999999", '.', "USD", "refused"},
      {"12345678901234567890", '.', "USD", "refused"},
      {"1E400", '.', "USD", "refused"},
      {"1E-400", '.', "USD", "0 USD"},
      {"1,23,4", '.', "USD", "refused"},
      {"1,234,56", '.', "USD", "refused"},
      {"12 34", '.', "USD", "refused"},
      {"1.2.3", '.', "USD", "refused"},
      {"5%", '.', "USD", "refused"},
      {"--5", '.', "USD", "refused"},
      {"(-5)", '.', "USD", "refused"},
      {"12 kg", '.', "USD", "refused"},
      {"5 to 6", '.', "USD", "refused"},
      {"", '.', "USD", "refused"},
      {"$", '.', "USD", "refused"},
      {"n/a", '.', "USD", "refused"},
  };
  for (const MoneyCase& c : cases) {
    const auto money = ParseMoney(c.text, {c.decimal}, c.default_currency);
    EXPECT_EQ(money ? std::to_string(money->amount_minor) + " " + money->currency : "refused", c.money)
        << c.text;
  }
}

TEST(ParseDecimal, KeepsItsDigits) {
  EXPECT_EQ(*ParseDecimal("12.50", {'.'}), (Decimal{1250, 2}));
  EXPECT_EQ(*ParseDecimal("12,50", {','}), (Decimal{1250, 2}));
  EXPECT_EQ(*ParseDecimal("-0.1", {'.'}), (Decimal{-1, 1}));
  EXPECT_EQ(*ParseDecimal("1,234", {'.'}), (Decimal{1234, 0}));
  EXPECT_EQ(*ParseDecimal("1,234", {','}), (Decimal{1234, 3}));
  EXPECT_EQ(*ParseDecimal("0.12345678901234567890123", {'.'}), (Decimal{123456789012345678, 18}));
  EXPECT_FALSE(ParseDecimal("5 €", {'.'}));
  EXPECT_DOUBLE_EQ(ToDouble(Decimal{1250, 2}), 12.5);
}

TEST(ParsePercent, ReadsPoints) {
  EXPECT_EQ(*ParsePercent("45 %", {'.'}), (Decimal{45, 0}));
  EXPECT_EQ(*ParsePercent("45", {'.'}), (Decimal{45, 0}));
  EXPECT_EQ(*ParsePercent("12,5%", {','}), (Decimal{125, 1}));
  EXPECT_FALSE(ParsePercent("$5", {'.'}));
}

TEST(Rescale, RoundsHalfAwayFromZero) {
  EXPECT_EQ(Rescale({125, 2}, 1), 13);
  EXPECT_EQ(Rescale({-125, 2}, 1), -13);
  EXPECT_EQ(Rescale({124, 2}, 1), 12);
  EXPECT_EQ(Rescale({5, 0}, 2), 500);
  EXPECT_EQ(Rescale({1, 18}, 0), 0);
  EXPECT_FALSE(Rescale({999999999999999999, 0}, 2));
}

TEST(DecimalSign, Evidence) {
  EXPECT_EQ(DecimalSign("1234"), DecimalEvidence::none);
  EXPECT_EQ(DecimalSign("1,234.5"), DecimalEvidence::point);
  EXPECT_EQ(DecimalSign("1.234,5"), DecimalEvidence::comma);
  EXPECT_EQ(DecimalSign("1,234"), DecimalEvidence::either);
  EXPECT_EQ(DecimalSign("1.234"), DecimalEvidence::either);
  EXPECT_EQ(DecimalSign("0.125"), DecimalEvidence::point);
  EXPECT_EQ(DecimalSign("1234.567"), DecimalEvidence::point);
  EXPECT_EQ(DecimalSign("1.234.567"), DecimalEvidence::comma);
  EXPECT_EQ(DecimalSign("1,5"), DecimalEvidence::comma);
  EXPECT_EQ(DecimalSign("1 234,567"), DecimalEvidence::comma);
  EXPECT_EQ(DecimalSign("1,2.3,4"), DecimalEvidence::bad);
}

}  // namespace
}  // namespace baton::format
