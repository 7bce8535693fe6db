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

// A contact, or one of ours, with when they went.
struct FoundContact {
  Id id;
  std::string part;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(FoundContact, (), (id, part, deleted_at))
struct FoundPerson {
  Id id;
  std::optional<Day> ends_on;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(FoundPerson, (), (id, ends_on, deleted_at))

// $1 the organization, $2 accounts or a person, $3 today.
constexpr std::string_view kTie =
    "SELECT contact.account_id, COALESCE(contact.part, '') AS part, tie.org_id, tie.id, tie.person_id, "
    "tie.contact_id, tie.mail_raw, tie.mail_from_us, tie.mail_from_them, tie.mail_at, tie.spoken_raw, "
    "tie.spoken_from_us, tie.spoken_from_them, tie.spoken_at, tie.last_at, tie.touches FROM contact JOIN tie "
    "ON tie.org_id = contact.org_id AND tie.contact_id = contact.id JOIN person ON person.org_id = "
    "tie.org_id AND person.id = tie.person_id WHERE contact.org_id = $1 AND contact.account_id IS NOT NULL "
    "AND contact.deleted_at IS NULL AND person.deleted_at IS NULL AND person.is_placeholder = 0 AND "
    "(person.ends_on IS NULL OR person.ends_on >= $3) AND ";
constexpr std::string_view kSaidEver =
    "SELECT contact.account_id, COALESCE(contact.part, '') AS part, said_tie.person_id, said_tie.contact_id, "
    "said_tie.said, said_tie.said_by, said_tie.said_at FROM contact JOIN said_tie ON said_tie.org_id = "
    "contact.org_id AND said_tie.contact_id = contact.id JOIN person ON person.org_id = said_tie.org_id AND "
    "person.id = said_tie.person_id WHERE contact.org_id = $1 AND contact.account_id IS NOT NULL AND "
    "person.is_placeholder = 0 AND ";
constexpr std::string_view kSaid =
    "contact.deleted_at IS NULL AND person.deleted_at IS NULL AND (person.ends_on IS NULL OR person.ends_on "
    ">= $3) AND ";

// Somebody is ours until the end of the last day; by UTC, since a tie does not turn on hours.
Day TodayOf(Instant now) { return Day{static_cast<std::int32_t>(now.milliseconds / kMillisecondsPerDay)}; }

double AuthorityOf(const std::string& part, const settings::Settings& settings) {
  if (part == "decides") return settings.part_decides;
  return part == "uses" ? settings.part_uses : settings.part_supports;
}

// As the organization set it.
struct Set {
  explicit Set(const settings::Settings& from)
      : settings(from), judgement(std::make_shared<const Judgement>(JudgementOf(from))) {}

