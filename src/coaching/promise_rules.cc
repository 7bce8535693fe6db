#include "coaching/promise_rules.h"

#include <algorithm>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/check.h"
#include "base/text.h"
#include "json/json.h"
#include "stats/share.h"

namespace baton::coaching {
namespace {

constexpr std::int64_t kFarthestDays = 3653;  // ten years; what lies further ahead is a mistyped year

// Whose deeds these are in a state, whatever the time.
bool IsTheirs(PromiseState state, PromiseDeed deed, Part part) {
  if (part == Part::nobody) return false;
  const bool is_manager = part == Part::manager;
  switch (state) {
    case PromiseState::asked:
      if (deed == PromiseDeed::withdraw) return true;  // the rep takes it back, the manager turns it down
      return is_manager ? deed == PromiseDeed::accept : deed == PromiseDeed::change;
    case PromiseState::open:
      if (deed == PromiseDeed::withdraw) return true;
      return is_manager && deed != PromiseDeed::accept;
    case PromiseState::kept:
    case PromiseState::withdrawn:
      break;
  }
  return false;
}

bool IsAnybodys(PromiseState state, PromiseDeed deed) {
  return IsTheirs(state, deed, Part::manager) || IsTheirs(state, deed, Part::rep);
}

}  // namespace

Part PartOf(const Promise& promise, Id person_id) {
  if (promise.manager_id == person_id) return Part::manager;
  return promise.rep_id == person_id ? Part::rep : Part::nobody;
}

Instant EndOf(Instant due_at, std::int32_t minutes) { return due_at + minutes * kMillisecondsPerMinute; }

bool IsLate(const Promise& promise, Instant now) {
  if (promise.state == PromiseState::open) return now > EndOf(promise.due_at, promise.minutes);
  return promise.kept_at && *promise.kept_at > EndOf(promise.first_due_at, promise.minutes);
}

bool MayDo(const Promise& promise, PromiseDeed deed, Part part, Instant now) {
  if (!IsTheirs(promise.state, deed, part)) return false;
  // More minutes would make a broken promise one on time.
  return deed != PromiseDeed::change || promise.state == PromiseState::asked ||
         now < EndOf(promise.first_due_at, promise.minutes);
}

std::vector<PromiseDeed> DeedsOf(const Promise& promise, Part part, Instant now) {
  std::vector<PromiseDeed> deeds;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<PromiseDeed>>([&](auto deed) {
    if (MayDo(promise, deed.value, part, now)) deeds.push_back(deed.value);
  });
  return deeds;
}

Result<Done> CheckDeed(const Promise& promise, PromiseDeed deed, Part part, Instant now) {
  if (MayDo(promise, deed, part, now)) return Done{};
  if (IsAnybodys(promise.state, deed) && !IsTheirs(promise.state, deed, part)) {
    return Fail(Kind::forbidden, "problem.promise.not_yours_to_do");
  }
  if (deed == PromiseDeed::change && promise.state == PromiseState::open) {
    return Fail(Kind::conflict, "problem.promise.time_passed");
  }
  return Fail(
      Kind::conflict, "problem.promise.state",
      {{"state", std::string(json::NameOf(promise.state))}, {"deed", std::string(json::NameOf(deed))}});
}

std::vector<FieldFault> FaultsOf(const std::string& title, std::int32_t minutes) {
  std::vector<FieldFault> faults;
  if (Trim(title).empty()) faults.push_back({"title", {"problem.field.required"}});
  if (CountCharacters(title) > kMaxTitleCharacters) {
    faults.push_back({"title", {"problem.field.too_long", {{"limit", std::int64_t{kMaxTitleCharacters}}}}});
  }
  if (minutes < 1 || minutes > kMaxMinutes) {
    faults.push_back({"minutes", {"problem.promise.minutes", {{"limit", std::int64_t{kMaxMinutes}}}}});
  }
  return faults;
}

std::optional<FieldFault> FaultOfDue(Instant due_at, Instant now, const std::string& path) {
  if (due_at <= now) return FieldFault{path, {"problem.promise.due_past"}};
  if (due_at > now + kFarthestDays * kMillisecondsPerDay)
    return FieldFault{path, {"problem.promise.due_far"}};
  return std::nullopt;
}

Verdict JudgeFirst(const Promise& promise, Instant now, std::optional<Instant> rep_left_at) {
  if (!promise.is_agreed) return Verdict::never_agreed;
  const Instant end = EndOf(promise.first_due_at, promise.minutes);
  if (promise.state == PromiseState::withdrawn && promise.withdrawn_by_rep && promise.withdrawn_at &&
      *promise.withdrawn_at <= promise.first_due_at - kNoticeHours * 60 * kMillisecondsPerMinute) {
    return Verdict::apart;
  }
  if (promise.state == PromiseState::open && rep_left_at && *rep_left_at < end) return Verdict::rep_left;
  if (now < end) return Verdict::not_due;
  return promise.kept_at && *promise.kept_at <= end ? Verdict::on_time : Verdict::not_kept;
}

bool IsKeptByNewTime(const Promise& promise) {
  return promise.kept_at && *promise.kept_at <= EndOf(promise.due_at, promise.minutes);
}

Figures Count(std::span<const CountedPromise> promises, Instant now) {
  Figures figures;
  for (const auto& [promise, rep_left_at] : promises) {
    const Verdict verdict = JudgeFirst(promise, now, rep_left_at);
    if (promise.state == PromiseState::open && verdict != Verdict::rep_left) ++figures.open;
    switch (verdict) {
      case Verdict::on_time:
        ++figures.kept_on_time;
        [[fallthrough]];
      case Verdict::not_kept:
        ++figures.due;
        if (IsKeptByNewTime(promise)) ++figures.kept_by_new_time;
        break;
      case Verdict::apart:
        ++figures.withdrawn;
        break;
      case Verdict::not_due:
      case Verdict::rep_left:
      case Verdict::never_agreed:
        break;
    }
  }
  return figures;
}

Share ShareOf(std::int64_t kept, std::int64_t due) {
  if (due == 0) return {.rate = {}, .low = {}, .high = {}, .word_key = "promise.figures.none"};
  if (due < kFewest) return {.rate = {}, .low = {}, .high = {}, .word_key = "promise.figures.few"};
  const auto band = stats::Wilson(kept, due);
  Check(band.has_value(), "no more are kept than were due");
  return {static_cast<double>(kept) / static_cast<double>(due), band->low, band->high,
          "promise.figures.rate"};
}

}  // namespace baton::coaching
