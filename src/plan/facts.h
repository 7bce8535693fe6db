// What a plan is made from: the accounts of one manager or of several, the reps who may take them, who has met whom, and which
// pairs may not be. Gathered by one read (plan_gather.h), then plain values: everything that decides works on these alone,
// so that it can be tested without a database and no solver runs inside a transaction.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/id.h"

namespace baton::plan {

// How much of each kind: of industries, segments, products. Keys are folded; weights are >= 0.
using Profile = std::map<std::string, double>;

// Who hands accounts over.
struct ManagerFacts {
  Id id;
  std::string name;
};

struct AccountFacts {
  Id id;
  std::string name;
  std::string industry;  // as written; empty: not known
  std::string segment;
  std::string territory;
  std::string language;
  Profile products = {};                           // of its opportunities, open and won, by product series
  std::optional<std::int64_t> deal_minor = {};     // its usual deal, in the organization's currency
  std::optional<std::int64_t> revenue_minor = {};  // in the organization's currency; none: not known
  std::int64_t growth_minor = 0;  // its open deals in that currency, without those at signature
  std::int64_t load_minutes = 0;  // a week
  std::optional<Day> renewal_on = {};
  bool is_at_signature = false;          // an open opportunity stands in a stage "signature"
  std::optional<Day> signature_on = {};  // when that is to close
  std::int32_t contact_count = 0;
  std::int32_t known_by = 0;  // people of ours other than its manager who have met somebody there
  bool ties_are_known =
      true;  // a tie of anybody is known, its manager's too; else nobody's absence says anything
  bool is_urgent = false;
  std::optional<Day> kept_until = {};  // the manager keeps it until then, as agreed with the director
  bool is_above_size = false;          // its usual deal is one in which the organization wants the manager
  std::size_t manager = 0;             // who hands it over: an index into Facts::managers
};

// How much a rep decides without asking, as agreed with a manager: of existing clients, and of deals above the size.
struct Levels {
  std::optional<std::int32_t> existing = {};
  std::optional<std::int32_t> above_size = {};
};

struct RepFacts {
  Id id;
  std::string name;
  std::string territory;
  std::vector<std::string> languages = {};
  std::int64_t capacity_minutes = 0;  // a week, for accounts
  std::int64_t minutes_now = 0;       // what the accounts of now take of it
  std::int32_t accounts_now = 0;
  std::int64_t revenue_now_minor = 0;
  std::int64_t growth_now_minor = 0;
  std::optional<Day> starts_on = {};  // none: has been here for long
  std::optional<Day> ends_on = {};
  Profile industries = {};  // accounts served, by industry and by segment
  Profile segments = {};
  Profile products = {};                        // opportunities won, by product series
  std::optional<std::int64_t> deal_minor = {};  // the usual won deal
  std::optional<double> win_rate = {};          // 0..1
  std::vector<std::size_t> teams = {0};         // whose team this is: indices into Facts::managers
  std::map<std::size_t, Levels> levels = {};    // by the index of the manager

  std::int64_t FreeMinutes() const {
    return capacity_minutes > minutes_now ? capacity_minutes - minutes_now : 0;
  }
};

// Whom of an account's contacts a rep knows, and how well.
struct TieFacts {
  std::int32_t contacts_met = 0;
  double strength = 0;  // the sum over these contacts, each from 0 to below 1 (ties/directory.h)
};

struct ForbiddenPair {
  Id account_id;
  Id person_id;
  std::string reason;
};

struct BusyWeek {
  Id person_id;  // manager or rep
  Day monday;
  std::int32_t introductions = 0;
};

// Somebody is not at work from the first to the last of these days.
struct AwayDays {
  Id person_id;  // manager or rep
  Day from;
  Day to;
};

inline constexpr std::uint8_t kMondayToFriday = 0b11111;

struct Facts {
  Id lead_id;                          // whose plan it is
  std::vector<ManagerFacts> managers;  // who hands over, at least one; the lead may be one of them
  Day today;
  bool is_whole = false;  // all that the managers own, not chosen accounts
  std::vector<AccountFacts> accounts;
  std::vector<RepFacts> reps;
  std::map<std::pair<Id, Id>, TieFacts> ties = {};  // by account and rep; absent: never in touch
  std::vector<ForbiddenPair> forbidden = {};
  std::vector<BusyWeek> busy = {};  // introductions that are set already
  std::vector<AwayDays> away = {};
  std::map<Id, std::uint8_t> weekdays = {};  // a bit a weekday, Monday the lowest; absent: kMondayToFriday

  // Has any of the reps met somebody there?
  bool IsKnownToReps(Id account_id) const {
    for (auto tie = ties.lower_bound({account_id, Id{}}); tie != ties.end() && tie->first.first == account_id;
         ++tie) {
      const bool is_rep = std::ranges::find(reps, tie->first.second, &RepFacts::id) != reps.end();
      if (is_rep && tie->second.contacts_met > 0) return true;
    }
    return false;
  }

  const ManagerFacts& ManagerOf(const AccountFacts& account) const { return managers[account.manager]; }

  // Does the rep work for the manager who hands the account over?
  static bool IsOfTeam(const AccountFacts& account, const RepFacts& rep) {
    return std::ranges::find(rep.teams, account.manager) != rep.teams.end();
  }

  TieFacts TieOf(Id account_id, Id rep_id) const {
    const auto found = ties.find({account_id, rep_id});
    return found == ties.end() ? TieFacts{} : found->second;
  }
};

}  // namespace baton::plan
