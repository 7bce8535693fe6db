#include "cover/cover_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "book/directory.h"
#include "calendar/presence.h"
#include "people/directory.h"

namespace baton::cover {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, person_id, from_on, to_on, note, set_by, created_at, started_at, ended_at";
constexpr int kMaxRows = 200;
constexpr int kDaysBefore = 7;  // Today says that a cover comes
constexpr int kDaysAfter = 14;  // and what happened in it
constexpr Day kLongAgo{0};
constexpr Day kFarAhead{200'000};

std::string Select(std::string_view where) {
  return fmt::format("SELECT {} FROM cover WHERE org_id = $1 AND {}", kColumns, where);
}

// Names what the views of covers name, read once.
class Viewing {
 public:
  Viewing(db::Connection& connection, const access::Principal& viewer, std::span<const Cover> covers,
          Day today)
      : viewer_(viewer),
        today_(today),
        may_change_(connection, ScopeOf(viewer, access::Deed::change, access::Word::cover)) {
    std::vector<Id> ids;
    std::set<Id> people;
    for (const Cover& cover : covers) {
      ids.push_back(cover.id);
      people.insert({cover.person_id, cover.set_by});
    }
    lines_ = FindLines(connection, viewer.org_id, ids);
    std::set<Id> accounts;
    std::set<Id> covering;
    for (const CoverAccount& line : lines_) {
      covering.insert(line.person_id);
      accounts.insert(line.account_id);
    }
    people.insert(covering.begin(), covering.end());
    std::vector<people::Person> helpers = people::FindPeople(connection, viewer.org_id);
    std::erase_if(helpers, [&](const people::Person& one) { return !covering.contains(one.id); });
    people_ = people::FindRefs(connection, viewer.org_id, std::vector<Id>(people.begin(), people.end()));
    accounts_ =
        book::FindAccountRefs(connection, viewer.org_id, std::vector<Id>(accounts.begin(), accounts.end()));
    helpers_ = FindDaysAway(connection, viewer.org_id, helpers, today);
  }

  CoverView View(const Cover& cover) const {
    const bool is_in_scope = may_change_.Has(cover.person_id);
    const bool sees_all = is_in_scope || cover.person_id == viewer_.person_id;
    CoverView view{.id = cover.id,
                   .version = cover.version,
                   .person = Person(cover.person_id),
                   .from_on = cover.from_on,
                   .to_on = cover.to_on,
                   .state = StateOf(cover),
                   .note = cover.note,
                   .set_by = Person(cover.set_by),
                   .started_at = cover.started_at,
                   .ended_at = cover.ended_at,
                   .lines = LinesOf(cover, sees_all),
                   .may = DeedsOf(cover, viewer_, is_in_scope)};
    return view;
  }

 private:
  people::PersonRef Person(Id id) const {
    const auto found = people_.find(id);
    return found == people_.end() ? people::PersonRef{.id = id, .name = ""} : found->second;
  }

  std::vector<CoverLineView> LinesOf(const Cover& cover, bool sees_all) const {
    std::map<Id, std::vector<Id>> by_account;
    for (const CoverAccount& line : lines_) {
      if (line.cover_id == cover.id) by_account[line.account_id].push_back(line.person_id);
    }
    std::vector<CoverLineView> views;
    for (const auto& [account, people] : by_account) {
      const auto ref = accounts_.find(account);
      const bool is_own = std::ranges::find(people, viewer_.person_id) != people.end();
      if (ref == accounts_.end() || (!sees_all && !is_own)) continue;
      CoverLineView view{.account = ref->second};
      std::vector<const Helper*> helpers;
      for (const Id person : people) {
        view.people.push_back(Person(person));
        const auto helper = std::ranges::find(helpers_, person, &Helper::id);
        if (helper != helpers_.end()) helpers.push_back(&*helper);
      }
      if (!cover.ended_at) {
        if (const auto gap = FirstGap(helpers, std::max(cover.from_on, today_), cover.to_on)) {
          view.gap = CoverGapView{gap->from, gap->to, Person(gap->person_id)};
        }
      }
      views.push_back(std::move(view));
    }
    std::ranges::stable_sort(views, {}, [](const CoverLineView& view) { return view.account.name; });
    return views;
  }

  const access::Principal& viewer_;
  const Day today_;
  const Reached may_change_;
  std::vector<CoverAccount> lines_;
  std::unordered_map<Id, people::PersonRef> people_;
  std::unordered_map<Id, book::AccountRef> accounts_;
  std::vector<Helper> helpers_;
};

}  // namespace

std::vector<Helper> FindDaysAway(db::Connection& connection, Id org_id,
                                 std::span<const people::Person> people, Day since) {
  std::vector<Id> ids;
  for (const people::Person& one : people) ids.push_back(one.id);
  const calendar::Presence presence = calendar::FindPresence(connection, org_id, ids, since);
  std::vector<Helper> helpers;
  for (const people::Person& one : people) {
    Helper helper{.id = one.id, .name = one.name};
    if (one.starts_on) helper.away.push_back({kLongAgo, *one.starts_on - 1});
    if (one.ends_on) helper.away.push_back({*one.ends_on + 1, kFarAhead});
    for (const calendar::Away& away : presence.away) {
      if (away.person_id == one.id) helper.away.push_back({away.from, away.to});
    }
    if (const auto days = presence.weekdays.find(one.id); days != presence.weekdays.end()) {
      helper.weekdays = days->second;
    }
    helpers.push_back(std::move(helper));
  }
  return helpers;
}

// Whoever stands above changes it; whoever is back says so.
std::vector<CoverDeed> DeedsOf(const Cover& cover, const access::Principal& viewer, bool is_in_scope) {
  if (!is_in_scope || cover.ended_at) return {};
  if (ScopeOf(viewer, access::Deed::create, access::Word::cover)) return {CoverDeed::change, CoverDeed::end};
  return cover.started_at ? std::vector{CoverDeed::end} : std::vector<CoverDeed>{};
}

std::optional<Cover> FindCover(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Cover>(Select("id = $2"), org_id, id);
}

std::vector<CoverAccount> FindLines(db::Connection& connection, Id org_id, std::span<const Id> cover_ids) {
  return connection.Query<CoverAccount>(
      "SELECT cover_account.org_id, cover_account.id, cover_account.version, cover_account.cover_id, "
      "cover_account.account_id, cover_account.person_id, cover_account.ended_at FROM cover_account JOIN "
      "cover "
      "ON cover.org_id = cover_account.org_id AND cover.id = cover_account.cover_id WHERE "
      "cover_account.org_id "
      "= $1 AND cover_account.cover_id IN baton_list($2) AND (cover_account.ended_at IS NULL OR "
      "cover.ended_at IS NOT NULL) ORDER BY cover_account.cover_id, cover_account.id",
      org_id, db::IdList(cover_ids));
}

std::vector<Cover> FindCoversOfToday(db::Connection& connection, Id org_id, Id person_id, Day today) {
  return connection.Query<Cover>(
      Select("id IN (SELECT mine.id FROM cover AS mine WHERE mine.org_id = $1 AND mine.person_id = $2 UNION "
             "SELECT cover_account.cover_id FROM cover_account WHERE cover_account.org_id = $1 AND "
             "cover_account.person_id = $2 AND cover_account.ended_at IS NULL) AND ((ended_at IS NULL AND "
             "from_on <= $3) OR (person_id = $2 AND started_at IS NOT NULL AND ended_at >= $4)) ORDER BY "
             "from_on, id"),
      org_id, person_id, today + kDaysBefore, Instant{(today - kDaysAfter).days * kMillisecondsPerDay});
}

std::vector<Cover> ListCovers(db::Connection& connection, const access::Scope& scope,
                              const CoverListing& listing) {
  if (!scope) return {};
  std::vector<Id> people;
  if (listing.person_id) {
    people.push_back(*listing.person_id);
  } else {
    people = people::FindPeopleIn(connection, scope);
  }
  auto covers = connection.Query<Cover>(
      Select(
          "id IN (SELECT theirs.id FROM cover AS theirs WHERE theirs.org_id = $1 AND theirs.person_id IN "
          "baton_list($2) UNION SELECT cover_account.cover_id FROM cover_account WHERE "
          "cover_account.org_id = $1 AND cover_account.person_id = $3) AND ($4 = 0 OR person_id = $4) AND "
          "($5 = 0 OR id IN (SELECT of_account.cover_id FROM cover_account AS of_account WHERE "
          "of_account.org_id = $1 AND of_account.account_id = $5 AND of_account.ended_at IS NULL)) AND ($6 "
          "= 1 OR ended_at IS NULL) ORDER BY from_on DESC, id DESC LIMIT $7"),
      scope.org_id, db::IdList(people), scope.person_id, listing.person_id.value_or(Id{}),
      listing.account_id.value_or(Id{}), listing.with_over, kMaxRows);
  const Reached reached(connection, scope);
  std::vector<Id> ids;
  for (const Cover& cover : covers) ids.push_back(cover.id);
  std::set<Id> mine;
  for (const CoverAccount& line : FindLines(connection, scope.org_id, ids)) {
    if (line.person_id == scope.person_id) mine.insert(line.cover_id);
  }
  std::erase_if(
      covers, [&](const Cover& cover) { return !reached.Has(cover.person_id) && !mine.contains(cover.id); });
  return covers;
}

Reached::Reached(db::Connection& connection, const access::Scope& scope) {
  if (!scope) return;
  const auto people = people::FindPeopleIn(connection, scope);
  people_.insert(people.begin(), people.end());
}

bool Reached::Has(Id person_id) const { return people_.contains(person_id); }

bool MaySee(db::Connection& connection, const access::Scope& scope, const Cover& cover) {
  if (Reached(connection, scope).Has(cover.person_id)) return true;
  return std::ranges::any_of(FindLines(connection, scope.org_id, std::span(&cover.id, 1)),
                             [&](const CoverAccount& line) { return line.person_id == scope.person_id; });
}

std::vector<Cover> FindOpenCovers(db::Connection& connection, Id org_id) {
  return connection.Query<Cover>(Select("ended_at IS NULL ORDER BY id"), org_id);
}

std::vector<people::Person> FindHelpers(db::Connection& connection, Id org_id, Id caller_id,
                                        const people::Person& person) {
  std::vector<people::Person> helpers = people::FindTeam(connection, org_id, caller_id);
  std::vector<Id> more{caller_id};
  if (person.manager_id && *person.manager_id != caller_id) more.push_back(*person.manager_id);
  for (const Id id : more) {
    const bool is_there = std::ranges::find(helpers, id, &people::Person::id) != helpers.end();
    auto found = is_there ? std::nullopt : people::FindPerson(connection, org_id, id);
    if (found) helpers.push_back(std::move(*found));
  }
  std::erase_if(helpers, [&](const people::Person& one) {
    return one.id == person.id || one.is_placeholder || one.role == access::Role::administrator;
  });
  return helpers;
}

CoverFacts FactsFor(db::Connection& connection, Id org_id, Id caller_id, const people::Person& person,
                    const std::optional<Cover>& changed, Day today) {
  CoverFacts facts{.person_id = person.id, .today = today};
  facts.owned = book::FindOwnedAccounts(connection, org_id, person.id);
  facts.helpers = FindDaysAway(connection, org_id, FindHelpers(connection, org_id, caller_id, person), today);
  for (const Cover& other : connection.Query<Cover>(
           Select("person_id = $2 AND ended_at IS NULL ORDER BY from_on, id"), org_id, person.id)) {
    if (!changed || other.id != changed->id) facts.others.push_back({other.from_on, other.to_on});
  }
  if (changed) {
    facts.has_started = changed->started_at.has_value();
    facts.from_on = changed->from_on;
    for (const CoverAccount& line : FindLines(connection, org_id, std::span(&changed->id, 1)))
      facts.owned.push_back(line.account_id);
  }
  return facts;
}

std::vector<CoverView> ViewCovers(db::Connection& connection, const access::Principal& viewer,
                                  std::span<const Cover> covers, Day today) {
  if (covers.empty()) return {};
  const Viewing viewing(connection, viewer, covers, today);
  std::vector<CoverView> views;
  for (const Cover& cover : covers) views.push_back(viewing.View(cover));
  return views;
}

}  // namespace baton::cover
