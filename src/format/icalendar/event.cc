#include "format/icalendar/event.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace baton::format::icalendar {
namespace {

std::string EmailOf(const char* address) {
  if (address == nullptr || !IsUtf8(address)) return {};
  std::string email = Fold(address);
  return email.starts_with("mailto:") ? email.substr(7) : email;
}

bool IsOneOf(std::span<const std::string> emails, const std::string& email) {
  return std::ranges::find(emails, email) != emails.end();
}

// Outlook's own word for it, folded, besides TRANSP or instead of it. Empty: none.
std::string OutlookStatus(icalcomponent* event) {
  for (icalproperty* one = icalcomponent_get_first_property(event, ICAL_X_PROPERTY); one != nullptr;
       one = icalcomponent_get_next_property(event, ICAL_X_PROPERTY)) {
    const char* name = icalproperty_get_x_name(one);
    const char* value = icalproperty_get_x(one);
    if (name != nullptr && value != nullptr && std::string_view(name) == "X-MICROSOFT-CDO-BUSYSTATUS" &&
        IsUtf8(value)) {
      return Fold(Trim(value));
    }
  }
  return {};
}

}  // namespace

bool IsPrivate(icalcomponent* event) {
  icalproperty* property = icalcomponent_get_first_property(event, ICAL_CLASS_PROPERTY);
  return property != nullptr && icalproperty_get_class(property) != ICAL_CLASS_PUBLIC;
}

std::optional<Shows> ShowsOf(icalcomponent* event, bool is_day) {
  icalproperty* marked = icalcomponent_get_first_property(event, ICAL_TRANSP_PROPERTY);
  if (marked != nullptr) {
    const auto how = icalproperty_get_transp(marked);
    if (how == ICAL_TRANSP_TRANSPARENT || how == ICAL_TRANSP_TRANSPARENTNOCONFLICT) return std::nullopt;
  }
  const std::string status = OutlookStatus(event);
  if (status == "free" || status == "workingelsewhere") return std::nullopt;
  if (status == "oof") return Shows::away;
  return is_day && marked == nullptr && status.empty() ? Shows::unsaid : Shows::busy;
}

std::vector<Guest> GuestsOf(icalcomponent* event) {
  std::vector<Guest> guests;
  for (icalproperty* one = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY); one != nullptr;
       one = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY)) {
    Guest guest{.email = EmailOf(icalproperty_get_attendee(one))};
    icalparameter* said = icalproperty_get_first_parameter(one, ICAL_PARTSTAT_PARAMETER);
    if (said != nullptr) guest.said = icalparameter_get_partstat(said);
    if (!guest.email.empty()) guests.push_back(std::move(guest));
  }
  return guests;
}

bool IsDeclined(const std::vector<Guest>& guests, std::span<const std::string> emails) {
  return std::ranges::any_of(guests, [&](const Guest& one) {
    return one.said == ICAL_PARTSTAT_DECLINED && IsOneOf(emails, one.email);
  });
}

Others OthersIn(icalcomponent* event, const std::vector<Guest>& guests, std::span<const std::string> emails) {
  icalproperty* organizer = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY);
  const std::string host =
      organizer == nullptr ? std::string() : EmailOf(icalproperty_get_organizer(organizer));
  bool is_in = IsOneOf(emails, host);
  bool is_unanswered = false;
  std::set<std::string> others;
  std::set<std::string> declined;
  if (!host.empty() && !is_in) others.insert(host);
  for (const Guest& one : guests) {
    if (!IsOneOf(emails, one.email)) {
      (one.said == ICAL_PARTSTAT_DECLINED ? declined : others).insert(one.email);
      continue;
    }
    const bool has_said_yes = one.said == ICAL_PARTSTAT_NONE || one.said == ICAL_PARTSTAT_ACCEPTED;
    is_unanswered = is_unanswered || (!has_said_yes && one.email != host);
    is_in = true;
  }
  for (const std::string& email : declined) others.erase(email);
  if (others.empty()) return tl::unexpected(NoMeeting::alone);
  if (!is_in) return tl::unexpected(NoMeeting::not_in_it);
  if (is_unanswered) return tl::unexpected(NoMeeting::unanswered);
  if (others.size() > kMostInMeeting) return tl::unexpected(NoMeeting::large);
  return std::vector<std::string>(others.begin(), others.end());
}

}  // namespace baton::format::icalendar
