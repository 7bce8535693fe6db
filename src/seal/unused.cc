#include "seal/unused.h"

#include <fmt/format.h>

#include <algorithm>

namespace baton::seal {
namespace {

constexpr int kTextsAtOnce = 500;

std::string NoneReads(const SealedTexts& texts) {
  std::string none = "1 = 1";
  for (const TextPointer& pointer : texts.pointers) {
    none += fmt::format(
        " AND NOT EXISTS (SELECT 1 FROM {0} WHERE {0}.org_id = $1 AND {0}.{1} = {2}.id AND ({3}))",
        pointer.table, pointer.column, texts.table, pointer.is_read);
  }
  return none;
}

// Notes those that are unused since the last time; reads and writes in pieces.
void NoteUnused(db::Database& database, Id org_id, Instant now, const SealedTexts& texts) {
  const std::string find = fmt::format(
      "SELECT id FROM {0} WHERE org_id = $1 AND id > $2 AND unused_at IS NULL AND {1} ORDER BY id LIMIT $3",
      texts.table, NoneReads(texts));
  const std::string note = fmt::format(
      "UPDATE {} SET unused_at = $3 WHERE org_id = $1 AND id IN baton_list($2) AND unused_at IS NULL",
      texts.table);
  for (Id after;;) {
    const auto ids = database.Read()->Query<Id>(find, org_id, after, kTextsAtOnce);
    if (ids.empty()) return;
    database.Write([&](db::Tx& tx) { tx.Execute(note, org_id, db::IdList(ids), now); });
    after = ids.back();
  }
}

// The texts go, with the deleted rows that point to them.
void TakeAway(db::Tx& tx, Id org_id, const SealedTexts& texts, const std::vector<Id>& ids) {
  const db::IdList list(ids);
  for (const TextPointer& pointer : texts.pointers) {
    const std::string where = fmt::format("WHERE org_id = $1 AND {} IN baton_list($2)", pointer.column);
    tx.Execute(pointer.goes ? fmt::format("DELETE FROM {} {}", pointer.table, where)
                            : fmt::format("UPDATE {} SET {} = NULL {}", pointer.table, pointer.column, where),
               org_id, list);
  }
  tx.Execute(fmt::format("DELETE FROM {} WHERE org_id = $1 AND id IN baton_list($2)", texts.table), org_id,
             list);
}

// Of texts that were unused a month ago: those that are read again are kept, the others go.
int Settle(db::Tx& tx, Id org_id, const SealedTexts& texts, const std::vector<Id>& due) {
  const auto unused = tx.Query<Id>(fmt::format("SELECT id FROM {} WHERE org_id = $1 AND id IN baton_list($2) "
                                               "AND {} ORDER BY id baton_for_update()",
                                               texts.table, NoneReads(texts)),
                                   org_id, db::IdList(due));
  if (!unused.empty()) TakeAway(tx, org_id, texts, unused);
  tx.Execute(
      fmt::format("UPDATE {} SET unused_at = NULL WHERE org_id = $1 AND id IN baton_list($2)", texts.table),
      org_id, db::IdList(due));
  return static_cast<int>(unused.size());
}

}  // namespace

int ForgetUnused(db::Database& database, Id org_id, Instant now, const SealedTexts& texts) {
  NoteUnused(database, org_id, now, texts);
  const std::string find = fmt::format(
      "SELECT id FROM {} WHERE org_id = $1 AND unused_at <= $2 ORDER BY id LIMIT $3", texts.table);
  for (int gone = 0;;) {
    const auto due = database.Read()->Query<Id>(find, org_id, now - kKeepUnused, kTextsAtOnce);
    if (due.empty()) return gone;
    gone += database.Write([&](db::Tx& tx) { return Settle(tx, org_id, texts, due); });
  }
}

void KeepTexts(db::Tx& tx, Id org_id, std::string_view table, std::string_view which, Id row_id) {
  tx.Execute(fmt::format("UPDATE {} SET unused_at = NULL WHERE org_id = $1 AND unused_at IS NOT NULL AND {}",
                         table, which),
             org_id, row_id);
}

}  // namespace baton::seal
