// Any lines as the values of a column: a decision is made, and each value reads or is refused; never a crash.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/text.h"
#include "format/values/profile.h"
#include "format/values/word_value.h"

namespace {

using namespace baton::format;

void ReadOne(std::string_view value) {
  for (const DateOrder order : {DateOrder::year_first, DateOrder::day_first, DateOrder::month_first}) {
    if (const auto day = ParseDay(value, {order})) {
      baton::Check(baton::ParseDay(baton::ToString(*day)) == *day, "a day that is read can be written");
    }
    (void)ParseInstant(value, {order}, "Europe/Zurich");
  }
  for (const char decimal : {'.', ','}) {
    const auto number = ParseDecimal(value, {decimal});
    const auto money = ParseMoney(value, {decimal}, "USD");
    baton::Check(!money || baton::IsCurrency(money->currency), "money has a currency");
    if (number && money)
      baton::Check(Rescale(*number, 2) == money->amount_minor, "a plain number is the same money");
    (void)ParsePercent(value, {decimal});
  }
  (void)ParseBoolean(value);
  (void)IsEmail(value);
  if (IsSalesforceId(value))
    baton::Check(IsSalesforceId(LongSalesforceId(value)), "the long form is an id too");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::vector<std::string_view> values = baton::Split(bytes, '\n');
  const ColumnProfile profile = ProfileColumn(values);
  baton::Check(profile.misfits <= profile.values && profile.values <= values.size(), "counts of a profile");
  for (const std::string_view value : values) ReadOne(value);
  return 0;
}
