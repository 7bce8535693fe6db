#include "acquaintance/ties_view.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "book/directory.h"
#include "people/directory.h"
#include "settings/settings.h"
#include "ties/breadth.h"
#include "ties/directory.h"
#include "ties/strength.h"
#include "ties/touches.h"

namespace baton::acquaintance {
namespace {

using ties::AccountTie;
using ties::Strength;
using ties::Touch;

constexpr std::int64_t kQuarter = 91 * kMillisecondsPerDay;
constexpr double kRises = 1.25;
constexpr double kFalls = 0.8;
constexpr int kQuartersBefore = 4;

// Of one person with everybody at the account.
struct Traffics {
  double before = 0;
  double now = 0;
};

std::map<Id, Traffics> TrafficsOf(db::Connection& connection, const TiesAsked& asked, Instant now,
                                  const ties::Judgement& judgement) {
  std::map<Id, Traffics> found;
  std::pair<Id, Id> pair;
  Strength before, both;
  const auto close = [&] {
    if (pair.first == Id{}) return;
    found[pair.first].before += before.At(now - kQuarter).raw;
    found[pair.first].now += both.At(now).raw;
  };
  ties::ForEachTouch(connection,
                     {.org_id = asked.org_id,
                      .whose = ties::Whose::account,
                      .of = asked.account_id,
                      .since = ties::Since(now),
                      .now = now,
                      .bounds = judgement.touches},
                     [&](Id person_id, Id contact_id, const Touch& touch) {
                       if (pair != std::pair(person_id, contact_id)) {
                         close();
                         pair = {person_id, contact_id};
                         before = both = Strength(judgement.weights);
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
    if (tie.said_by) people.push_back(*tie.said_by);
  }
  return {people::FindRefs(connection, org_id, people), book::FindContactRefs(connection, org_id, contacts)};
}

ContactTieView ViewContact(const AccountTie& tie, const Names& names) {
  ContactTieView view{.contact = RefIn(names.contacts, tie.contact_id),
                      .strength = tie.strength,
                      .strength_word_key = std::string(ties::WordOf(tie)),
                      .learnt = tie.learnt,
                      .learnt_word_key = std::string(ties::LearntWordOf(tie)),
                      .said = {},
                      .last_at = tie.last_at,
                      .touches = tie.touches};
  if (tie.said) view.said = SaidView{tie.said->said, RefIn(names.people, *tie.said_by), tie.said->at};
  return view;
}

// `ties` are the strongest first.
PersonTieView ViewPerson(const ties::PersonShare& share, const std::vector<AccountTie>& ties,
                         const Names& names) {
  PersonTieView view;
  view.person = RefIn(names.people, share.person_id);
  view.share = share.share;
  for (const AccountTie& tie : ties) {
    if (tie.person_id != share.person_id) continue;
    view.contacts.push_back(ViewContact(tie, names));
    view.strength = std::max(view.strength, tie.strength);
    if (tie.last_at) view.last_at = std::max(view.last_at.value_or(*tie.last_at), *tie.last_at);
    view.touches += tie.touches;
  }
  view.strength_word_key = view.contacts.front().strength_word_key;
  return view;
}

std::optional<ties::Breadth> BreadthOf(const std::vector<AccountTie>& ties) {
  auto breadths = ties::BreadthsOf(ties);
  return breadths.empty() ? std::nullopt : std::optional(std::move(breadths.begin()->second));
}

// Those with a share, and those of whom it is only said that they are strangers.
std::vector<ties::PersonShare> EverybodyIn(const std::vector<AccountTie>& ties,
                                           const std::optional<ties::Breadth>& breadth) {
  std::vector<ties::PersonShare> all;
  if (breadth) all = breadth->shares;
  for (const AccountTie& tie : ties) {
    if (std::ranges::find(all, tie.person_id, &ties::PersonShare::person_id) == all.end()) {
      all.push_back({tie.person_id, 0});
    }
  }
  return all;
}

std::vector<EarlierView> EarlierOf(db::Connection& connection, const TiesAsked& asked) {
  std::vector<EarlierView> views;
  std::vector<Id> people;
  std::vector<ties::AccountAt> quarters;
  for (int quarter = kQuartersBefore; quarter > 0; --quarter) {
    quarters.push_back({asked.account_id, asked.now - quarter * kQuarter});
  }
  const auto all = ties::FindTiesAt(connection, asked.org_id, quarters);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto breadth = BreadthOf(all[i]);
    if (!breadth) continue;
    const ties::PersonShare& closest = breadth->shares.front();
    views.push_back(
        {quarters[i].at, {.id = closest.person_id, .name = ""}, closest.share, breadth->colleagues});
    people.push_back(closest.person_id);
  }
  const auto refs = people::FindRefs(connection, asked.org_id, people);
  for (EarlierView& view : views) view.closest = RefIn(refs, view.closest.id);
  return views;
}

}  // namespace

Trend TrendOf(double raw_before, double raw_now) {
  if (!(raw_before > 0)) return Trend::started;
  if (raw_now > kRises * raw_before) return Trend::rising;
  return raw_now < kFalls * raw_before ? Trend::falling : Trend::steady;
}

AccountTies ViewTies(db::Connection& connection, const TiesAsked& asked) {
  AccountTies view;
  const Instant at = asked.at.value_or(asked.now);
  view.as_of = asked.at ? asked.at : ties::TiesAsOf(connection, asked.org_id);
  const auto ties =
      asked.at
          ? ties::FindTiesAt(connection, asked.org_id, std::vector{ties::AccountAt{asked.account_id, at}})
                .front()
          : ties::FindTies(connection, asked.org_id, std::vector{asked.account_id}, asked.now, asked.viewer);
  const auto breadth = BreadthOf(ties);
  if (breadth) view.breadth = BreadthView{breadth->colleagues, breadth->contacts, breadth->is_single_thread};
  const Names names = NamesOf(connection, asked.org_id, ties);
  const settings::Settings settings = settings::Read(connection, asked.org_id);
  const auto traffics = TrafficsOf(connection, asked, at, ties::JudgementOf(settings));
  for (const ties::PersonShare& share : EverybodyIn(ties, breadth)) {
    view.people.push_back(ViewPerson(share, ties, names));
    const auto found = traffics.find(share.person_id);
    if (found != traffics.end()) view.people.back().trend = TrendOf(found->second.before, found->second.now);
  }
  // Asked day by day, how it stood so many days ago tells when somebody wrote.
  if (!asked.at && !settings.HidesMailTimes()) view.earlier = EarlierOf(connection, asked);
  return view;
}

}  // namespace baton::acquaintance
