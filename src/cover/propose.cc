#include "cover/propose.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "base/zone.h"
#include "book/directory.h"
#include "book/planning.h"
#include "cover/cover_store.h"
#include "db/database.h"
#include "departure/builders.h"
#include "people/directory.h"
#include "people/organization.h"
#include "plan/draft.h"
#include "plan/plan_gather.h"
#include "plan/plan_service.h"
#include "settings/settings.h"

namespace baton::cover {
namespace {

using http::Call;

constexpr std::size_t kShownFits = 5;

struct Prepared {
  plan::Facts facts;
  plan::PlanRules rules;
  std::vector<Helper> helpers;
  std::map<Id, Gap> away;                // of the helpers, in these days
  std::map<Id, std::vector<Id>> covers;  // by account, who looks after it in these days already
};

// What covers of other people's clients in these days take of the hours.
void AddOtherCovers(db::Connection& connection, Id org_id, Id person_id, Id lead_id, Instant now,
                    const ProposalQuery& query, Prepared& prepared) {
  std::vector<Id> others;
  std::vector<Id> own;
  for (const Cover& cover : FindOpenCovers(connection, org_id)) {
    if (cover.to_on < query.from_on || query.to_on < cover.from_on) continue;
    (cover.person_id == person_id ? own : others).push_back(cover.id);
  }
  for (const CoverAccount& line : FindLines(connection, org_id, own))
    prepared.covers[line.account_id].push_back(line.person_id);
  const auto lines = FindLines(connection, org_id, others);
  std::set<Id> accounts;
  for (const CoverAccount& line : lines) accounts.insert(line.account_id);
  if (accounts.empty()) return;
  std::map<Id, std::int64_t> minutes;
  for (const book::PlanningAccount& account :
       book::GatherPlanning(connection, org_id, lead_id, std::vector<Id>(accounts.begin(), accounts.end()),
                            now)
           .accounts) {
    minutes[account.id] = account.load_minutes;
  }
  for (const CoverAccount& line : lines) {
    const auto rep = std::ranges::find(prepared.facts.reps, line.person_id, &plan::RepFacts::id);
    if (rep != prepared.facts.reps.end()) rep->minutes_now += minutes[line.account_id];
  }
}

Result<Prepared> Prepare(const Call& call, const people::Person& person, const ProposalQuery& query) {
  db::Reader reader = call.database().ReadSnapshot();  // given back before the engine runs
  const Id lead = departure::LeadFor(person, call.person_id());
  Prepared prepared{.rules = plan::DefaultRules(settings::Read(*reader, call.org_id()))};
  auto facts =
      plan::Gather(*reader, {.org_id = call.org_id(),
                             .lead_id = lead,
                             .manager_ids = {person.id},
                             .now = call.now(),
                             .account_ids = book::FindOwnedAccounts(*reader, call.org_id(), person.id),
                             .is_cover = true});
  if (!facts) return Fail(std::move(facts.error()));
  prepared.facts = std::move(*facts);
  prepared.helpers =
      FactsFor(*reader, call.org_id(), call.person_id(), person, std::nullopt, prepared.facts.today).helpers;
  AddOtherCovers(*reader, call.org_id(), person.id, lead, call.now(), query, prepared);
  return prepared;
}

// Nothing is introduced and nothing moves, so nothing has to wait; and whoever fits best is better than nobody.
void MakeItCover(const ProposalQuery& query, Prepared& prepared) {
  plan::Facts& facts = prepared.facts;
  for (plan::AccountFacts& account : facts.accounts) {
    account.renewal_on.reset();
    account.is_at_signature = false;
    account.signature_on.reset();
    account.kept_until.reset();
  }
  prepared.rules.keep_below_fit = 0;
  const Day from = std::max(query.from_on, facts.today);
  for (const Helper& helper : prepared.helpers) {
    const Helper* const one = &helper;
    if (const auto gap = FirstGap(std::span(&one, 1), from, query.to_on))
      prepared.away.emplace(helper.id, *gap);
  }
  std::erase_if(facts.reps, [&](const plan::RepFacts& rep) {
    return prepared.away.contains(rep.id) ||
           std::ranges::find(prepared.helpers, rep.id, &Helper::id) == prepared.helpers.end();
  });
  facts.away.clear();
  facts.busy.clear();
  std::ranges::stable_sort(facts.accounts, std::ranges::greater{}, [](const plan::AccountFacts& account) {
    return account.revenue_minor.value_or(-1);
  });
}

std::vector<HelperLoadView> LoadsOf(const Prepared& prepared, const plan::Draft& draft,
                                    const std::unordered_map<Id, people::PersonRef>& people) {
  std::vector<HelperLoadView> views;
  for (const Helper& helper : prepared.helpers) {
    const auto ref = people.find(helper.id);
    if (ref == people.end()) continue;
    HelperLoadView view{.person = ref->second};
    if (const auto load = std::ranges::find(draft.loads, helper.id, &plan::DraftLoad::person_id);
        load != draft.loads.end()) {
      view.minutes_now = load->minutes_now;
      view.minutes_then = load->minutes_then;
      view.capacity_minutes = load->capacity_minutes;
    }
    if (const auto away = prepared.away.find(helper.id); away != prepared.away.end()) {
      view.away_from = away->second.from;
      view.away_to = away->second.to;
    }
    views.push_back(std::move(view));
  }
  std::ranges::stable_sort(views, {}, [](const HelperLoadView& view) { return view.person.name; });
  return views;
}

ProposedLineView LineOf(const Call& call, const Prepared& prepared, const plan::DraftLine& line,
                        const std::string& name, const std::unordered_map<Id, people::PersonRef>& people) {
  ProposedLineView view{.account = {line.account_id, name}, .fit_permille = line.fit_permille};
  const auto ref = [&](Id id) { return people.at(id); };
  if (line.successor) view.person = ref(*line.successor);
  for (const plan::Reason& reason : line.reasons) {
    view.reasons.push_back({call.Say(reason.text), reason.kind == plan::ReasonKind::pro ? "for" : "against"});
  }
  if (!line.successor) view.why_nobody = call.Say(line.unplaced.value_or(Message{"cover.nobody_there"}));
  for (const plan::PersonFit& fit : line.fits) {
    if (view.fits.size() < kShownFits && people.contains(fit.person_id))
      view.fits.push_back({ref(fit.person_id), fit.fit_permille});
  }
  if (const auto covers = prepared.covers.find(line.account_id); covers != prepared.covers.end()) {
    for (const Id person : covers->second) {
      if (people.contains(person)) view.covers.push_back(ref(person));
    }
  }
  return view;
}

}  // namespace

Result<ProposalView> ProposeCover(const Call& call, const people::Person& person,
                                  const ProposalQuery& query) {
  if (query.to_on < query.from_on) return Fail(FieldFault{"to_on", {"problem.cover.ends_before"}});
  if (query.to_on - query.from_on >= kLongestDays) {
    return Fail(FieldFault{"to_on", {"problem.cover.too_long", {{"days", std::int64_t{kLongestDays}}}}});
  }
  auto prepared = Prepare(call, person, query);
  if (!prepared) return Fail(std::move(prepared.error()));
  MakeItCover(query, *prepared);
  const auto end = std::chrono::steady_clock::now() + plan::kSolveTime;
  const std::vector<plan::Choice> choices(prepared->facts.accounts.size());
  plan::Draft draft;
  if (!prepared->facts.accounts.empty() && !prepared->facts.reps.empty()) {
    draft = plan::MakeDraft(prepared->facts, prepared->rules, prepared->facts.today, choices,
                            [end] { return std::chrono::steady_clock::now() >= end; });
  } else {
    for (const plan::AccountFacts& account : prepared->facts.accounts)
      draft.lines.push_back({.account_id = account.id, .from_id = person.id});
  }
  std::set<Id> ids;
  for (const Helper& helper : prepared->helpers) ids.insert(helper.id);
  for (const auto& [account, people] : prepared->covers) ids.insert(people.begin(), people.end());
  const auto people = people::FindRefs(call.db(), call.org_id(), std::vector<Id>(ids.begin(), ids.end()));
  ProposalView view{.lines = {}, .helpers = LoadsOf(*prepared, draft, people)};
  for (std::size_t j = 0; j < draft.lines.size(); ++j)
    view.lines.push_back(LineOf(call, *prepared, draft.lines[j], prepared->facts.accounts[j].name, people));
  return view;
}

}  // namespace baton::cover
