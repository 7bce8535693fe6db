#include "format/icalendar/invitation.h"

#include "base/text.h"
#include "format/icalendar/component.h"

namespace baton::format::icalendar {
namespace {

constexpr std::string_view kMailTo = "mailto:";

icalparameter_partstat ToPartStat(Participation participation) {
  switch (participation) {
    case Participation::accepted:
      return ICAL_PARTSTAT_ACCEPTED;
    case Participation::declined:
      return ICAL_PARTSTAT_DECLINED;
    case Participation::tentative:
      return ICAL_PARTSTAT_TENTATIVE;
    case Participation::needs_action:
      break;
  }
  return ICAL_PARTSTAT_NEEDSACTION;
}

std::optional<Participation> ToParticipation(icalparameter_partstat partstat) {
  switch (partstat) {
    case ICAL_PARTSTAT_ACCEPTED:
      return Participation::accepted;
    case ICAL_PARTSTAT_DECLINED:
      return Participation::declined;
    case ICAL_PARTSTAT_TENTATIVE:
      return Participation::tentative;
    case ICAL_PARTSTAT_NEEDSACTION:
      return Participation::needs_action;
    default:
      return std::nullopt;
  }
}

// A quoted parameter cannot hold a quote or a line break.
std::string AsParameter(std::string text) {
  std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == '"' || c == 0x7f; });
  return text;
}

