#include "ties/tie_store.h"

#include <algorithm>

namespace baton::ties {
namespace {

constexpr std::string_view kColumns =
    "SELECT org_id, id, person_id, contact_id, mail_raw, mail_from_us, mail_from_them, mail_at, spoken_raw, "
    "spoken_from_us, spoken_from_them, spoken_at, last_at, touches FROM tie WHERE org_id = $1";

// What is to go, and what to come in its place.
struct Difference {
  std::vector<Id> gone;
  std::vector<Tie> come;
};

Difference DifferenceOf(std::span<const Tie> stored, std::span<const Tie> wanted) {
  Difference difference;
  auto old = stored.begin();
  for (const Tie& tie : wanted) {
    for (; old != stored.end() && old->contact_id < tie.contact_id; ++old) difference.gone.push_back(old->id);
    const bool is_there = old != stored.end() && old->contact_id == tie.contact_id;
    if (is_there && SayTheSame(*old, tie)) {
      ++old;
      continue;
    }
    difference.come.push_back(tie);
    if (!is_there) continue;
    difference.come.back().id = old->id;
    difference.gone.push_back(old->id);
    ++old;
  }
  for (; old != stored.end(); ++old) difference.gone.push_back(old->id);
  return difference;
}

}  // namespace

Tie TieRow(Id org_id, Id person_id, Id contact_id, const Kept& kept, std::int32_t touches) {
  Tie tie;
  tie.org_id = org_id;
  tie.person_id = person_id;
  tie.contact_id = contact_id;
  tie.mail_raw = kept.mail.raw;
  tie.mail_from_us = kept.mail.from_us;
  tie.mail_from_them = kept.mail.from_them;
  tie.mail_at = kept.mail.as_of;
  tie.spoken_raw = kept.spoken.raw;
  tie.spoken_from_us = kept.spoken.from_us;
  tie.spoken_from_them = kept.spoken.from_them;
  tie.spoken_at = kept.spoken.as_of;
  tie.last_at = kept.last_at.value_or(Instant{});
  tie.touches = touches;
  return tie;
}

bool SayTheSame(const Tie& one, const Tie& other) {
  return one.person_id == other.person_id && one.contact_id == other.contact_id &&
         one.kept() == other.kept() && one.touches == other.touches;
}

std::optional<Learning> FindLearning(db::Connection& connection, Id org_id) {
  return connection.QueryOne<Learning>(
      "SELECT org_id, id, learnt_at, change_id, typical_raw, took_ms, judged FROM tie_learning WHERE org_id "
      "= "
      "$1 AND id = $1",
      org_id);
}

void SaveLearning(db::Tx& tx, const Learning& learning) {
  tx.Execute(
      "INSERT INTO tie_learning (org_id, id, learnt_at, change_id, typical_raw, took_ms, judged) VALUES ($1, "
      "$1, $2, $3, $4, $5, $6) ON CONFLICT (org_id, id) DO UPDATE SET learnt_at = excluded.learnt_at, "
      "change_id = excluded.change_id, typical_raw = excluded.typical_raw, took_ms = excluded.took_ms, "
      "judged = excluded.judged",
      learning.org_id, learning.learnt_at, learning.change_id, learning.typical_raw, learning.took_ms,
      learning.judged);
}

void ForgetJudged(db::Tx& tx, Id org_id) {
  tx.Execute("UPDATE tie_learning SET judged = '' WHERE org_id = $1 AND id = $1", org_id);
}

void ForEachStored(db::Connection& connection, Id org_id, const std::function<void(const Tie&)>& take) {
  connection.ForEach<Tie>(kColumns, take, org_id);
}

std::vector<Tie> FindStored(db::Connection& connection, Id org_id, Id person_id, const ContactRange& range) {
  static const std::string sql =
      std::string(kColumns) +
      " AND person_id = $2 AND contact_id > $3 AND contact_id <= $4 ORDER BY contact_id";
  return connection.Query<Tie>(sql, org_id, person_id, range.after, range.upto);
}

std::int64_t Replace(db::Tx& tx, Id org_id, Id person_id, const ContactRange& range,
                     std::span<const Tie> ties) {
  tx.Execute(
      "INSERT INTO tie_learning (org_id, id, change_id, took_ms, judged) VALUES ($1, $1, 0, 0, '') ON "
      "CONFLICT (org_id, "
      "id) DO NOTHING",
      org_id);
  tx.Query<Id>("SELECT id FROM tie_learning WHERE org_id = $1 AND id = $1 baton_for_update()", org_id);
  auto [gone, come] = DifferenceOf(FindStored(tx, org_id, person_id, range), ties);
  if (!gone.empty()) {
    tx.Execute("DELETE FROM tie WHERE org_id = $1 AND id IN baton_list($2)", org_id, db::IdList(gone));
  }
  std::int64_t added = 0;
  for (Tie& tie : come) {
    if (tie.id != Id{}) continue;
    tie.id = tx.NewId();
    ++added;
  }
  tx.InsertMany(Tie::kTable, come);
  return added + static_cast<std::int64_t>(gone.size());
}

}  // namespace baton::ties
