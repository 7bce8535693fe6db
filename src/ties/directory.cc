#include "ties/directory.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "settings/settings.h"
#include "ties/strength.h"
#include "ties/tie_store.h"
#include "ties/touches.h"

namespace baton::ties {
namespace {

// A tie as strong as one in four of the organization's, and alike from both sides, has 0.63.
constexpr double kStrong = 0.6;
constexpr double kGood = 0.25;
constexpr double kMet = 0.1;

struct FoundTie : Tie {
  Id account_id;
  std::string part;
};
BOOST_DESCRIBE_STRUCT(FoundTie, (Tie), (account_id, part))

struct FoundSaid {
  Id account_id;
  std::string part;
  Id person_id;
  Id contact_id;
  Said said = Said::met;
  Id said_by;
  Instant said_at;
};
BOOST_DESCRIBE_STRUCT(FoundSaid, (), (account_id, part, person_id, contact_id, said, said_by, said_at))

struct FoundPart {
  Id id;
  std::string part;
};
BOOST_DESCRIBE_STRUCT(FoundPart, (), (id, part))

// $1 the organization, $2 accounts or a person, $3 today.
constexpr std::string_view kTie =
    "SELECT contact.account_id, COALESCE(contact.part, '') AS part, tie.org_id, tie.id, tie.person_id, "
    "tie.contact_id, tie.mail_raw, tie.mail_from_us, tie.mail_from_them, tie.mail_at, tie.spoken_raw, "
    "tie.spoken_from_us, tie.spoken_from_them, tie.spoken_at, tie.last_at, tie.touches FROM contact JOIN tie "
    "ON tie.org_id = contact.org_id AND tie.contact_id = contact.id JOIN person ON person.org_id = "
    "tie.org_id AND person.id = tie.person_id WHERE contact.org_id = $1 AND contact.account_id IS NOT NULL "
    "AND contact.deleted_at IS NULL AND person.deleted_at IS NULL AND person.is_placeholder = 0 AND "
    "(person.ends_on IS NULL OR person.ends_on >= $3) AND ";
constexpr std::string_view kSaid =
    "SELECT contact.account_id, COALESCE(contact.part, '') AS part, said_tie.person_id, said_tie.contact_id, "
    "said_tie.said, said_tie.said_by, said_tie.said_at FROM contact JOIN said_tie ON said_tie.org_id = "
    "contact.org_id AND said_tie.contact_id = contact.id JOIN person ON person.org_id = said_tie.org_id AND "
    "person.id = said_tie.person_id WHERE contact.org_id = $1 AND contact.account_id IS NOT NULL AND "
    "contact.deleted_at IS NULL AND person.deleted_at IS NULL AND person.is_placeholder = 0 AND "
    "(person.ends_on IS NULL OR person.ends_on >= $3) AND ";

// Somebody is ours until the end of the last day; by UTC, since a tie does not turn on hours.
Day TodayOf(Instant now) { return Day{static_cast<std::int32_t>(now.milliseconds / kMillisecondsPerDay)}; }

double AuthorityOf(const std::string& part, const settings::Settings& settings) {
  if (part == "decides") return settings.part_decides;
  return part == "uses" ? settings.part_uses : settings.part_supports;
}

// What was said, put to the ties that were learnt; pairs that were never in touch come to the end.
void AddSaid(const std::vector<FoundSaid>& all, const settings::Settings& settings, Instant now,
             std::vector<AccountTie>& ties) {
  std::map<std::pair<Id, Id>, std::size_t> places;
  for (std::size_t i = 0; i < ties.size(); ++i) places[{ties[i].person_id, ties[i].contact_id}] = i;
  for (const FoundSaid& found : all) {
    const auto [place, is_new] = places.try_emplace({found.person_id, found.contact_id}, ties.size());
    if (is_new) {
      ties.push_back({.account_id = found.account_id,
                      .person_id = found.person_id,
                      .contact_id = found.contact_id,
                      .authority = AuthorityOf(found.part, settings)});
    }
    AccountTie& tie = ties[place->second];
    tie.said = Saying{found.said, found.said_at};
    tie.said_by = found.said_by;
    tie.strength = WithSaid(tie.learnt, *tie.said, now);
  }
}

void Sort(std::vector<AccountTie>& ties) {
  std::ranges::sort(ties, {}, [](const AccountTie& tie) {
    return std::tuple(tie.account_id, -tie.strength, tie.person_id, tie.contact_id);
  });
}

enum class Of { accounts, person };

std::string Where(Of of, const std::string& table) {
  return of == Of::accounts ? "contact.account_id IN baton_list($2)" : table + ".person_id = $2";
}

template <class Those>
std::vector<AccountTie> Find(db::Connection& connection, Id org_id, Of of, const Those& those, Instant now,
                             std::optional<Id> viewer) {
  const auto learning = FindLearning(connection, org_id);
  const auto settings = settings::Read(connection, org_id);
  std::vector<AccountTie> ties;
  if (learning && learning->typical_raw) {
    connection.ForEach<FoundTie>(
        std::string(kTie) + Where(of, "tie"),
        [&](const FoundTie& found) {
          const Traffic traffic = TrafficAt(found.kept(), std::max(now, found.last_at));
          const double strength = TieOf(traffic, *learning->typical_raw);
          const bool is_seen = !(settings.mail_figures_only > 0) || found.person_id == viewer;
          ties.push_back({.account_id = found.account_id,
                          .person_id = found.person_id,
                          .contact_id = found.contact_id,
                          .strength = strength,
                          .learnt = strength,
                          .authority = AuthorityOf(found.part, settings),
                          .raw = traffic.raw,
                          .last_at = is_seen ? std::optional(found.last_at) : std::nullopt,
                          .touches = is_seen ? found.touches : 0});
        },
        org_id, those, TodayOf(now));
  }
  AddSaid(
      connection.Query<FoundSaid>(std::string(kSaid) + Where(of, "said_tie"), org_id, those, TodayOf(now)),
      settings, now, ties);
  return ties;
}

}  // namespace

std::vector<AccountTie> FindTies(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                                 Instant now, std::optional<Id> viewer) {
  if (account_ids.empty()) return {};
  auto ties = Find(connection, org_id, Of::accounts, db::IdList(account_ids), now, viewer);
  Sort(ties);
  return ties;
}

std::vector<AccountTie> FindTiesOf(db::Connection& connection, Id org_id, Id person_id, Instant now) {
  auto ties = Find(connection, org_id, Of::person, person_id, now, person_id);
  std::ranges::sort(ties, {}, [](const AccountTie& tie) { return std::pair(-tie.strength, tie.contact_id); });
  return ties;
}

std::vector<AccountTie> FindTiesAt(db::Connection& connection, Id org_id, Id account_id, Instant at,
                                   Instant now) {
  const auto learning = FindLearning(connection, org_id);
  const auto settings = settings::Read(connection, org_id);
  std::unordered_map<Id, double> authorities;
  for (const FoundPart& found : connection.Query<FoundPart>(
           "SELECT id, COALESCE(part, '') AS part FROM contact WHERE org_id = $1 AND account_id = $2", org_id,
           account_id)) {
    authorities[found.id] = AuthorityOf(found.part, settings);
  }
  std::vector<AccountTie> ties;
  Strength strength;
  const auto close = [&] {
    if (ties.empty()) return;
    const Traffic traffic = strength.At(at);
    ties.back().raw = traffic.raw;
    ties.back().last_at = traffic.last_at;
    ties.back().learnt = ties.back().strength = TieOf(traffic, *learning->typical_raw);
  };
  if (learning && learning->typical_raw) {
    ForEachTouch(
        connection,
        {.org_id = org_id, .whose = Whose::account, .of = account_id, .since = Since(at), .now = at},
        [&](Id person_id, Id contact_id, const Touch& touch) {
          if (ties.empty() || ties.back().person_id != person_id || ties.back().contact_id != contact_id) {
            close();
            strength = Strength();
            ties.push_back({.account_id = account_id,
                            .person_id = person_id,
                            .contact_id = contact_id,
                            .authority = authorities[contact_id]});
          }
          strength.Add(touch);
          ++ties.back().touches;
        });
    close();
  }
  auto said = connection.Query<FoundSaid>(std::string(kSaid) + Where(Of::accounts, ""), org_id,
                                          db::IdList(std::vector{account_id}), TodayOf(now));
  std::erase_if(said, [&](const FoundSaid& found) { return found.said_at > at; });
  AddSaid(said, settings, at, ties);
  Sort(ties);
  return ties;
}

std::map<Id, Breadth> BreadthsOf(std::span<const AccountTie> ties) {
  std::map<Id, std::vector<PairTie>> pairs;
  for (const AccountTie& tie : ties) {
    pairs[tie.account_id].push_back({tie.person_id, tie.contact_id, tie.strength, tie.authority});
  }
  std::map<Id, Breadth> breadths;
  for (const auto& [account, of_account] : pairs) {
    if (auto breadth = BreadthOf(of_account)) breadths.emplace(account, std::move(*breadth));
  }
  return breadths;
}

std::string_view WordOf(double strength) {
  if (strength >= kStrong) return "account.tie.strong";
  return strength >= kGood ? "account.tie.good" : "account.tie.thin";
}

std::string_view WordOf(const AccountTie& tie) {
  const bool is_stranger = tie.said && tie.said->said == Said::stranger && tie.strength < kMet;
  return is_stranger ? "account.tie.stranger" : WordOf(tie.strength);
}

std::optional<Instant> TiesAsOf(db::Connection& connection, Id org_id) {
  const auto learning = FindLearning(connection, org_id);
  return learning ? learning->learnt_at : std::nullopt;
}

}  // namespace baton::ties
