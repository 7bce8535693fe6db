#include "coaching/session_text.h"

#include <fmt/format.h>

#include <boost/describe/class.hpp>

#include "seal/seal.h"
#include "seal/unused.h"

namespace baton::coaching {
namespace {

struct SealedRow {
  Id org_id;
  Id id;
  std::string sealed;
};
BOOST_DESCRIBE_STRUCT(SealedRow, (), (org_id, id, sealed))

constexpr std::string_view kTextTable = "coaching_text";
constexpr std::string_view kPointing[] = {"coaching_item", "coaching_note", "coaching_step"};

// What is in a session that was not taken back.
seal::SealedTexts TextsRead() {
  seal::SealedTexts texts{kTextTable, {}};
  for (const std::string_view table : kPointing) {
    texts.pointers.push_back(
        {table, "text_id",
         fmt::format("{0}.deleted_at IS NULL AND EXISTS (SELECT 1 FROM coaching_session WHERE "
                     "coaching_session.org_id = $1 AND coaching_session.id = {0}.session_id AND "
                     "coaching_session.deleted_at IS NULL)",
                     table)});
  }
  return texts;
}

std::string PlaceOf(Id org_id, Id id) { return "coaching_text:" + ToString(org_id) + ":" + ToString(id); }

}  // namespace

Id PutText(db::Tx& tx, Id org_id, const seal::Key& key, std::string_view text, Instant now) {
  const Id id = tx.NewId();
  tx.Execute("INSERT INTO coaching_text (org_id, id, sealed, written_at) VALUES ($1, $2, $3, $4)", org_id, id,
             seal::Seal(key, PlaceOf(org_id, id), text), now);
  return id;
}

Result<Texts> OpenTexts(db::Connection& connection, Id org_id, const seal::Key& key,
                        std::span<const Id> ids) {
  Texts texts;
  if (ids.empty()) return texts;
  for (const SealedRow& row : connection.Query<SealedRow>(
           "SELECT org_id, id, sealed FROM coaching_text WHERE org_id = $1 AND id IN baton_list($2) ORDER BY "
           "id",
           org_id, db::IdList(ids))) {
    auto text = seal::Open(key, PlaceOf(row.org_id, row.id), row.sealed);
    if (!text) return Fail(std::move(text.error()));
    texts.emplace(row.id, std::move(*text));
  }
  return texts;
}

Result<Done> CheckTexts(db::Connection& connection, const seal::Key& key) {
  const auto newest =
      connection.QueryOne<SealedRow>("SELECT org_id, id, sealed FROM coaching_text ORDER BY id DESC LIMIT 1");
  if (!newest) return Done{};
  auto text = seal::Open(key, PlaceOf(newest->org_id, newest->id), newest->sealed);
  if (!text) return Fail(std::move(text.error()));
  return Done{};
}

int ForgetUnusedTexts(db::Database& database, Id org_id, Instant now) {
  return seal::ForgetUnused(database, org_id, now, TextsRead());
}

void KeepTextsOf(std::string_view table, db::Tx& tx, Id org_id, Id row_id) {
  seal::KeepTexts(tx, org_id, kTextTable,
                  fmt::format("id IN (SELECT text_id FROM {} WHERE org_id = $1 AND id = $2)", table), row_id);
}

void KeepTextsOfSession(db::Tx& tx, Id org_id, Id session_id) {
  for (const std::string_view table : kPointing) {
    seal::KeepTexts(
        tx, org_id, kTextTable,
        fmt::format("id IN (SELECT text_id FROM {} WHERE org_id = $1 AND session_id = $2)", table),
        session_id);
  }
}

}  // namespace baton::coaching
