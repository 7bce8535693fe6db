// All the sealed texts of a table whose place is "<table>:<org_id>:<id>" (seal/seal.h), with columns org_id, id and sealed: read, or
// written anew, where a person's data are taken along or erased.
//
//   seal::RewriteTexts(database, org_id, key, "coaching_text", [](Id id, const std::string& text) -> std::optional<std::string> {
//     return text.contains("Jada Ellis") ? std::optional(...) : std::nullopt;
//   });
//
// A text that the key does not open is left as it is: with another key it is lost anyway. May be cut at any point and repeated.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/id.h"
#include "db/database.h"
#include "seal/key.h"

namespace baton::seal {

// What becomes of a text; none: it stays.
using Rewriting = std::function<std::optional<std::string>(Id id, const std::string& text)>;

// Returns how many were changed.
std::int64_t RewriteTexts(db::Database& database, Id org_id, const Key& key, std::string_view table,
                          const Rewriting& rewriting);

std::unordered_map<Id, std::string> OpenTexts(db::Connection& connection, Id org_id, const Key& key,
                                              std::string_view table, std::span<const Id> ids);

}  // namespace baton::seal
