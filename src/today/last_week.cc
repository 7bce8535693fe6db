#include "today/last_week.h"

#include "base/zone.h"
#include "hour/gather.h"

namespace baton::today {

std::optional<LastWeek> ViewLastWeek(const http::Call& call, const people::Person& me,
                                     const std::set<Id>& team, const std::string& zone, Day today) {
  const Day monday = MondayOf(today) - hour::kWeekDays;
  const calendar::Span week{ToInstant({monday, 0}, zone), ToInstant({monday + hour::kWeekDays, 0}, zone)};
  const hour::HourAsked asked{
      .person = me, .reader = call.principal(), .now = call.now(), .zone = zone, .currency = ""};
  const auto pieces = hour::GatherPieces(call.db(), asked, team, week);
  LastWeek view;
  for (const hour::WeekHours& day : hour::WeeksOf(pieces, monday, hour::kWeekDays, zone, 1)) {
    view.days.push_back({day.from, day.coaching_minutes + day.deal_help_minutes, day.selling_minutes});
    view.coaching_minutes += view.days.back().coaching_minutes;
    view.selling_minutes += day.selling_minutes;
  }
  if (view.coaching_minutes + view.selling_minutes == 0) return std::nullopt;
  return view;
}

}  // namespace baton::today
