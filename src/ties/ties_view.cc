#include "ties/ties_view.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "book/directory.h"
#include "people/directory.h"
#include "ties/breadth.h"
#include "ties/directory.h"
#include "ties/strength.h"
#include "ties/touches.h"

namespace baton::ties {
namespace {

// A tie as strong as one in four of the organization's, and alike from both sides, has 0.63.
constexpr double kStrong = 0.6;
constexpr double kGood = 0.25;

constexpr std::int64_t kQuarter = 91 * kMillisecondsPerDay;
constexpr double kRises = 1.25;
constexpr double kFalls = 0.8;

// Of one person with everybody at the account.
struct Traffics {
  double before = 0;
  double now = 0;
};

std::map<Id, Traffics> TrafficsOf(db::Connection& connection, Id org_id, Id account_id, Instant now) {
  std::map<Id, Traffics> found;
  std::pair<Id, Id> pair;
  Strength before, both;
  const auto close = [&] {
    if (pair.first == Id{}) return;
    found[pair.first].before += before.At(now - kQuarter).raw;
    found[pair.first].now += both.At(now).raw;
  };
  ForEachTouch(connection,
               {.org_id = org_id, .whose = Whose::account, .of = account_id, .since = Since(now), .now = now},
               [&](Id person_id, Id contact_id, const Touch& touch) {
                 if (pair != std::pair(person_id, contact_id)) {
                   close();
                   pair = {person_id, contact_id};
                   before = both = Strength();
                 }
                 both.Add(touch);
                 if (touch.at <= now - kQuarter) before.Add(touch);
               });
  close();
  return found;
}

template <class Ref>
Ref RefIn(const std::unordered_map<Id, Ref>& refs, Id id) {
  const auto found = refs.find(id);
  return found == refs.end() ? Ref{.id = id, .name = ""} : found->second;
}

struct Names {
  std::unordered_map<Id, people::PersonRef> people;
  std::unordered_map<Id, book::ContactRef> contacts;
};

Names NamesOf(db::Connection& connection, Id org_id, const std::vector<AccountTie>& ties) {
  std::vector<Id> people;
  std::vector<Id> contacts;
  for (const AccountTie& tie : ties) {
    people.push_back(tie.person_id);
    contacts.push_back(tie.contact_id);
  }
  return {people::FindRefs(connection, org_id, people), book::FindContactRefs(connection, org_id, contacts)};
}

// `ties` are the strongest first.
PersonTieView ViewPerson(const PersonShare& share, const std::vector<AccountTie>& ties, const Names& names) {
  PersonTieView view;
  view.person = RefIn(names.people, share.person_id);
  view.share = share.share;
  for (const AccountTie& tie : ties) {
    if (tie.person_id != share.person_id) continue;
    view.contacts.push_back({RefIn(names.contacts, tie.contact_id), tie.strength,
                             std::string(WordOf(tie.strength)), tie.last_at, tie.touches});
    view.strength = std::max(view.strength, tie.strength);
    view.last_at = std::max(view.last_at, tie.last_at);
    view.touches += tie.touches;
  }
  view.strength_word_key = WordOf(view.strength);
  return view;
}

}  // namespace

std::string_view WordOf(double strength) {
  if (strength >= kStrong) return "account.tie.strong";
  return strength >= kGood ? "account.tie.good" : "account.tie.thin";
}

Trend TrendOf(double raw_before, double raw_now) {
  if (!(raw_before > 0)) return Trend::started;
  if (raw_now > kRises * raw_before) return Trend::rising;
  return raw_now < kFalls * raw_before ? Trend::falling : Trend::steady;
}

AccountTies ViewTies(db::Connection& connection, Id org_id, Id account_id, Instant now) {
  AccountTies view;
  view.as_of = TiesAsOf(connection, org_id);
  const auto ties = FindTies(connection, org_id, std::vector{account_id}, now);
  std::vector<PairTie> pairs;
  for (const AccountTie& tie : ties) pairs.push_back({tie.person_id, tie.contact_id, tie.strength});
  const auto breadth = BreadthOf(pairs);
  if (!breadth) return view;
  view.breadth = BreadthView{breadth->colleagues, breadth->contacts, breadth->is_single_thread};
  const Names names = NamesOf(connection, org_id, ties);
  const auto traffics = TrafficsOf(connection, org_id, account_id, now);
  for (const PersonShare& share : breadth->shares) {
    view.people.push_back(ViewPerson(share, ties, names));
    const auto found = traffics.find(share.person_id);
    if (found != traffics.end()) view.people.back().trend = TrendOf(found->second.before, found->second.now);
  }
  return view;
}

}  // namespace baton::ties
