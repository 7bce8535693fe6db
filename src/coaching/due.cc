#include "coaching/due.h"

#include "base/local_time.h"
#include "base/noon.h"
#include "base/zone.h"
#include "coaching/directory.h"
#include "coaching/promise_rules.h"
#include "people/directory.h"

namespace baton::coaching {
namespace {

Result<Instant> ReadLocal(const std::string& text, const std::string& zone) {
  const auto local = ParseLocal(text);
  if (!local) return Fail(FieldFault{"due_local", {"problem.meeting.local"}});
  if (const auto next = NextThatExists(*local, zone)) {
    return Fail(FieldFault{
        "due_local",
        {"problem.meeting.skipped", {{"zone", zone}, {"next", ToText(*next).replace(10, 1, " ")}}}});
  }
  return ToInstant(*local, zone);
}

}  // namespace

Result<Instant> DueOf(const WantedDue& wanted, const std::string& zone, Instant now) {
  if (!wanted.due_at && !wanted.due_local) return Fail(FieldFault{"due_at", {"problem.field.required"}});
  if (wanted.due_at && wanted.due_local) return Fail(FieldFault{"due_local", {"problem.promise.two_times"}});
  auto due_at = wanted.due_local ? ReadLocal(*wanted.due_local, zone) : Result<Instant>(*wanted.due_at);
  if (!due_at) return due_at;
  if (auto fault = FaultOfDue(*due_at, now, wanted.due_local ? "due_local" : "due_at")) {
    return Fail(std::move(*fault));
  }
  return due_at;
}

std::optional<FieldFault> FaultOfLeft(db::Connection& connection, Id org_id, Id person_id,
                                      const std::string& path) {
  if (people::FindPerson(connection, org_id, person_id)) return std::nullopt;
  const auto refs = people::FindRefs(connection, org_id, std::span(&person_id, 1));
  const auto found = refs.find(person_id);
  if (found == refs.end()) return std::nullopt;  // nobody ever had this id
  return FieldFault{path, {"problem.promise.left", {{"person", found->second.name}}}};
}

std::optional<FieldFault> FaultOfPeople(db::Connection& connection, Id org_id, const Promise& promise,
                                        Instant due_at) {
  for (const auto& [id, path] :
       {std::pair(promise.rep_id, "rep_id"), std::pair(promise.manager_id, "manager_id")}) {
    if (auto left = FaultOfLeft(connection, org_id, id, path)) return left;
    const auto person = people::FindPerson(connection, org_id, id);
    if (!person || !person->ends_on || DayIn(due_at, ZoneOf(connection, org_id, id)) <= *person->ends_on)
      continue;
    return FieldFault{
        "due_at",
        {"problem.promise.ends_before", {{"person", person->name}, {"on", NoonOf(*person->ends_on)}}}};
  }
  return std::nullopt;
}

}  // namespace baton::coaching
