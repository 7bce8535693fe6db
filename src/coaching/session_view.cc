// Sessions with their names, as those in it see them.
#include <algorithm>
#include <unordered_map>

#include "base/zone.h"
#include "book/deals.h"
#include "book/directory.h"
#include "coaching/session_store.h"
#include "people/directory.h"
#include "skill/directory.h"

namespace baton::coaching {
namespace {

// What lists of sessions point to, read at once.
struct SessionNames {
  std::unordered_map<Id, people::PersonRef> people;
  std::unordered_map<Id, book::AccountRef> accounts;
  std::unordered_map<Id, book::Deal> deals;
  std::unordered_map<Id, skill::SkillRef> skills;
  std::unordered_map<Id, std::vector<Id>> reps;
  std::unordered_map<Id, std::vector<Id>> skills_of;
  std::unordered_map<Id, SessionAnswer> answers;  // the viewer's latest
};

SessionNames NamesOf(db::Connection& connection, Id org_id, std::span<const Session> sessions, Id viewer_id,
                     const std::string& language) {
  std::vector<Id> ids;
  std::vector<Id> people_ids;
  std::vector<Id> account_ids;
  std::vector<Id> deal_ids;
  for (const Session& session : sessions) {
    ids.push_back(session.id);
    people_ids.push_back(session.manager_id);
    if (session.account_id) account_ids.push_back(*session.account_id);
    if (session.opportunity_id) deal_ids.push_back(*session.opportunity_id);
  }
  SessionNames names;
  for (const SessionRep& row : FindRepsOf(connection, org_id, ids)) {
    names.reps[row.session_id].push_back(row.rep_id);
    people_ids.push_back(row.rep_id);
  }
  for (const SessionSkill& row : FindSkillsOf(connection, org_id, ids)) {
    names.skills_of[row.session_id].push_back(row.skill_id);
  }
  for (SessionAnswer& row : FindAnswersOf(connection, org_id, viewer_id, ids)) {
    names.answers.insert_or_assign(row.session_id, std::move(row));
  }
  names.people = people::FindRefs(connection, org_id, people_ids);
  names.accounts = book::FindAccountRefs(connection, org_id, account_ids);
  for (book::Deal& deal : book::FindDeals(connection, org_id, deal_ids)) {
    names.deals.emplace(deal.id, std::move(deal));
  }
  names.skills = skill::FindSkillRefs(connection, org_id, language);
  return names;
}

// Of the deal it is about; or, when it is about none and was written down on a later day, of any deal of its reps that was
// closed in between.
std::optional<KnownOutcome> OutcomeAt(db::Connection& connection, const Session& session,
                                      const std::vector<Id>& reps, const SessionNames& names,
                                      const std::string& zone) {
  using enum book::OpportunityStatus;
  const Day tagged_on = DayIn(session.tagged_at, zone);
  if (session.opportunity_id) {
    const auto deal = names.deals.find(*session.opportunity_id);
    const auto closed_on = deal == names.deals.end() ? std::optional<Day>() : deal->second.closes_on;
    if (session.tagged_status && *session.tagged_status != open) {
      return KnownOutcome{*session.tagged_status, closed_on};
    }
    if (deal == names.deals.end() || deal->second.status == open || !closed_on || *closed_on >= tagged_on) {
      return std::nullopt;
    }
    return KnownOutcome{deal->second.status, closed_on};
  }
  const Day held_on = DayIn(session.starts_at, zone);
  if (session.state != SessionState::held || tagged_on <= held_on) return std::nullopt;
  const auto closed = book::FindDealsClosed(connection, session.org_id, reps, held_on, tagged_on);
  if (closed.empty()) return std::nullopt;
  return KnownOutcome{closed.front().status, closed.front().closes_on};
}

// Who was taken out learns nothing more of it.
void HideTheRest(SessionView& view) {
  view.reps.clear();
  view.account.reset();
  view.deal.reset();
  view.skills.clear();
  view.tagged_after.reset();
}

}  // namespace

std::vector<SessionView> ViewSessions(db::Connection& connection, Id org_id,
                                      std::span<const Session> sessions, Id viewer_id,
                                      const std::string& language) {
  if (sessions.empty()) return {};
  SessionNames names = NamesOf(connection, org_id, sessions, viewer_id, language);
  const std::string zone = ZoneOfOrganization(connection, org_id);
  std::vector<SessionView> views;
  for (const Session& session : sessions) {
    const auto manager = names.people.find(session.manager_id);
    if (manager == names.people.end()) continue;
    const std::vector<Id>& reps = names.reps[session.id];
    SessionView view{.id = session.id,
                     .version = session.version,
                     .kind = session.kind,
                     .purpose = session.purpose,
                     .state = session.state,
                     .manager = manager->second,
                     .starts_at = session.starts_at,
                     .minutes = session.minutes,
                     .held_minutes = session.held_minutes,
                     .recorded_at = session.recorded_at,
                     .tagged_at = session.tagged_at};
    bool is_rep = false;
    for (const Id rep_id : reps) {
      is_rep = is_rep || rep_id == viewer_id;
      const auto rep = names.people.find(rep_id);
      if (rep != names.people.end()) view.reps.push_back(rep->second);
    }
    if (session.account_id) {
      const auto account = names.accounts.find(*session.account_id);
      if (account != names.accounts.end()) view.account = account->second;
    }
    if (session.opportunity_id) {
      const auto deal = names.deals.find(*session.opportunity_id);
      if (deal != names.deals.end())
        view.deal = DealRef{deal->second.id, deal->second.name, deal->second.status};
    }
    for (const Id skill_id : names.skills_of[session.id]) {
      const auto skill = names.skills.find(skill_id);
      if (skill != names.skills.end()) view.skills.push_back(skill->second);
    }
    view.tagged_after = OutcomeAt(connection, session, reps, names, zone);
    view.takes_part = is_rep || session.manager_id == viewer_id;
    if (!view.takes_part) HideTheRest(view);
    if (is_rep && session.state == SessionState::held) {
      const auto answer = names.answers.find(session.id);
      const bool is_said = answer != names.answers.end();
      if (is_said) view.my_answer = answer->second.answer;
      view.is_asking = !is_said || answer->second.minutes != session.held_minutes;
    }
    const SessionPart part = session.manager_id == viewer_id ? SessionPart::manager
                             : is_rep                        ? SessionPart::rep
                                                             : SessionPart::nobody;
    view.may = DeedsOf(session, part, view.is_asking);
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace baton::coaching