  settings::Settings settings;
  std::shared_ptr<const Judgement> judgement;
};

std::string_view WordOf(double strength, const WordBounds& bounds) {
  if (strength >= bounds.strong) return "account.tie.strong";
  return strength >= bounds.good ? "account.tie.good" : "account.tie.thin";
}

// What was said, put to the ties that were learnt; pairs that were never in touch come to the end.
void AddSaid(const std::vector<FoundSaid>& all, const Set& set, Instant now, std::vector<AccountTie>& ties) {
  std::map<std::pair<Id, Id>, std::size_t> places;
  for (std::size_t i = 0; i < ties.size(); ++i) places[{ties[i].person_id, ties[i].contact_id}] = i;
  for (const FoundSaid& found : all) {
    const auto [place, is_new] = places.try_emplace({found.person_id, found.contact_id}, ties.size());
    if (is_new) {
      ties.push_back({.account_id = found.account_id,
                      .person_id = found.person_id,
                      .contact_id = found.contact_id,
                      .authority = AuthorityOf(found.part, set.settings),
                      .judgement = set.judgement});
    }
    AccountTie& tie = ties[place->second];
    tie.said = Saying{found.said, found.said_at};
    tie.said_by = found.said_by;
    tie.strength = WithSaid(tie.learnt, *tie.said, now, set.judgement->said);
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
  const Set set(settings::Read(connection, org_id));
  std::vector<AccountTie> ties;
  if (learning && learning->typical_raw) {
    connection.ForEach<FoundTie>(
        std::string(kTie) + Where(of, "tie"),
        [&](const FoundTie& found) {
          const Traffic traffic =
              TrafficAt(found.kept(), std::max(now, found.last_at), set.judgement->weights);
          const double strength = TieOf(traffic, *learning->typical_raw);
          const bool is_seen = !set.settings.HidesMailTimes() || found.person_id == viewer;
          ties.push_back({.account_id = found.account_id,
                          .person_id = found.person_id,
                          .contact_id = found.contact_id,
                          .strength = strength,
                          .learnt = strength,
                          .authority = AuthorityOf(found.part, set.settings),
                          .raw = traffic.raw,
                          .last_at = is_seen ? std::optional(found.last_at) : std::nullopt,
                          .touches = is_seen ? found.touches : 0,
                          .judgement = set.judgement});
        },
        org_id, those, TodayOf(now));
  }
  AddSaid(connection.Query<FoundSaid>(std::string(kSaidEver) + std::string(kSaid) + Where(of, "said_tie"),
                                      org_id, those, TodayOf(now)),
          set, now, ties);
  return ties;
}

// All that is known of some accounts up to the latest time that is asked about.
class Past {
 public:
  Past(db::Connection& connection, Id org_id, std::span<const AccountAt> asked)
      : learning_(FindLearning(connection, org_id)), set_(settings::Read(connection, org_id)) {
    std::map<Id, Span> spans;
    std::vector<Id> accounts;
    for (const AccountAt& one : asked) {
      const auto [span, is_new] =
          spans.try_emplace(one.account_id, Span{one.account_id, Since(one.at), one.at});
      span->second.since = std::min(span->second.since, Since(one.at));
      span->second.until = std::max(span->second.until, one.at);
      if (is_new) accounts.push_back(one.account_id);
    }
    if (learning_ && learning_->typical_raw) ReadTouches(connection, org_id, spans);
    for (FoundSaid& said : connection.Query<FoundSaid>(std::string(kSaidEver) + Where(Of::accounts, ""),
                                                       org_id, db::IdList(accounts))) {
      people_.try_emplace(said.person_id);
      said_[said.account_id].push_back(std::move(said));
    }
    ReadWhoWent(connection, org_id, accounts);
  }

  std::vector<AccountTie> At(const AccountAt& asked) const {
    std::vector<AccountTie> ties;
    if (const auto found = pairs_.find(asked.account_id); found != pairs_.end()) {
      for (const Pair& pair : found->second) {
        if (auto tie = TieThen(pair, asked)) ties.push_back(std::move(*tie));
      }
    }
    if (const auto found = said_.find(asked.account_id); found != said_.end()) {
      std::vector<FoundSaid> said;
      for (const FoundSaid& one : found->second) {
        if (one.said_at <= asked.at && WereThere(one.person_id, one.contact_id, asked.at))
          said.push_back(one);
      }
      AddSaid(said, set_, asked.at, ties);
    }
    Sort(ties);
    return ties;
  }

 private:
  struct Pair {
    Id person_id;
    Id contact_id;
    std::vector<Touch> touches;
  };

  void ReadTouches(db::Connection& connection, Id org_id, const std::map<Id, Span>& by_account) {
    std::vector<Span> spans;
    for (const auto& [account, span] : by_account) spans.push_back(span);
    ForEachTouchIn(
        connection, org_id, spans, set_.judgement->touches,
        [&](Id account_id, Id person_id, Id contact_id, const Touch& touch) {
          std::vector<Pair>& pairs = pairs_[account_id];
          if (pairs.empty() || pairs.back().person_id != person_id || pairs.back().contact_id != contact_id) {
            pairs.push_back({person_id, contact_id, {}});
            people_.try_emplace(person_id);
          }
          pairs.back().touches.push_back(touch);
        });
  }

  void ReadWhoWent(db::Connection& connection, Id org_id, const std::vector<Id>& accounts) {
    for (FoundContact& found : connection.Query<FoundContact>(
             "SELECT id, COALESCE(part, '') AS part, deleted_at FROM contact WHERE org_id = $1 AND "
             "account_id IN baton_list($2)",
             org_id, db::IdList(accounts))) {
      const Id id = found.id;
      contacts_.emplace(id, std::move(found));
    }
    std::vector<Id> people;
    for (const auto& [id, person] : people_) people.push_back(id);
    for (const FoundPerson& found : connection.Query<FoundPerson>(
             "SELECT id, ends_on, deleted_at FROM person WHERE org_id = $1 AND id IN baton_list($2)", org_id,
             db::IdList(people))) {
      people_[found.id] = found;
    }
  }

  // Somebody is there up to the moment of going: what is lost with a person is asked as of then.
  bool WereThere(Id person_id, Id contact_id, Instant at) const {
    const FoundPerson& person = people_.at(person_id);
    const auto contact = contacts_.find(contact_id);
    const auto is_there = [at](const std::optional<Instant>& went_at) { return !went_at || at <= *went_at; };
    return contact != contacts_.end() && is_there(contact->second.deleted_at) &&
           is_there(person.deleted_at) && (!person.ends_on || TodayOf(at) <= *person.ends_on + 1);
  }

  std::optional<AccountTie> TieThen(const Pair& pair, const AccountAt& asked) const {
    if (!WereThere(pair.person_id, pair.contact_id, asked.at)) return std::nullopt;
    const Instant since = Since(asked.at);
    Strength strength(set_.judgement->weights);
    AccountTie tie{.account_id = asked.account_id,
                   .person_id = pair.person_id,
                   .contact_id = pair.contact_id,
                   .authority = AuthorityOf(contacts_.at(pair.contact_id).part, set_.settings),
                   .judgement = set_.judgement};
    for (const Touch& touch : pair.touches) {
      if (touch.at < since || touch.at > asked.at) continue;
      strength.Add(touch);
      ++tie.touches;
    }
    if (tie.touches == 0) return std::nullopt;
    const Traffic traffic = strength.At(asked.at);
    tie.raw = traffic.raw;
    tie.last_at = traffic.last_at;
    tie.learnt = tie.strength = TieOf(traffic, *learning_->typical_raw);
    return tie;
  }

  const std::optional<Learning> learning_;
  const Set set_;
  std::unordered_map<Id, std::vector<Pair>> pairs_;  // by account
  std::unordered_map<Id, std::vector<FoundSaid>> said_;
  std::unordered_map<Id, FoundContact> contacts_;
  std::unordered_map<Id, FoundPerson> people_;
};

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

std::vector<std::vector<AccountTie>> FindTiesAt(db::Connection& connection, Id org_id,
                                                std::span<const AccountAt> asked) {
  if (asked.empty()) return {};
  const Past past(connection, org_id, asked);
  std::vector<std::vector<AccountTie>> ties;
  for (const AccountAt& one : asked) ties.push_back(past.At(one));
  return ties;
}

std::map<Id, Breadth> BreadthsOf(std::span<const AccountTie> ties) {
  std::map<Id, std::vector<PairTie>> pairs;
  const ThreadBounds bounds = ties.empty() ? ThreadBounds{} : ties.front().judgement->thread;
  for (const AccountTie& tie : ties) {
    pairs[tie.account_id].push_back({tie.person_id, tie.contact_id, tie.strength, tie.authority});
  }
  std::map<Id, Breadth> breadths;
  for (const auto& [account, of_account] : pairs) {
    if (auto breadth = BreadthOf(of_account, bounds)) breadths.emplace(account, std::move(*breadth));
  }
  return breadths;
}

std::string_view WordOf(const AccountTie& tie) {
  const bool is_stranger =
      tie.said && tie.said->said == Said::stranger && tie.strength < tie.judgement->said.met_least;
  return is_stranger ? "account.tie.stranger" : WordOf(tie.strength, tie.judgement->words);
}

std::string_view LearntWordOf(const AccountTie& tie) { return WordOf(tie.learnt, tie.judgement->words); }

std::optional<Instant> TiesAsOf(db::Connection& connection, Id org_id) {
  const auto learning = FindLearning(connection, org_id);
  return learning ? learning->learnt_at : std::nullopt;
}

}  // namespace baton::ties