icalproperty* AttendeeProperty(const Attendee& attendee, bool is_cancelled) {
  icalproperty* property =
      icalproperty_new_attendee((std::string(kMailTo) + AsParameter(attendee.email)).c_str());
  icalproperty_add_parameter(property, icalparameter_new_cn(AsParameter(attendee.name).c_str()));
  icalproperty_add_parameter(property, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
  icalproperty_add_parameter(property, icalparameter_new_partstat(ToPartStat(attendee.participation)));
  if (!is_cancelled) icalproperty_add_parameter(property, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
  return property;
}

Component EventOf(const Invitation& invitation) {
  Component event(icalcomponent_new_vevent());
  icalcomponent* raw = event.get();
  icalcomponent_add_property(raw, icalproperty_new_uid(AsParameter(invitation.uid).c_str()));
  icalcomponent_add_property(raw, icalproperty_new_sequence(invitation.sequence));
  icalcomponent_add_property(raw, icalproperty_new_dtstamp(UtcTime(invitation.written_at)));
  icalcomponent_add_property(raw, icalproperty_new_dtstart(UtcTime(invitation.starts_at)));
  icalcomponent_add_property(
      raw,
      icalproperty_new_dtend(UtcTime(invitation.starts_at + invitation.minutes * kMillisecondsPerMinute)));
  AddText(raw, icalproperty_new_summary, invitation.summary);
  AddText(raw, icalproperty_new_description, invitation.description);
  AddText(raw, icalproperty_new_location, invitation.location);
  icalcomponent_add_property(
      raw, icalproperty_new_status(invitation.is_cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
  icalproperty* organizer =
      icalproperty_new_organizer((std::string(kMailTo) + AsParameter(invitation.organizer.email)).c_str());
  icalproperty_add_parameter(organizer, icalparameter_new_cn(AsParameter(invitation.organizer.name).c_str()));
  icalcomponent_add_property(raw, organizer);
  for (const Attendee& attendee : invitation.attendees) {
    icalcomponent_add_property(raw, AttendeeProperty(attendee, invitation.is_cancelled));
  }
  return event;
}

// libical cuts what it cannot read anywhere, also within a character; then there is no text.
std::string TextOf(const char* value) {
  if (value == nullptr || !IsUtf8(value)) return {};
  return value;
}

std::string WithoutMailTo(const char* value) {
  const std::string address = Fold(TextOf(value));
  return address.starts_with(kMailTo) ? address.substr(kMailTo.size()) : address;
}

Component Parse(std::string_view text) {
  if (text.size() > kMaxReplyBytes || text.find('\0') != std::string_view::npos || !IsUtf8(text))
    return nullptr;
  Component calendar(icalparser_parse_string(std::string(text).c_str()));
  if (calendar && icalcomponent_isa(calendar.get()) != ICAL_VCALENDAR_COMPONENT) return nullptr;
  return calendar;
}

Instant ToInstant(icaltimetype time) {
  return Instant{
      static_cast<std::int64_t>(icaltime_as_timet_with_zone(time, icaltimezone_get_utc_timezone())) * 1000};
}

std::string NameOf(icalproperty* property) {
  icalparameter* name = icalproperty_get_first_parameter(property, ICAL_CN_PARAMETER);
  return name == nullptr ? std::string() : TextOf(icalparameter_get_cn(name));
}

}  // namespace

std::string WriteInvitation(const Invitation& invitation) {
  const Component calendar = NewCalendar(invitation.is_cancelled ? ICAL_METHOD_CANCEL : ICAL_METHOD_REQUEST);
  icalcomponent_add_component(calendar.get(), EventOf(invitation).release());
  return TextOfCalendar(calendar);
}

std::optional<Invitation> ReadInvitation(std::string_view text) {
  const Component calendar = Parse(text);
  if (!calendar) return std::nullopt;
  const icalproperty_method method = icalcomponent_get_method(calendar.get());
  icalcomponent* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
  if (event == nullptr || (method != ICAL_METHOD_REQUEST && method != ICAL_METHOD_CANCEL))
    return std::nullopt;
  const icaltimetype starts = icalcomponent_get_dtstart(event);
  const icaltimetype ends = icalcomponent_get_dtend(event);
  if (icaltime_is_null_time(starts) || icaltime_is_null_time(ends)) return std::nullopt;
  Invitation invitation;
  invitation.uid = TextOf(icalcomponent_get_uid(event));
  if (invitation.uid.empty()) return std::nullopt;
  invitation.sequence = icalcomponent_get_sequence(event);
  invitation.is_cancelled = method == ICAL_METHOD_CANCEL;
  invitation.written_at = ToInstant(icalcomponent_get_dtstamp(event));
  invitation.starts_at = ToInstant(starts);
  invitation.minutes = static_cast<std::int32_t>(
      (ToInstant(ends).milliseconds - invitation.starts_at.milliseconds) / kMillisecondsPerMinute);
  invitation.summary = TextOf(icalcomponent_get_summary(event));
  invitation.description = TextOf(icalcomponent_get_description(event));
  invitation.location = TextOf(icalcomponent_get_location(event));
  if (icalproperty* organizer = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY)) {
    invitation.organizer = {NameOf(organizer), WithoutMailTo(icalproperty_get_organizer(organizer))};
  }
  for (icalproperty* one = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY); one != nullptr;
       one = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY)) {
    icalparameter* partstat = icalproperty_get_first_parameter(one, ICAL_PARTSTAT_PARAMETER);
    const auto said =
        partstat == nullptr ? std::nullopt : ToParticipation(icalparameter_get_partstat(partstat));
    invitation.attendees.push_back({NameOf(one), WithoutMailTo(icalproperty_get_attendee(one)),
                                    said.value_or(Participation::needs_action)});
  }
  return invitation;
}

std::optional<Reply> ReadReply(std::string_view text) {
  const Component calendar = Parse(text);
  if (!calendar || icalcomponent_get_method(calendar.get()) != ICAL_METHOD_REPLY) return std::nullopt;
  icalcomponent* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
  if (event == nullptr) return std::nullopt;
  icalproperty* attendee = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
  if (attendee == nullptr) return std::nullopt;
  icalparameter* partstat = icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER);
  const auto participation =
      partstat == nullptr ? std::nullopt : ToParticipation(icalparameter_get_partstat(partstat));
  Reply reply;
  reply.uid = TextOf(icalcomponent_get_uid(event));
  reply.email = WithoutMailTo(icalproperty_get_attendee(attendee));
  if (!participation || reply.uid.empty() || reply.email.empty()) return std::nullopt;
  reply.participation = *participation;
  reply.sequence = icalcomponent_get_sequence(event);
  reply.comment = TextOf(icalcomponent_get_comment(event));
  return reply;
}

}  // namespace baton::format::icalendar
