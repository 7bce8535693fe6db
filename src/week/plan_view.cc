#include "week/plan_view.h"

#include <algorithm>
#include <unordered_map>

#include "base/zone.h"
#include "book/directory.h"
#include "calendar/calendar.h"
#include "calendar/slots.h"
#include "coaching/directory.h"
#include "coaching/held.h"
#include "delegation/directory.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "week/plan_store.h"
#include "week/times.h"

namespace baton::week {
namespace {

using coaching::Promise;
using coaching::PromiseState;

// What a week of work is where nobody has said: a judgement, as slots.h has it.
std::vector<calendar::WorkingHours> UsualWeek() {
  std::vector<calendar::WorkingHours> week;
  for (std::int32_t day = 1; day <= calendar::kWorkdays; ++day)
    week.push_back({day, calendar::kDayStartsAt, calendar::kDayEndsAt});
  return week;
}

// What a plan is made of, each kind read once.
class Reader {
 public:
  Reader(db::Connection& connection, const Asking& asking)
      : connection_(connection),
        asking_(asking),
        zone_(coaching::ZoneOf(connection, asking.org_id, asking.manager_id)),
        starts_(ToInstant({asking.week_on, 0}, zone_)),
        ends_(ToInstant({asking.week_on + 7, 0}, zone_)) {
    for (const people::Person& person : people::FindPeople(connection, asking.org_id)) {
      const bool works = !person.is_placeholder && person.role == access::Role::rep &&
                         (!person.ends_on || *person.ends_on >= asking.week_on) &&
                         (!person.starts_on || *person.starts_on <= asking.week_on + 6);
      if (works && person.manager_id == asking.manager_id) reps_.push_back(person.id);
    }
    std::ranges::sort(reps_);
    ReadPromises();
    ReadSpent();
  }

  std::vector<Need> Needs() {
    std::vector<Need> needs;
    const auto coverage = Cover(reps_, spent_, asking_.week_on);
    const Day today = DayIn(asking_.now, zone_);
    for (std::size_t i = 0; i < reps_.size(); ++i) {
      Need need{.rep_id = reps_[i]};
      for (const Promise& promise : due_) {
        if (promise.rep_id == need.rep_id && promise.state == PromiseState::open) {
          need.promised_minutes += promise.minutes;
        }
      }
      if (coverage[i].last_on && today - *coverage[i].last_on <= kLookBackDays) {
        need.days_without = std::max(0, today - *coverage[i].last_on);
      }
      needs.push_back(need);
    }
    AddComing(needs);
    AddLevels(needs);
    return needs;
  }

  PlanView View() {
    const auto hours = FindHours(connection_, asking_.org_id, asking_.manager_id, asking_.week_on);
    view_.week_on = asking_.week_on;
    view_.is_over = ends_ <= asking_.now;
    view_.minutes = hours ? hours->minutes : kUsualMinutes;
    view_.is_minutes_set = hours.has_value();
    view_.hours_version = HoursVersion();
    const auto draws = FindDraws(connection_, asking_.org_id, asking_.manager_id, asking_.week_on);
    std::vector<Id> ids;
    for (const WeekDraw& draw : draws) ids.push_back(draw.id);
    const auto rows = FindPlaces(connection_, asking_.org_id, ids);
    std::vector<Id> people = reps_;
    for (const WeekPlace& row : rows) people.push_back(row.rep_id);
    people_ = people::FindRefs(connection_, asking_.org_id, people);
    AddDraws(draws, rows);
    AddPlaces(draws, rows);
    AddPromises();
    taken_ = FindTaken(asking_.manager_id);
    AddFit();
    AddCalendar();
    AddCoverage();
    return std::move(view_);
  }

 private:
  std::int64_t HoursVersion() const {
    const Day week = WeekOf(connection_, asking_.org_id, asking_.manager_id, asking_.now);
    const auto hours = FindHours(connection_, asking_.org_id, asking_.manager_id, week);
    return hours && hours->week_on == week ? hours->version : 0;
  }

  void ReadPromises() {
    for (const Promise& one : coaching::FindPending(connection_, asking_.org_id, asking_.manager_id)) {
      const bool is_due = one.state == PromiseState::open && one.due_at < ends_;
      if (is_due && one.manager_id == asking_.manager_id) due_.push_back(one);
    }
    const Instant since = starts_ - std::int64_t{kLookBackDays} * kMillisecondsPerDay;
    for (const Promise& one :
         coaching::FindKeptSince(connection_, asking_.org_id, asking_.manager_id, since)) {
      if (one.manager_id == asking_.manager_id && IsPast(*one.kept_at)) kept_.push_back(one);
    }
    for (const Promise& one : kept_) {
      if (*one.kept_at >= starts_) due_.push_back(one);
    }
  }

