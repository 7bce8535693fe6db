#include "sight/facts.h"

#include <algorithm>
#include <numeric>

#include "access/policy.h"
#include "assessment/directory.h"
#include "base/zone.h"
#include "book/directory.h"
#include "coaching/session_rules.h"
#include "coaching/session_writings.h"
#include "friday/directory.h"
#include "handoff/directory.h"
#include "mentor/between.h"
#include "people/organization.h"
#include "report/report_row.h"
#include "settings/settings.h"
#include "skill/directory.h"
#include "takeover/directory.h"
#include "takeover/settling.h"

namespace baton::sight {
namespace {

using access::Deed;
using access::Reach;
using access::Role;
using access::Scope;
using access::Word;

constexpr int kTakeoverDays = 7 * 13;  // as /takeovers counts

// As that reader sees them. Of a rep those of the own clients.
std::optional<std::int64_t> CountTakeovers(db::Connection& connection, const Facts& facts,
                                           const Scope& reader) {
  if (!facts.takes_over) return 0;
  const auto seen = takeover::FindSeenTakeovers(connection, reader, *facts.takes_over,
                                                facts.today - kTakeoverDays, facts.today, facts.now);
  if (!seen) return std::nullopt;
  if (facts.person.role != Role::rep) return std::ssize(*seen);
  return std::ranges::count(*seen, facts.person.id, &takeover::Takeover::successor_id);
}

bool MayRead(const coaching::Note& note, const Tree& tree, Id reader_id) {
  return coaching::MayReadNote(note, {.person_id = reader_id,
                                      .is_above_manager = tree.IsAbove(reader_id, note.manager_id),
                                      .is_above_rep = note.rep_id && tree.IsAbove(reader_id, *note.rep_id)});
}

}  // namespace

Facts Gather(db::Connection& connection, const Asked& asked, const Tree& tree) {
  const Id org_id = asked.principal.org_id;
  const Id id = asked.principal.person_id;
  const auto organization = people::FindOrganization(connection, org_id);
  Facts facts{.person = *tree.Find(id),
              .now = asked.now,
              .today = DayIn(asked.now, organization ? organization->time_zone : "UTC")};
  const Scope own{Reach::own, org_id, id};
  facts.accounts = std::ssize(book::FindOwnedAccounts(connection, org_id, id));
  facts.handoffs = std::ssize(handoff::ListHandoffs(connection, own, {}));
  const people::Person* boss = facts.person.manager_id ? tree.Find(*facts.person.manager_id) : nullptr;
  const bool is_rep = facts.person.role == Role::rep;
  if (facts.person.role == Role::manager) facts.takes_over = id;
  if (is_rep && boss && boss->role == Role::manager) facts.takes_over = boss->id;
  facts.takeovers = CountTakeovers(connection, facts, own).value_or(0);
  if (facts.takes_over) {
    facts.left_alone_until = takeover::FindSettled(connection, org_id, *facts.takes_over, asked.now);
    for (const report::ReportMark& mark : report::FindMarks(connection, org_id, *facts.takes_over))
      facts.closed_months += mark.closed_at ? 1 : 0;
  }
  if (facts.person.role == Role::manager) {
    facts.assessments = std::ssize(assessment::FindDays(connection, org_id, id));
    facts.friday_pages = friday::CountSent(connection, org_id, id);
  }
  facts.shares_levels = is_rep && boss && skill::FindSharedAt(connection, org_id, id, boss->id);
  facts.hides_mail_times = settings::Read(connection, org_id).HidesMailTimes();
  facts.sessions = coaching::CountSessions(connection, org_id, id);
  facts.notes = coaching::FindNotesOf(connection, org_id, id);
  facts.promises = coaching::CountPromises(connection, org_id, id);
  facts.reviews = review::CountReviews(connection, org_id, id);
  facts.talks = mentor::CountTalks(connection, org_id, id);
  return facts;
}

Watcher Watch(db::Connection& connection, const Facts& facts, const Tree& tree, const people::Person& above) {
  access::Principal principal;
  principal.org_id = facts.person.org_id;
  principal.person_id = above.id;
  principal.role = above.role;
  return {
      .id = above.id,
      .role = above.role,
      .is_above = true,
      .is_direct = facts.person.manager_id == above.id,
      .takeovers = CountTakeovers(connection, facts, access::ScopeOf(principal, Deed::read, Word::takeover)),
      .notes = std::ranges::count_if(
          facts.notes, [&](const coaching::Note& note) { return MayRead(note, tree, above.id); })};
}

}  // namespace baton::sight
