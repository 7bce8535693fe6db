#include "departure/second_tie_routes.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "book/directory.h"
#include "departure/leaving.h"
#include "departure/next_step.h"
#include "departure/second_tie.h"
#include "departure/second_tie_view.h"
#include "http/router.h"
#include "json/json.h"
#include "people/directory.h"
#include "ties/judgement.h"

namespace baton::departure {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::int32_t kShown = 10;
constexpr std::int32_t kMostShown = 500;

struct SecondTiesQuery {
  std::optional<bool> to_competitor;  // the person goes to one; none: no
  std::optional<std::int32_t> limit;  // of items: 10 unless said otherwise, 500 at most
};
BOOST_DESCRIBE_STRUCT(SecondTiesQuery, (), (to_competitor, limit))

std::int32_t PermilleOf(double share) { return static_cast<std::int32_t>(std::lround(1000 * share)); }

// The ties of one account among those of all, which come by account.
std::span<const ties::AccountTie> TiesOf(const Gathered& gathered, Id account_id) {
  const auto& known = gathered.known;
  const auto first = std::ranges::lower_bound(known, account_id, {}, &ties::AccountTie::account_id);
  const auto last = std::ranges::upper_bound(known, account_id, {}, &ties::AccountTie::account_id);
  return {first, last};
}

std::string WhyOf(const Call& call, const Builder& builder, std::int32_t needed_permille) {
  const std::int64_t free = builder.free_minutes.value_or(0);
  const std::string room = !builder.free_minutes ? "unknown" : free > 0 ? "some" : "none";
  constexpr double kMinutes = 60;
  return call.Say({"departure.second." + std::string(json::NameOf(builder.why)),
                   {{"percent", std::int64_t{builder.fit_permille / 10}},
                    {"needed", std::int64_t{needed_permille / 10}},
                    {"free", room},
                    {"hours", static_cast<double>(free) / kMinutes}}});
}

class Lister {
 public:
  Lister(const Call& call, const Leaving& leaving, const people::Person& person)
      : call_(call),
        leaving_(leaving),
        person_(person),
        bound_(ties::JudgementOf(leaving.settings).thread.second) {}

  Result<SecondTiesView> List(std::int32_t limit) {
    const Gathered& gathered = leaving_.gathered;
    SecondTiesView view{.person = leaving_.person,
                        .is_self = leaving_.person.id == call_.person_id(),
                        .currency = leaving_.currency,
                        .ties_as_of = gathered.ties_as_of};
    std::vector<std::size_t> alone;
    for (std::size_t j = 0; j < gathered.facts.size(); ++j) {
      if (HangsAlone(gathered.facts[j])) alone.push_back(j);
      view.without_ties += gathered.facts[j].share ? 0 : 1;
    }
    auto builders = FindBuilders(call_.db(), person_, gathered, alone,
                                 {.reader = call_.principal(),
                                  .now = call_.now(),
                                  .sees_fit = call_.scope().reach >= access::Reach::team});
    if (!builders) return Fail(std::move(builders.error()));
    builders_ = std::move(*builders);
    std::vector<double> shares;
    for (const Builder& builder : builders_) shares.push_back(builder.share);
    const SecondTies ties = OrderSecondTies(gathered.facts, shares, leaving_.question, bound_);
    view.gain_minor = std::llround(ties.gain.value);
    view.gain_low_minor = std::llround(ties.gain.low);
    view.gain_high_minor = std::llround(ties.gain.high);
    const std::size_t shown = std::min(ties.all.size(), static_cast<std::size_t>(limit));
    view.left_out = static_cast<std::int32_t>(ties.all.size() - shown);
    FindNames(std::span(ties.all).first(shown));
    for (std::size_t i = 0; i < shown; ++i) view.items.push_back(LineOf(ties.all[i]));
    return view;
  }

 private:
  void FindNames(std::span<const SecondTie> ties) {
    std::vector<Id> people;
    std::vector<Id> contacts;
    for (const SecondTie& tie : ties) {
      const Id account = leaving_.gathered.facts[tie.account].id;
      if (const auto colleague = builders_[tie.account].person_id) people.push_back(*colleague);
      const auto contact = ContactFor(TiesOf(leaving_.gathered, account), leaving_.person.id, bound_);
      if (!contact) continue;
      chosen_.emplace(account, *contact);
      contacts.push_back(contact->contact_id);
    }
    people_ = people::FindRefs(call_.db(), call_.org_id(), people);
    contacts_ = book::FindContactRefs(call_.db(), call_.org_id(), contacts);
    for (const people::Person& each : people::FindTeam(call_.db(), call_.org_id(), call_.person_id()))
      above_[each.id] = each.manager_id;
  }

