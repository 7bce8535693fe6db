// Where a page of a list ended: the key that the list is sorted by and the id of its last row, one word for the next
// request, "<id>:<key>".
//
//   const auto start = ParsePageStart<std::int64_t>(query.after);     // a number; std::string for lists by name
//   if (!start) return Fail(start.error());
//   ... WHERE $5 IS NULL OR (sort_key, id) > ($5, $6)                 // start->key, start->id
//   page.next = PageKey(rows.back().id, rows.back().sort_key);
#pragma once

#include <fmt/format.h>

#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/problem.h"

namespace baton {

// None: the list from its beginning.
template <class Key>
struct PageStart {
  std::optional<Key> key;
  Id id;
};

template <class Key>
std::string PageKey(Id id, const Key& key) {
  return fmt::format("{}:{}", ToString(id), key);
}

template <class Key>
std::optional<Key> ParseSortKey(std::string_view text) {
  if constexpr (std::same_as<Key, std::string>) {
    return std::string(text);
  } else {
    Key key{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), key);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return key;
  }
}

// Fails at the field `after` for what is no end of a page.
template <class Key>
Result<PageStart<Key>> ParsePageStart(const std::optional<std::string>& after) {
  if (!after) return PageStart<Key>{};
  const std::string_view text = *after;
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    const auto id = ParseId(text.substr(0, colon));
    auto key = ParseSortKey<Key>(text.substr(colon + 1));
    if (id && key) return PageStart<Key>{std::move(key), *id};
  }
  return Fail(FieldFault{"after", {"problem.field.not_a_page"}});
}

}  // namespace baton
