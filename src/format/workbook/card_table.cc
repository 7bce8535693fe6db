#include "format/workbook/card_table.h"

namespace baton::format {

Result<std::optional<Row>> CardTable::Next() {
  const auto row = [this](std::int64_t line) {
    return std::optional(Row{.fields = fields_, .line = line, .expected_columns = kHeaders.size()});
  };
  if (!has_header_) {
    has_header_ = true;
    fields_.assign(kHeaders.begin(), kHeaders.end());
    return row(0);
  }
  auto next = reader_.Next();
  if (!next) return Fail(next.error());
  if (!*next) return std::optional<Row>();
  card_ = std::move(**next);
  all_emails_.clear();
  for (const std::string& email : card_.emails) all_emails_ += (all_emails_.empty() ? "" : " ") + email;
  const auto nth = [](const std::vector<std::string>& list, std::size_t i) {
    return i < list.size() ? std::string_view(list[i]) : std::string_view();
  };
  fields_ = {card_.full_name,      card_.first_name,     card_.last_name,      nth(card_.emails, 0),
             nth(card_.emails, 1), nth(card_.emails, 2), nth(card_.phones, 0), nth(card_.phones, 1),
             nth(card_.phones, 2), card_.organization,   card_.title,          card_.language,
             card_.time_zone,      all_emails_};
  return row(card_.line);
}

}  // namespace baton::format
