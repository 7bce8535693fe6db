#include "win/win_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/zone.h"
#include "book/calendar.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "handoff/directory.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "win/facts.h"

namespace baton::win {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, opportunity_id, account_id, rep_id, manager_id, won_on, seen_at, words, thanked_at";
constexpr int kMostShown = 10;
constexpr int kMostMeetings = 200;

struct DealFacts {
  Id id;
  std::string name;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::optional<Day> opened_on;
};
BOOST_DESCRIBE_STRUCT(DealFacts, (), (id, name, amount_minor, currency, opened_on))

std::string Select(std::string_view where) {
  return fmt::format("SELECT {} FROM win WHERE org_id = $1 AND {}", kColumns, where);
}

// What wins point to, each kind read once; meetings of a client once for each win, of which few are shown.
class Viewer {
 public:
  Viewer(db::Connection& connection, Id org_id, std::span<const Win> wins, Id viewer_id)
      : connection_(connection), org_id_(org_id), viewer_id_(viewer_id) {
    std::vector<Id> deals, accounts, people;
    for (const Win& win : wins) {
      deals.push_back(win.opportunity_id);
      accounts.push_back(win.account_id);
      people.insert(people.end(), {win.rep_id, win.manager_id});
    }
    for (DealFacts& deal : connection.Query<DealFacts>(
             "SELECT id, name, amount_minor, currency, opened_on FROM opportunity WHERE org_id = $1 AND id "
             "IN baton_list($2) AND deleted_at IS NULL",
             org_id, db::IdList(deals))) {
      const Id id = deal.id;
      deals_.emplace(id, std::move(deal));
    }
    accounts_ = book::FindAccountRefs(connection, org_id, accounts);
    people_ = people::FindRefs(connection, org_id, people);
    const bool is_manager =
        std::ranges::any_of(wins, [&](const Win& one) { return one.manager_id == viewer_id; });
    if (is_manager) ReadManagers(wins);
  }

  std::optional<WinView> View(const Win& win) const {
    const auto deal = deals_.find(win.opportunity_id);
    const auto account = accounts_.find(win.account_id);
    const auto rep = people_.find(win.rep_id);
    const auto manager = people_.find(win.manager_id);
    if (deal == deals_.end() || account == accounts_.end() || rep == people_.end() ||
        manager == people_.end()) {
      return std::nullopt;
    }
    const bool is_managers = win.manager_id == viewer_id_;
    return WinView{
        .id = win.id,
        .version = win.version,
        .account = account->second,
        .opportunity_id = win.opportunity_id,
        .deal = deal->second.name,
        .amount_minor = deal->second.amount_minor,
        .currency = deal->second.currency,
        .rep = rep->second,
        .manager = manager->second,
        .won_on = win.won_on,
        .facts = is_managers ? std::optional(Facts(win, deal->second)) : std::nullopt,
        .words = win.words,
        .thanked_at = win.thanked_at,
        .may = is_managers && !win.thanked_at ? std::vector{WinDeed::thank} : std::vector<WinDeed>{}};
  }

 private:
  void ReadManagers(std::span<const Win> wins) {
    zone_ = coaching::ZoneOf(connection_, org_id_, viewer_id_);
    handoffs_ = handoff::FindHandoffsOf(connection_, org_id_, viewer_id_);
    Day from = wins.front().won_on;
    for (const Win& win : wins) {
      const auto deal = deals_.find(win.opportunity_id);
      if (deal != deals_.end()) from = std::min(from, LifeOf(deal->second.opened_on, win.won_on).from);
    }
    kept_ = coaching::FindKeptSince(connection_, org_id_, viewer_id_, ToInstant({from, 0}, zone_));
  }

  WinFacts Facts(const Win& win, const DealFacts& deal) const {
    const Life life = LifeOf(deal.opened_on, win.won_on);
    const Instant end = ToInstant({life.to + 1, 0}, zone_);
    const auto meetings = [&](Id person_id) {
      return book::FindMeetings(connection_, org_id_, win.account_id, person_id, std::nullopt, end,
                                kMostMeetings);
    };
    return FactsOf(win, life, handoffs_, kept_, meetings(win.manager_id), meetings(win.rep_id), zone_);
  }

  db::Connection& connection_;
  const Id org_id_;
  const Id viewer_id_;
  std::string zone_ = "UTC";
  std::unordered_map<Id, DealFacts> deals_;
  std::unordered_map<Id, book::AccountRef> accounts_;
  std::unordered_map<Id, people::PersonRef> people_;
  std::vector<handoff::Handoff> handoffs_;
  std::vector<coaching::Promise> kept_;
};

}  // namespace

std::optional<Win> FindWin(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Win>(Select("id = $2"), org_id, id);
}

std::vector<Win> FindWinsOfDeals(db::Connection& connection, Id org_id, std::span<const Id> deal_ids) {
  return connection.Query<Win>(Select("opportunity_id IN baton_list($2) ORDER BY id"), org_id,
                               db::IdList(deal_ids));
}

std::vector<Win> FindWinsOfManager(db::Connection& connection, Id org_id, Id manager_id, Day since_on) {
  return connection.Query<Win>(
      Select("manager_id = $2 AND won_on >= $3 ORDER BY CASE WHEN thanked_at IS NULL THEN 0 ELSE 1 END, "
             "won_on DESC, id DESC LIMIT $4"),
      org_id, manager_id, since_on, kMostShown);
}

std::vector<Win> FindThanks(db::Connection& connection, Id org_id, Id rep_id, Instant since) {
  return connection.Query<Win>(
      Select("rep_id = $2 AND thanked_at >= $3 ORDER BY thanked_at DESC, id DESC LIMIT $4"), org_id, rep_id,
      since, kMostShown);
}

std::vector<WinView> ViewWins(db::Connection& connection, Id org_id, std::span<const Win> wins,
                              Id viewer_id) {
  if (wins.empty()) return {};
  const Viewer viewing(connection, org_id, wins, viewer_id);
  std::vector<WinView> views;
  for (const Win& win : wins) {
    if (auto view = viewing.View(win)) views.push_back(std::move(*view));
  }
  return views;
}

Result<Win> Thank(action::Action& action, const Win& before, std::string_view words) {
  Win after = before;
  after.words = std::string(words);
  after.thanked_at = action.now();
  const auto saved = action.Update(before, after);
  if (!saved) return Fail(saved.error());
  const auto people = people::FindRefs(action.tx(), action.org_id(), std::vector{before.manager_id});
  const auto accounts = book::FindAccountRefs(action.tx(), action.org_id(), std::vector{before.account_id});
  const auto manager = people.find(before.manager_id);
  const auto account = accounts.find(before.account_id);
  notice::Emit(action, before.rep_id,
               {"notice.win.thanked",
                {{"manager", manager == people.end() ? std::string() : manager->second.name},
                 {"account", account == accounts.end() ? std::string() : account->second.name},
                 {"words", saved->words}}},
               "/");
  return *saved;
}

}  // namespace baton::win