  void ReadSpent() {
    for (const Promise& one : kept_) {
      spent_.push_back({one.rep_id, DayIn(*one.kept_at, zone_), one.minutes, false});
    }
    const Instant since = starts_ - std::int64_t{kLookBackDays} * kMillisecondsPerDay;
    for (const auto& held : coaching::FindHeldWith(connection_, asking_.org_id, asking_.manager_id, since)) {
      if (IsPast(held.at)) spent_.push_back({held.rep_id, DayIn(held.at, zone_), held.minutes, true});
    }
  }

  // In the week or before it, and not after now.
  bool IsPast(Instant at) const { return at < ends_ && at <= asking_.now; }

  // Introductions up to the end of the week after; the first one of a rep.
  void AddComing(std::vector<Need>& needs) const {
    auto coming = handoff::FindIntroductions(connection_, asking_.org_id, reps_);
    std::ranges::stable_sort(coming, {}, [](const handoff::Handoff& one) { return one.introduction_on; });
    for (const handoff::Handoff& one : coming) {
      if (!one.introduction_on || *one.introduction_on > asking_.week_on + 7) continue;
      const auto need = std::ranges::find(needs, one.to_id, &Need::rep_id);
      if (need != needs.end() && !need->coming_account_id) need->coming_account_id = one.account_id;
    }
  }

  void AddLevels(std::vector<Need>& needs) const {
    for (const auto& level : delegation::FindAgreed(connection_, asking_.org_id, asking_.manager_id, reps_)) {
      const auto need = std::ranges::find(needs, level.rep_id, &Need::rep_id);
      if (need == needs.end() || !level.level) continue;
      need->level = need->level ? std::min(*need->level, *level.level) : *level.level;
    }
  }

  void AddDraws(const std::vector<WeekDraw>& draws, const std::vector<WeekPlace>& rows) {
    for (const WeekDraw& draw : draws) {
      DrawView shown{draw.number, draw.seed, draw.drawn_at, draw.reason, {}};
      for (const WeekPlace& row : rows) {
        const auto rep = people_.find(row.rep_id);
        if (row.draw_id == draw.id && rep != people_.end()) shown.order.push_back(rep->second);
      }
      if (!view_.draw) {
        view_.draw = std::move(shown);
      } else {
        view_.earlier.push_back(std::move(shown));
      }
    }
  }

  void AddPlaces(const std::vector<WeekDraw>& draws, const std::vector<WeekPlace>& rows) {
    std::vector<Id> account_ids;
    const auto needs = Needs();
    for (const Need& need : needs) {
      if (need.coming_account_id) account_ids.push_back(*need.coming_account_id);
    }
    for (const WeekPlace& row : rows) {
      if (row.account_id) account_ids.push_back(*row.account_id);
    }
    accounts_ = book::FindAccountRefs(connection_, asking_.org_id, account_ids);
    std::vector<Id> drawn;
    for (const WeekPlace& row : rows) {
      if (row.draw_id != draws.front().id) continue;
      drawn.push_back(row.rep_id);
      AddPlace(row, row.place);
    }
    if (view_.is_over) return;
    for (const Drawn& one : Draw(needs, 0)) {
      if (std::ranges::find(drawn, one.need.rep_id) != drawn.end()) continue;
      const Topic topic = TopicOf(one.need);
      AddPlace({.rep_id = one.need.rep_id,
                .stratum = one.stratum,
                .kind = topic.kind,
                .minutes = topic.minutes,
                .account_id = topic.account_id,
                .days_without = one.need.days_without,
                .level = one.need.level},
               std::nullopt);
    }
    if (draws.empty()) SortByName();
  }

  void AddPlace(const WeekPlace& row, std::optional<std::int32_t> place) {
    const auto rep = people_.find(row.rep_id);
    if (rep == people_.end()) return;
    PlaceView shown{.id = row.id ? std::optional(row.id) : std::nullopt,
                    .version = row.version,
                    .place = place,
                    .rep = rep->second,
                    .stratum = row.stratum,
                    .kind = row.kind,
                    .minutes = row.minutes,
                    .account = {},
                    .days_without = row.days_without,
                    .level = row.level,
                    .state = row.state,
                    .skip_reason = row.skip_reason,
                    .starts_at = {},
                    .promises = {},
                    .may = {}};
    const auto account = accounts_.find(row.account_id.value_or(Id{}));
    if (account != accounts_.end()) shown.account = account->second;
    if (place && !view_.is_over && row.state != PlaceState::promised && row.stratum != Stratum::promised) {
      shown.may.push_back(PlaceDeed::promise);
      if (row.state == PlaceState::proposed) shown.may.push_back(PlaceDeed::skip);
    }
    view_.places.push_back(std::move(shown));
  }

  // Before a draw there is no order within a stratum, so none is shown.
  void SortByName() {
    std::ranges::sort(view_.places, [](const PlaceView& a, const PlaceView& b) {
      return std::tie(a.stratum, a.rep.name) < std::tie(b.stratum, b.rep.name);
    });
  }