  SecondTieView LineOf(const SecondTie& tie) const {
    const AccountFacts& facts = leaving_.gathered.facts[tie.account];
    const Builder& builder = builders_[tie.account];
    SecondTieView view{.account = {facts.id, leaving_.gathered.rows[tie.account].name},
                       .chance_permille = PermilleOf(tie.chance),
                       .chance_then_permille = PermilleOf(tie.chance_then),
                       .fall_low_permille = PermilleOf(tie.fall.low),
                       .fall_high_permille = PermilleOf(tie.fall.high),
                       .reason = builder.why};
    if (facts.revenue) {
      view.gain_minor = std::llround(tie.gain.value);
      view.gain_low_minor = std::llround(tie.gain.low);
      view.gain_high_minor = std::llround(tie.gain.high);
    }
    view.why = WhyOf(call_, builder, PermilleOf(leaving_.settings.keep_below_fit));
    if (const auto contact = chosen_.find(facts.id); contact != chosen_.end()) {
      view.contact = contacts_.at(contact->second.contact_id);
      view.contact_is_alone = contact->second.is_alone;
    }
    const auto colleague = builder.person_id ? people_.find(*builder.person_id) : people_.end();
    if (colleague == people_.end()) return view;
    view.colleague = colleague->second;
    AddStep(view);
    return view;
  }

  void AddStep(SecondTieView& view) const {
    const Id account = view.account.id;
    const std::string& name = view.colleague->name;
    if (const auto handoff = leaving_.gathered.handoffs.find(account);
        handoff != leaving_.gathered.handoffs.end()) {
      view.step = SecondTieStep::handoff;
      view.handoff_id = handoff->second.id;
      view.next_step = call_.Say({NextStepKey(handoff->second.stage, true), {{"person", name}}});
    } else if (view.reason == BuilderReason::takes_over) {
      view.step = SecondTieStep::board;
      view.next_step = call_.Say({NextStepKey({}, true), {{"person", name}}});
    } else if (LeadsColleague(view.colleague->id)) {
      view.step = SecondTieStep::promise;
      view.next_step = call_.Say({"departure.second.promise", {{"person", name}}});
    } else if (call_.principal().role == access::Role::rep && person_.manager_id) {
      view.step = SecondTieStep::ask;
      view.next_step = call_.Say({"departure.second.ask", {{"person", name}}});
    } else {
      view.next_step = call_.Say({"departure.second.others", {{"person", name}}});
    }
  }

  // Only a manager promises, and to the own reps alone.
  bool LeadsColleague(Id colleague_id) const {
    const auto above = above_.find(colleague_id);
    return call_.principal().role == access::Role::manager && above != above_.end() &&
           above->second == call_.person_id();
  }

  const Call& call_;
  const Leaving& leaving_;
  const people::Person& person_;
  const double bound_;
  std::vector<Builder> builders_;                 // as the facts
  std::unordered_map<Id, ContactChoice> chosen_;  // by account
  std::unordered_map<Id, people::PersonRef> people_;
  std::unordered_map<Id, book::ContactRef> contacts_;
  std::unordered_map<Id, std::optional<Id>> above_;  // who leads each of the reader's
};

Result<SecondTiesView> ListSecondTies(const Call& call, Id id, const SecondTiesQuery& query) {
  const auto leaving = ReadLeaving(call, id, query.to_competitor.value_or(false));
  if (!leaving) return Fail(leaving.error());
  const auto person = people::FindPersonOfNowOrOnce(call.db(), call.org_id(), id);
  if (!person) return NotFound("person");
  return Lister(call, *leaving, *person).List(std::clamp(query.limit.value_or(kShown), 1, kMostShown));
}

}  // namespace

void AddSecondTieRoutes(http::Router& router) {
  router.Get("/api/v1/people/{id}/second-ties",
             {.name = "listSecondTies",
              .deed = Deed::read,
              .word = Word::departure,
              .summary = "Who should build a second tie next, by what it takes off the expected loss"},
             ListSecondTies);
}

}  // namespace baton::departure
