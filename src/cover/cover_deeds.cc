#include <algorithm>
#include <map>
#include <set>

#include "base/clock.h"
#include "base/noon.h"
#include "base/zone.h"
#include "cover/cover_store.h"
#include "job/job.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/now.h"
#include "people/organization.h"

namespace baton::cover {
namespace {

std::string LinkOf(const Cover& cover) { return "/people/" + ToString(cover.person_id) + "/cover"; }

std::string NameOf(action::Action& action, Id id) {
  const auto refs = people::FindRefs(action.tx(), action.org_id(), std::span(&id, 1));
  const auto found = refs.find(id);
  return found == refs.end() ? std::string() : found->second.name;
}

// Who covers is told how many clients, who is away that there is somebody.
void Tell(action::Action& action, const Cover& cover, std::string_view what) {
  std::map<Id, std::set<Id>> accounts;
  for (const CoverAccount& line : FindLines(action.tx(), action.org_id(), std::span(&cover.id, 1)))
    accounts[line.person_id].insert(line.account_id);
  const std::string away = NameOf(action, cover.person_id);
  for (const auto& [person, covered] : accounts) {
    notice::Emit(action, person,
                 {"notice.cover." + std::string(what),
                  {{"person", away},
                   {"count", static_cast<std::int64_t>(covered.size())},
                   {"from", NoonOf(cover.from_on)},
                   {"to", NoonOf(cover.to_on)}}},
                 LinkOf(cover));
  }
  notice::Emit(action, cover.person_id,
               {"notice.cover.yours_" + std::string(what),
                {{"from", NoonOf(cover.from_on)}, {"to", NoonOf(cover.to_on)}}},
               LinkOf(cover));
}

void EnqueueTurns(db::Tx& tx, const Cover& cover, const std::string& zone) {
  for (const Day day : {cover.from_on, cover.to_on + 1}) {
    job::Enqueue(tx,
                 {.org_id = cover.org_id,
                  .kind = std::string(kTurnKind),
                  .ref = cover.id,
                  .run_at = ToInstant({day, 0}, zone)},
                 SystemClock().Now());
  }
}

void InsertLines(action::Action& action, const Cover& cover, const std::set<CoverLineInput>& lines) {
  for (const CoverLineInput& line : lines) {
    action.Insert(
        CoverAccount{.cover_id = cover.id, .account_id = line.account_id, .person_id = line.person_id});
  }
}

// Starts or ends one whose day has come.
Result<Done> Turn(db::Tx& tx, Id org_id, Id cover_id, Instant wall_now) {
  const auto cover = FindCover(tx, org_id, cover_id);
  const auto organization = people::FindOrganization(tx, org_id);
  if (!cover || !organization) return Done{};
  const Instant now = people::NowIn(tx, org_id, wall_now);
  const Day today = DayIn(now, organization->time_zone);
  const bool ends = IsToEnd(*cover, today);
  if (!ends && !IsToStart(*cover, today)) return Done{};
  action::Action action(tx, {org_id, std::nullopt}, ends ? "cover.ended" : "cover.started", now, cover_id);
  Cover after = *cover;
  if (ends) after.ended_at = now;
  if (!after.started_at) after.started_at = now;
  const auto saved = action.Update(*cover, after);
  if (!saved) return Fail(saved.error());
  Tell(action, *saved, ends ? "ended" : "started");
  return Done{};
}

}  // namespace

Cover Start(action::Action& action, Cover cover, const std::vector<CoverLineInput>& lines, Day today,
            const std::string& zone) {
  if (cover.from_on <= today) cover.started_at = action.now();
  cover = action.Insert(std::move(cover));
  InsertLines(action, cover, {lines.begin(), lines.end()});
  EnqueueTurns(action.tx(), cover, zone);
  Tell(action, cover, "set");
  return cover;
}

Result<Cover> Change(action::Action& action, const Cover& before, Cover after,
                     const std::vector<CoverLineInput>& lines, Day today, const std::string& zone) {
  if (after.from_on <= today && !after.started_at) after.started_at = action.now();
  auto saved = action.Update(before, after);
  if (!saved) return saved;
  std::set<CoverLineInput> wanted(lines.begin(), lines.end());
  for (const CoverAccount& line : FindLines(action.tx(), action.org_id(), std::span(&before.id, 1))) {
    if (wanted.erase({line.account_id, line.person_id}) > 0) continue;
    CoverAccount ended = line;
    ended.ended_at = action.now();
    if (auto done = action.Update(line, ended); !done) return Fail(done.error());
  }
  InsertLines(action, *saved, wanted);
  EnqueueTurns(action.tx(), *saved, zone);
  Tell(action, *saved, "changed");
  return saved;
}

Result<Cover> End(action::Action& action, const Cover& before) {
  Cover after = before;
  after.ended_at = action.now();
  auto saved = action.Update(before, after);
  if (saved) Tell(action, *saved, before.started_at ? "ended" : "taken_back");
  return saved;
}

Result<Done> EndWith(action::Action& action, Id person_id) {
  const std::string name = NameOf(action, person_id);
  for (const Cover& cover : FindOpenCovers(action.tx(), action.org_id())) {
    if (cover.person_id == person_id) {
      if (auto ended = End(action, cover); !ended) return Fail(ended.error());
      continue;
    }
    bool is_left = false;
    for (const CoverAccount& line : FindLines(action.tx(), action.org_id(), std::span(&cover.id, 1))) {
      if (line.person_id != person_id) continue;
      CoverAccount ended = line;
      ended.ended_at = action.now();
      if (auto done = action.Update(line, ended); !done) return Fail(done.error());
      is_left = true;
    }
    if (!is_left) continue;
    const Message message{"notice.cover.helper_left",
                          {{"person", name}, {"away", NameOf(action, cover.person_id)}}};
    for (const Id told : {cover.person_id, cover.set_by}) notice::Emit(action, told, message, LinkOf(cover));
  }
  return Done{};
}

void AddCoverJobs(job::Runner& runner) {
  runner.On(std::string(kTurnKind), [](job::Context& context) {
    context.database().Write(
        [&](db::Tx& tx) { return Turn(tx, context.job().org_id, context.job().ref, context.Now()); });
    return job::Outcome::done;
  });
}

void TurnWhatIsDue(db::Database& database, Id org_id, Instant now) {
  const auto open = FindOpenCovers(*database.Read(), org_id);
  for (const Cover& cover : open) database.Write([&](db::Tx& tx) { return Turn(tx, org_id, cover.id, now); });
}

}  // namespace baton::cover
