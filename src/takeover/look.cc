#include "takeover/look.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "book/directory.h"
#include "notice/notice.h"
#include "takeover/gather.h"

namespace baton::takeover {
namespace {

constexpr std::size_t kCandidatesAtOnce = 500;

// Whoever took over is told once a look, however many clients there are.
void Tell(action::Action& action, const std::map<Id, std::vector<Takeover>>& asked) {
  for (const auto& [person, takeovers] : asked) {
    std::vector<Id> accounts;
    for (const Takeover& one : takeovers) {
      if (std::ranges::find(accounts, one.account_id) == accounts.end()) accounts.push_back(one.account_id);
    }
    const auto refs = book::FindAccountRefs(action.tx(), action.org_id(), accounts);
    const auto first = refs.find(accounts.front());
    notice::Emit(action, person,
                 {"notice.takeover.asked",
                  {{"account", first == refs.end() ? std::string() : first->second.name},
                   {"others", static_cast<std::int64_t>(accounts.size()) - 1}}},
                 "/takeovers");
  }
}

struct KnownRow {
  SourceKind kind = SourceKind::activity;
  Id source_id;
  Id person_id;
  Id account_id;
  std::optional<Answer> answer;
};
BOOST_DESCRIBE_STRUCT(KnownRow, (), (kind, source_id, person_id, account_id, answer))

using Key = std::pair<SourceKind, Id>;
using Known = std::map<Key, KnownRow>;

// Of the candidates, those that stand in a takeover already, with whose and which it is.
Known FindKnown(db::Connection& connection, Id org_id, const watch::Candidates& candidates) {
  std::vector<Id> ids = candidates.activities;
  ids.insert(ids.end(), candidates.deals.begin(), candidates.deals.end());
  ids.insert(ids.end(), candidates.mails.begin(), candidates.mails.end());
  Known known;
  for (const KnownRow& row : connection.Query<KnownRow>(
           "SELECT takeover_source.kind, takeover_source.source_id, takeover.person_id, takeover.account_id, "
           "takeover.answer FROM takeover_source JOIN takeover ON takeover.org_id = takeover_source.org_id "
           "AND takeover.id = takeover_source.takeover_id WHERE takeover_source.org_id = $1 AND "
           "takeover_source.kind IN ('activity', 'mail', 'opportunity') AND takeover_source.source_id IN "
           "baton_list($2)",
           org_id, db::IdList(ids))) {
    known.emplace(Key(row.kind, row.source_id), row);
  }
  return known;
}

// Whether it stands where it belongs, or where somebody answered it.
bool IsSettled(const KnownRow& known, const Finding& finding) {
  return known.answer || (known.person_id == finding.person_id && known.account_id == finding.account_id);
}

// One at most of what was seen, also where people of two clients were there.
std::vector<Finding> FindAmong(const Gathered& gathered, Instant now) {
  std::vector<Finding> findings;
  std::set<Key> found;
  for (const Seen& seen : gathered.seen) {
    if (found.contains({seen.kind, seen.id})) continue;
    const auto watched = gathered.watched.find(seen.account_id);
    if (watched == gathered.watched.end()) continue;
    for (const Watched& one : watched->second) {
      if (auto finding = takeover::Judge(seen, one, gathered.limits, now)) {
        findings.push_back(*finding);
        found.emplace(seen.kind, seen.id);
        break;
      }
    }
  }
  return findings;
}

// Judges some candidates and writes what follows. Returns how many questions there are more.
int JudgeSome(db::Tx& tx, Id org_id, const watch::Candidates& candidates, Instant now) {
  const Calendar calendar = CalendarOf(tx, org_id, now);
  auto findings = FindAmong(Gather(tx, org_id, candidates, now, calendar), now);
  Known gone = FindKnown(tx, org_id, candidates);
  std::erase_if(findings, [&](const Finding& one) {
    const auto known = gone.find({one.kind, one.source_id});
    if (known == gone.end() || !IsSettled(known->second, one)) return false;
    gone.erase(known);
    return true;
  });
  if (findings.empty() && gone.empty()) return 0;
  action::Action action(tx, {org_id, std::nullopt}, "takeover.look", now);
  for (const SourceKind kind : {SourceKind::activity, SourceKind::mail, SourceKind::opportunity}) {
    std::vector<Id> ids;
    for (const auto& [key, row] : gone) {
      if (row.kind == kind) ids.push_back(row.source_id);
    }
    Drop(action, kind, ids);
  }
  int questions = 0;
  std::map<Id, std::vector<Takeover>> asked;
  for (const Finding& finding : findings) {
    const Takeover put = Put(action, finding, calendar);
    const bool is_new = put.seen_at == now && put.version == 1;
    if (!is_new || put.standing != Standing::asked) continue;
    asked[put.person_id].push_back(put);
    ++questions;
  }
  Tell(action, asked);
  return questions;
}

}  // namespace

watch::Watch Takeovers() {
  return {.marks = "takeover_look",
          .at_once = kCandidatesAtOnce,
          .begin = &CameToPass,
          .judge = &JudgeSome,
          .newest = &LastTouched};
}

int Look(db::Database& database, Id org_id, Instant now) {
  const watch::Watch takeovers = Takeovers();
  return watch::Look(database, org_id, now, std::span(&takeovers, 1));
}

int LookIn(db::Tx& tx, Id org_id, Instant now) {
  const watch::Watch takeovers = Takeovers();
  return watch::LookIn(tx, org_id, now, std::span(&takeovers, 1));
}

}  // namespace baton::takeover
