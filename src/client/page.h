// The client's page as HTML, from the facts of one handoff: who looks after the client now, what changes and what does not,
// whom to call when it burns, and the ways to answer. It works without JavaScript and loads nothing but, where the built UI
// is there, its fonts. Every value is escaped by the template.
//
//   const PageStyle style = MakeStyle(FindFonts("web/dist"));
//   WritePage(facts, catalogue, style);     // a document; `style.policy` is its Content-Security-Policy
//
// Pure but for FindFonts, hence thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/message.h"
#include "client/client.h"
#include "words/catalogue.h"

namespace baton::client {

// The paths of the fonts that the UI brings; empty: the reader's own are used.
struct Fonts {
  std::string sans;
  std::string serif;
};
Fonts FindFonts(const std::string& web_folder);

struct PageStyle {
  std::string css;
  std::string policy;  // allows this style by its hash, no script, nothing from elsewhere
};
PageStyle MakeStyle(const Fonts& fonts);

// Somebody of ours, as clients are shown one.
struct PagePerson {
  Id id;
  std::string name;
  std::string title;
  std::string email;
  std::string phone;
  std::string picture;  // a data URL, or empty
};

struct PageMeeting {
  Instant starts_at;
  std::string zone;
  std::string zone_text;  // "Central Standard Time (America/Chicago)"
  std::string place;
};

struct PageAnswer {
  AnswerKind kind = AnswerKind::accept;
  std::string text;
  std::string wanted;  // a name
  Instant at;
};

// What was typed and cannot be taken as it is.
struct PageForm {
  AnswerKind kind = AnswerKind::question;
  std::string text;
  std::optional<Id> wanted_person_id;
  Message fault;
};

struct PageFacts {
  std::string language = "en";
  std::string time_zone = "UTC";
  std::string organization;
  std::string account;
  std::string contact;
  PagePerson successor;
  std::optional<PagePerson> former;    // none: has left
  std::optional<Day> since;            // the successor looks after the client already
  std::optional<Day> week_on;          // of the introduction that is planned
  std::optional<PageMeeting> meeting;  // the next one with this contact
  std::optional<Day> reach_until;      // until when the former owner stays in reach, where that is agreed
  std::vector<PagePerson> candidates;
  std::optional<PageAnswer> answer;  // the latest one
  bool may_answer = true;
  Day works_until;
};

std::string WritePage(const PageFacts& facts, const std::optional<PageForm>& form,
                      const words::Catalogue& catalogue, const PageStyle& style);

// One polite sentence under a title, for what leads nowhere.
std::string WriteWord(const Message& title, const Message& text, const std::string& language,
                      const words::Catalogue& catalogue, const PageStyle& style);

// "+1 (312) 555-0142" -> "tel:+13125550142"; empty when there is no digit.
std::string PhoneLink(std::string_view phone);
// With everything escaped that could begin a header of the mail.
std::string MailLink(std::string_view email);

}  // namespace baton::client
