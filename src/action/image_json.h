// Row images as the JSON that the log keeps: {"name": "Larmar Freight", "revenue_minor": 4820000,
// "renewal_on": null}. Values are as the database has them (ids and instants are integers), so that they go
// back as they came.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "action/action.h"

namespace baton::action {

std::string ToJson(const RowImage& image);

// An image read back. It owns the names that `image` points to.
struct ParsedImage {
  std::deque<std::string> names;
  RowImage image;
};

// REQUIRES: `text` was made by ToJson.
ParsedImage ParseImage(std::string_view text);

}  // namespace baton::action
