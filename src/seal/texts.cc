#include "seal/texts.h"

#include <fmt/format.h>

#include <boost/describe/class.hpp>
#include <utility>
#include <vector>

#include "seal/seal.h"

namespace baton::seal {
namespace {

constexpr int kRewrittenAtOnce = 200;

struct SealedText {
  Id id;
  std::string sealed;
};
BOOST_DESCRIBE_STRUCT(SealedText, (), (id, sealed))

std::string PlaceIn(std::string_view table, Id org_id, Id id) {
  return fmt::format("{}:{}:{}", table, ToString(org_id), ToString(id));
}

}  // namespace

std::int64_t RewriteTexts(db::Database& database, Id org_id, const Key& key, std::string_view table,
                          const Rewriting& rewriting) {
  const std::string find =
      fmt::format("SELECT id, sealed FROM {} WHERE org_id = $1 AND id > $2 ORDER BY id LIMIT $3", table);
  // A text is written once and never changed: what was read still stands there.
  const std::string save = fmt::format("UPDATE {} SET sealed = $1 WHERE org_id = $2 AND id = $3", table);
  std::int64_t count = 0;
  for (Id after;;) {
    const auto rows = database.Read()->Query<SealedText>(find, org_id, after, kRewrittenAtOnce);
    if (rows.empty()) return count;
    std::vector<std::pair<Id, std::string>> changed;
    for (const SealedText& row : rows) {
      const auto text = Open(key, PlaceIn(table, org_id, row.id), row.sealed);
      if (!text) continue;
      if (auto now = rewriting(row.id, *text); now && *now != *text)
        changed.emplace_back(row.id, Seal(key, PlaceIn(table, org_id, row.id), *now));
    }
    if (!changed.empty()) {
      database.Write([&](db::Tx& tx) {
        for (const auto& change : changed) tx.Execute(save, change.second, org_id, change.first);
      });
    }
    count += std::ssize(changed);
    after = rows.back().id;
  }
}

std::unordered_map<Id, std::string> OpenTexts(db::Connection& connection, Id org_id, const Key& key,
                                              std::string_view table, std::span<const Id> ids) {
  std::unordered_map<Id, std::string> texts;
  if (ids.empty()) return texts;
  for (const SealedText& row : connection.Query<SealedText>(
           fmt::format("SELECT id, sealed FROM {} WHERE org_id = $1 AND id IN baton_list($2)", table), org_id,
           db::IdList(ids))) {
    if (auto text = Open(key, PlaceIn(table, org_id, row.id), row.sealed))
      texts.emplace(row.id, std::move(*text));
  }
  return texts;
}

}  // namespace baton::seal