  void AddPromises() {
    auto promises =
        coaching::ViewPromises(connection_, asking_.org_id, due_, asking_.manager_id, asking_.now);
    for (auto& promise : promises) {
      view_.owed_minutes += promise.minutes;
      const auto place = std::ranges::find_if(
          view_.places, [&](const PlaceView& one) { return one.rep.id == promise.rep.id; });
      if (place != view_.places.end()) place->promises.push_back(std::move(promise));
    }
  }

  // The hours less what is owed go to the proposals.
  void AddFit() {
    std::vector<Asked> asked;
    for (const PlaceView& one : view_.places) {
      const bool is_owed = one.stratum == Stratum::promised || one.state == PlaceState::promised;
      asked.push_back({one.stratum, one.state, is_owed ? 0 : one.minutes});
    }
    const auto fits = Fit(asked, std::max(0, view_.minutes - view_.owed_minutes));
    std::vector<Wanted> wanted;
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      PlaceView& place = view_.places[i];
      place.fits = fits[i];
      if (asked[i].minutes == 0 || place.state != PlaceState::proposed) continue;
      if (fits[i]) view_.proposed_minutes += place.minutes;
      which.push_back(i);
      wanted.push_back({place.minutes, SpansOf(FindTaken(place.rep.id))});
    }
    const auto times = ProposeTimes(wanted, SpansOf(taken_), asking_.week_on, asking_.now, zone_);
    for (std::size_t i = 0; i < which.size(); ++i) view_.places[which[i]].starts_at = times[i];
  }

  std::vector<calendar::Taken> FindTaken(Id person_id) const {
    if (view_.is_over) return {};
    return calendar::FindTaken(connection_, asking_.org_id, person_id, starts_, ends_);
  }

  static std::vector<Span> SpansOf(const std::vector<calendar::Taken>& taken) {
    std::vector<Span> spans;
    for (const calendar::Taken& one : taken) spans.push_back(one.span);
    return spans;
  }

  // Coaching takes nothing from the time that there is for it.
  void AddCalendar() {
    // What lies further ahead than calendars are read is not free: nobody knows.
    const bool is_read = asking_.week_on + 7 <= DayIn(asking_.now, zone_) + calendar::kDaysAhead;
    if (view_.is_over || !is_read) return;
    std::optional<Instant> as_of;
    for (const auto& one : calendar::FindCalendars(connection_, asking_.org_id, asking_.manager_id)) {
      if (!one.read_at) return;
      as_of = std::min(as_of.value_or(*one.read_at), *one.read_at);
    }
    if (!as_of) return;
    const auto week = calendar::FindWeek(connection_, asking_.org_id, asking_.manager_id);
    const auto hours = week ? calendar::ParseWeek(week->hours) : UsualWeek();
    auto taken = calendar::OutsideOf(hours, asking_.week_on, asking_.week_on + 6, zone_);
    const auto left = [&] {
      const auto all =
          static_cast<std::int32_t>((ends_.milliseconds - starts_.milliseconds) / kMillisecondsPerMinute);
      return all - calendar::MinutesCovered(taken, {starts_, ends_});
    };
    CalendarView shown{left(), week.has_value(), 0, *as_of};
    for (const auto& one : taken_) {
      if (!one.coaching_id) taken.push_back(one.span);
    }
    shown.free_minutes = left();
    view_.calendar = shown;
  }

  void AddCoverage() {
    const auto coverage = Cover(reps_, spent_, asking_.week_on);
    for (const Coverage& one : coverage) {
      const auto rep = people_.find(one.rep_id);
      if (rep == people_.end()) continue;
      view_.coverage.push_back({rep->second, one.weeks, one.minutes, one.last_on});
    }
    std::ranges::sort(view_.coverage, [](const CoverageView& a, const CoverageView& b) {
      return std::tie(a.minutes, a.rep.name) < std::tie(b.minutes, b.rep.name);
    });
    const auto least = people_.find(LeastCoached(coverage).value_or(Id{}));
    if (least != people_.end()) view_.least = least->second;
  }

  db::Connection& connection_;
  const Asking& asking_;
  const std::string zone_;
  const Instant starts_;
  const Instant ends_;
  std::vector<Id> reps_;
  std::vector<Promise> due_;   // open by the end of the week, and kept in it
  std::vector<Promise> kept_;  // of the last eight weeks
  std::vector<Spent> spent_;
  std::unordered_map<Id, people::PersonRef> people_;
  std::unordered_map<Id, book::AccountRef> accounts_;
  std::vector<calendar::Taken> taken_;  // the manager's week
  PlanView view_;
};

}  // namespace

Day WeekOf(db::Connection& connection, Id org_id, Id manager_id, Instant now) {
  return MondayOf(DayIn(now, coaching::ZoneOf(connection, org_id, manager_id)));
}

std::vector<Need> FindNeeds(db::Connection& connection, const Asking& asking) {
  return Reader(connection, asking).Needs();
}

PlanView ViewPlan(db::Connection& connection, const Asking& asking) {
  return Reader(connection, asking).View();
}

}  // namespace baton::week
