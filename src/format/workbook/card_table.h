// An address book as a table: a row a card, under headers that an export of contacts has too. The line of a row is that of its
// card. One thread at a time.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "format/vcard/card.h"
#include "format/workbook/table_source.h"

namespace baton::format {

class CardTable final : public TableSource {
 public:
  explicit CardTable(ByteSource source) : reader_(std::move(source)) {}

  Result<bool> HasHeader() override { return true; }
  Result<std::optional<Row>> Next() override;
  std::uint64_t bytes_read() const override { return reader_.bytes_read(); }

 private:
  // Who has several addresses is known by the first; the others stand beside it for a person to choose, and all of them last.
  static constexpr std::array<std::string_view, 14> kHeaders = {
      "Full name", "First name", "Last name", "Email", "Email 2",  "Email 3",   "Phone",
      "Phone 2",   "Phone 3",    "Company",   "Title", "Language", "Time zone", "All emails"};

  vcard::CardReader reader_;
  bool has_header_ = false;
  vcard::Card card_;
  std::string all_emails_;
  std::vector<std::string_view> fields_;
};

}  // namespace baton::format
