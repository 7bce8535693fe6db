#include "door/server.h"

#include <algorithm>

#include "base/zone.h"
#include "book/calendar.h"
#include "book/covering.h"
#include "coaching/directory.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "plan/directory.h"

namespace baton::door {
namespace {

struct Found {
  Id person_id;
  ServesBy by = ServesBy::owner;
  std::optional<handoff::Handoff> handoff = {};
  std::optional<Day> introduction_on = {};
};

std::optional<Found> FindInDraft(const http::Call& call, db::Connection& connection, Id account_id) {
  const auto draft = plan::FindDraftLines(call, connection, call.person_id());
  if (!draft) return std::nullopt;
  for (const plan::PlanLineView& line : draft->lines) {
    if (line.account.id != account_id || !line.successor) continue;
    return Found{.person_id = line.successor->id, .by = ServesBy::draft, .introduction_on = line.week_on};
  }
  return std::nullopt;
}

std::optional<Found> Find(const http::Call& call, db::Connection& connection, Id account_id,
                          std::optional<Id> owner_id) {
  if (const auto open = handoff::FindOpenHandoff(connection, call.org_id(), account_id)) {
    return Found{open->to_id, ServesBy::handoff, open, open->introduction_on};
  }
  // While the owner is away, whoever looks after the client; the caller, where the caller is one of them.
  const auto covering =
      book::FindCovering(connection, call.org_id(), std::span(&account_id, 1),
                         DayIn(call.now(), coaching::ZoneOf(connection, call.org_id(), call.person_id())));
  if (!covering.empty() && covering.front().person_id && owner_id != call.person_id()) {
    const bool is_mine = std::ranges::any_of(
        covering, [&](const book::Covering& one) { return one.person_id == call.person_id(); });
    return Found{.person_id = is_mine ? call.person_id() : *covering.front().person_id,
                 .by = ServesBy::cover};
  }
  if (owner_id && *owner_id != call.person_id()) return Found{.person_id = *owner_id, .by = ServesBy::owner};
  return FindInDraft(call, connection, account_id);
}

}  // namespace

std::optional<Serving> FindServing(const http::Call& call, db::Connection& connection, Id account_id,
                                   std::optional<Id> owner_id, std::optional<Id> contact_id) {
  const auto found = Find(call, connection, account_id, owner_id);
  if (!found || found->person_id == call.person_id()) return std::nullopt;
  const auto refs = people::FindRefs(connection, call.org_id(), std::vector{found->person_id});
  const auto person = refs.find(found->person_id);
  if (person == refs.end() || person->second.is_placeholder) return std::nullopt;
  Serving serving{.person = person->second,
                  .by = found->by,
                  .handoff = found->handoff,
                  .introduction_on = found->introduction_on,
                  .met_at = {},
                  .met_client_at = {},
                  .met = {}};
  const auto last = [&](std::optional<Id> contact) -> std::optional<Instant> {
    const auto meetings =
        book::FindMeetings(connection, call.org_id(), account_id, found->person_id, contact, call.now(), 1);
    return meetings.empty() ? std::nullopt : std::optional(meetings.front().starts_at);
  };
  serving.met_client_at = last(std::nullopt);
  if (!serving.met_client_at) return serving;
  if (contact_id) serving.met_at = last(contact_id);
  serving.met = book::FindContactsMet(connection, call.org_id(), account_id, found->person_id, call.now(),
                                      kContactsShown);
  return serving;
}

}  // namespace baton::door
