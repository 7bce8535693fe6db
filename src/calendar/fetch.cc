#include "calendar/fetch.h"

#include <pugixml.hpp>

#include "base/text.h"
#include "base/zone.h"
#include "format/icalendar/calendar.h"

namespace baton::calendar {
namespace {

using outward::Trouble;

std::string UtcText(Instant at) {
  std::string text;
  for (const char c : ToString(Instant{at.milliseconds / 1'000 * 1'000})) {
    if (c != '-' && c != ':') text += c;
  }
  return text;
}

std::string ReportOf(const Question& question) {
  return R"(<?xml version="1.0" encoding="utf-8"?><C:calendar-query xmlns:D="DAV:" )"
         R"(xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter>)"
         R"(<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start=")" +
         UtcText(question.from) + R"(" end=")" + UtcText(question.to) +
         R"("/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>)";
}

std::string ProblemOf(Trouble trouble) {
  switch (trouble) {
    case Trouble::private_address:
      return "calendar.problem.private";
    case Trouble::too_large:
      return "calendar.problem.too_large";
    case Trouble::too_slow:
      return "calendar.problem.too_slow";
    case Trouble::redirected:
      return "calendar.problem.redirected";
    case Trouble::certificate:
      return "calendar.problem.certificate";
    case Trouble::no_answer:
    case Trouble::stopped:
      return "calendar.problem.no_answer";
    case Trouble::refused:
      return "calendar.problem.refused";
    case Trouble::not_found:
      return "calendar.problem.not_found";
    case Trouble::server:
      return "calendar.problem.server";
    case Trouble::none:
    case Trouble::other:
      break;
  }
  return "calendar.problem.no_calendar";
}

}  // namespace

Result<std::string> AddressOf(const std::string& typed, outward::Hosts hosts) {
  std::string url(Trim(typed));
  for (const std::string_view scheme : {"webcal://", "webcals://"}) {
    if (IsUtf8(url) && Fold(url.substr(0, scheme.size())) == scheme)
      url = "https://" + url.substr(scheme.size());
  }
  const auto why = outward::WhyNotAnAddress(url, hosts);
  if (!why) return url;
  return Fail(FieldFault{"url", {*why == "problem.address.url" ? "problem.calendar.url" : *why}});
}

Fetched Fetch(const Question& question, outward::Hosts hosts) {
  const bool is_caldav = question.kind == CalendarKind::caldav;
  outward::Asking asking{
      .url = question.access.url, .user = question.access.user, .password = question.access.password};
  if (is_caldav) {
    asking.headers = {"Content-Type: application/xml; charset=utf-8", "Depth: 1"};
    asking.method = "REPORT";
    asking.body = ReportOf(question);
  } else {
    asking.headers = {"Accept: text/calendar, */*;q=0.1"};
    asking.etag = question.etag;
    asking.modified = question.modified;
  }
  std::string body;
  const outward::Answer answer =
      outward::Fetch(asking, {.bytes = format::icalendar::kMaxCalendarBytes, .redirects = is_caldav ? 0 : 3},
                     hosts, [&body](std::string_view bytes) { return body.append(bytes), true; });
  Fetched fetched{.is_same = answer.is_same,
                  .bodies = {},
                  .etag = answer.etag,
                  .modified = answer.modified,
                  .problem = {}};
  if (answer.trouble != Trouble::none) {
    fetched.problem = ProblemOf(answer.trouble);
  } else if (!is_caldav && answer.status == 200) {
    fetched.bodies.push_back(std::move(body));
  } else if (auto calendars = is_caldav && answer.status == 207 ? CalendarsIn(body) : std::nullopt) {
    fetched.bodies = std::move(*calendars);
  } else if (!answer.is_same) {
    fetched.problem = ProblemOf(Trouble::other);
  }
  return fetched;
}

std::optional<std::vector<std::string>> CalendarsIn(const std::string& multistatus) {
  // pugixml knows no entities but the five of XML, so nothing grows; prefixes are the server's, names are not.
  pugi::xml_document document;
  if (!document.load_buffer(multistatus.data(), multistatus.size(),
                            pugi::parse_default | pugi::parse_ws_pcdata)) {
    return std::nullopt;
  }
  const auto is_named = [](const pugi::xml_node& node, std::string_view name) {
    const std::string_view full = node.name();
    const auto colon = full.find(':');
    return (colon == std::string_view::npos ? full : full.substr(colon + 1)) == name;
  };
  if (!is_named(document.document_element(), "multistatus")) return std::nullopt;
  std::vector<std::string> calendars;
  for (const pugi::xml_node& response : document.document_element().children()) {
    const pugi::xml_node data =
        response.find_node([&](const pugi::xml_node& node) { return is_named(node, "calendar-data"); });
    std::string text;
    for (const pugi::xml_node& part : data.children()) text += part.value();
    if (!text.empty()) calendars.push_back(std::move(text));
  }
  return calendars;
}

}  // namespace baton::calendar
