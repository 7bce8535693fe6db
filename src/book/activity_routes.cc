// Noting what happened with a client by hand: a call, a visit, for those who have no calendar or CRM that says it.
#include <algorithm>

#include "base/text.h"
#include "book/book_routes.h"
#include "book/directory.h"
#include "book/own_meetings.h"
#include "book/planned.h"
#include "book/sources.h"
#include "http/router.h"
#include "people/directory.h"

namespace baton::book {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::size_t kMaxSubject = 300;
constexpr std::size_t kMaxGuests = 50;
constexpr std::int32_t kMaxMinutes = 24 * 60;
constexpr std::int64_t kYear = 366 * kMillisecondsPerDay;

struct ActivityInput {
  static constexpr const char* kSchemaName = "ActivityInput";

  ActivityKind kind = ActivityKind::call;
  std::optional<std::string> subject;
  Instant starts_at;
  std::optional<std::int32_t> minutes;
  std::vector<Id> contact_ids;
  std::optional<std::vector<Id>> person_ids;  // of ours; none: whoever notes it
};
BOOST_DESCRIBE_STRUCT(ActivityInput, (), (kind, subject, starts_at, minutes, contact_ids, person_ids))

FieldFault OutOfRange(std::string path, std::int64_t minimum, std::int64_t maximum) {
  return {std::move(path), {"problem.field.out_of_range", {{"minimum", minimum}, {"maximum", maximum}}}};
}

std::vector<FieldFault> FaultsOf(const ActivityInput& input, const std::vector<Id>& people, Instant now) {
  std::vector<FieldFault> faults;
  if (CountCharacters(input.subject.value_or("")) > kMaxSubject) {
    faults.push_back(
        {"subject", {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxSubject)}}}});
  }
  if (input.kind == ActivityKind::task) faults.push_back({"kind", {"problem.activity.not_with_client"}});
  if (input.starts_at > now) faults.push_back({"starts_at", {"problem.activity.future"}});
  if (input.starts_at < now - kYear) faults.push_back({"starts_at", {"problem.activity.long_ago"}});
  if (const auto minutes = input.minutes.value_or(0); minutes < 0 || minutes > kMaxMinutes) {
    faults.push_back(OutOfRange("minutes", 0, kMaxMinutes));
  }
  for (const auto& [path, ids] : {std::pair{"contact_ids", &input.contact_ids}, {"person_ids", &people}}) {
    if (ids->empty() || ids->size() > kMaxGuests) {
      faults.push_back({path, {"problem.field.count", {{"limit", static_cast<std::int64_t>(kMaxGuests)}}}});
    }
  }
  return faults;
}

std::vector<Id> Unique(std::vector<Id> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

Result<ActivityView> Note(const Call& call, Id account_id, const ActivityInput& input,
                          const ActivityNoted& noted) {
  const std::vector<Id> people = Unique(input.person_ids.value_or(std::vector{call.person_id()}));
  if (auto faults = FaultsOf(input, people, call.now()); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<ActivityView> {
    if (!FindAccount(tx, call.scope(), account_id)) return NotFound("account");
    const std::vector<Id> contacts = Unique(input.contact_ids);
    for (std::size_t i = 0; i < contacts.size(); ++i) {
      const auto contact = FindContact(tx, call.scope(), contacts[i]);
      if (!contact || contact->account_id != account_id) {
        return Fail(FieldFault{"contact_ids", {"problem.activity.not_their_contact"}});
      }
    }
    const auto refs = people::FindRefs(tx, call.org_id(), people);
    for (const Id person : people) {
      if (!people::FindPerson(tx, call.org_id(), person)) {
        return Fail(FieldFault{"person_ids", {"problem.not_found", {{"word", std::string("person")}}}});
      }
    }
    const bool was_there = std::binary_search(people.begin(), people.end(), call.person_id());
    action::Action action(tx, call, "activity.create", account_id);
    const Activity activity = PlanActivity(action,
                                           {.kind = input.kind,
                                            .account_id = account_id,
                                            .owner_id = was_there ? call.person_id() : people.front(),
                                            .subject = std::string(Trim(input.subject.value_or(""))),
                                            .starts_at = input.starts_at,
                                            .minutes = input.minutes.value_or(0),
                                            .is_done = true},
                                           {people, contacts});
    if (noted) noted(tx, call.org_id());
    ActivityView view{.id = activity.id,
                      .kind = activity.kind,
                      .subject = activity.subject,
                      .starts_at = activity.starts_at,
                      .minutes = activity.minutes,
                      .is_done = true,
                      .people = {},
                      .contacts = {}};
    for (const Id person : people) view.people.push_back(refs.at(person));
    const auto contact_refs = FindContactRefs(tx, call.org_id(), contacts);
    for (const Id contact : contacts) view.contacts.push_back(contact_refs.at(contact));
    return view;
  });
}

// What was noted here may be taken out again, and by whoever was there what came out of the own calendar; what another system
// says is mended there.
Result<Done> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto account_id = tx.QueryValue<Id>(
        "SELECT account_id FROM activity WHERE org_id = $1 AND id = $2 AND account_id IS NOT NULL AND "
        "is_done = 1 AND "
        "deleted_at IS NULL",
        call.org_id(), id);
    if (!account_id) return NotFound("activity");
    const bool is_own = !FindOwnMeetings(tx, call.org_id(), call.person_id(), std::span(&id, 1)).empty();
    if (!is_own && !FindAccount(tx, call.scope(), *account_id)) return NotFound("activity");
    if (!FindSources(tx, call.org_id(), Activity::kTable, std::span(&id, 1)).empty()) {
      return Fail(Kind::conflict, "problem.activity.imported");
    }
    action::Action action(tx, call, "activity.remove", *account_id);
    return RemovePlanned(action, id);
  });
}

}  // namespace

void AddActivityRoutes(http::Router& router, ActivityNoted noted) {
  router.Post("/api/v1/accounts/{id}/activities",
              {.name = "noteActivity",
               .deed = Deed::change,
               .word = Word::account,
               .summary = "What happened with a client, noted by hand; it counts as any other"},
              [noted = std::move(noted)](const Call& call, Id account_id, const ActivityInput& input) {
                return Note(call, account_id, input, noted);
              });
  router.Delete("/api/v1/activities/{id}",
                {.name = "removeActivity", .deed = Deed::change, .word = Word::account}, Remove);
}

}  // namespace baton::book
