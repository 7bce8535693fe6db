#include <algorithm>
#include <array>

#include "sight/sight.h"

namespace baton::sight {
namespace {

using access::Role;
using access::Word;

struct KindRow {
  Kind kind;
  Word word;  // whose right decides
  const char* manager_link;
  const char* rep_link;
};

// Where the right to read is another word's: ties are read with the client, and the routes of working hours stand under `notice`, since
// everybody has them.
constexpr KindRow kRows[] = {
    {Kind::accounts, Word::account, "/book", "/book"},
    {Kind::handoffs, Word::handoff, "/board", "/board"},
    {Kind::plans, Word::plan, "/board", ""},
    {Kind::agreed_share, Word::agreed_share, "/takeovers", ""},
    {Kind::ties, Word::account, "/who-knows-whom", "/who-knows-whom"},
    {Kind::scoreboard, Word::scoreboard, "/scoreboard", "/coaching"},
    {Kind::reports, Word::report, "/report", "/report"},
    {Kind::friday_pages, Word::friday, "/friday", ""},
    {Kind::ninety_days, Word::ninety_days, "/ninety-days", ""},
    {Kind::hours, Word::hour, "/hour", "/hour"},
    {Kind::departure, Word::departure, "/if-i-leave", "/if-i-leave"},
    {Kind::delegation, Word::delegation, "/levels", "/levels"},
    {Kind::takeovers, Word::takeover, "/takeovers", "/takeovers"},
    {Kind::coaching_sessions, Word::coaching_session, "/coaching", "/coaching"},
    {Kind::coaching_notes, Word::coaching_session, "/coaching", "/coaching"},
    {Kind::skill_levels, Word::coaching_session, "/coaching", "/coaching"},
    {Kind::promises, Word::promise, "/promises", "/promises"},
    {Kind::reviews, Word::review, "/reviews", "/reviews"},
    {Kind::self_assessment, Word::assessment, "/self-assessment", ""},
    {Kind::answers, Word::assessment_question, "", "/self-assessment"},
    {Kind::mentor_talks, Word::mentor_talk, "/mentor", "/mentor"},
    {Kind::working_days, Word::notice, "/settings?section=calendar", "/settings?section=calendar"},
    {Kind::covers, Word::cover, "/people/{}/cover", "/people/{}/cover"},
    {Kind::calendar, Word::door, "/settings?section=calendar", "/settings?section=calendar"},
    {Kind::mailbox, Word::traffic, "/my-mail", "/my-mail"},
    {Kind::letters, Word::mail, "/outbox", "/outbox"},
    {Kind::own, Word::action, "/settings", "/settings"},
};

constexpr std::array kManagerKinds{Kind::accounts,
                                   Kind::handoffs,
                                   Kind::plans,
                                   Kind::agreed_share,
                                   Kind::ties,
                                   Kind::scoreboard,
                                   Kind::reports,
                                   Kind::friday_pages,
                                   Kind::ninety_days,
                                   Kind::hours,
                                   Kind::departure,
                                   Kind::delegation,
                                   Kind::takeovers,
                                   Kind::promises,
                                   Kind::coaching_sessions,
                                   Kind::coaching_notes,
                                   Kind::reviews,
                                   Kind::self_assessment,
                                   Kind::mentor_talks,
                                   Kind::working_days,
                                   Kind::covers,
                                   Kind::calendar,
                                   Kind::mailbox,
                                   Kind::letters,
                                   Kind::own};
constexpr std::array kRepKinds{Kind::accounts,     Kind::handoffs,          Kind::ties,
                               Kind::scoreboard,   Kind::reports,           Kind::hours,
                               Kind::departure,    Kind::delegation,        Kind::takeovers,
                               Kind::promises,     Kind::coaching_sessions, Kind::coaching_notes,
                               Kind::skill_levels, Kind::reviews,           Kind::answers,
                               Kind::mentor_talks, Kind::working_days,      Kind::covers,
                               Kind::calendar,     Kind::mailbox,           Kind::letters,
                               Kind::own};
constexpr std::array kDirectorKinds{Kind::accounts,     Kind::handoffs,     Kind::ties,   Kind::departure,
                                    Kind::mentor_talks, Kind::working_days, Kind::covers, Kind::calendar,
                                    Kind::mailbox,      Kind::letters,      Kind::own};

}  // namespace

std::optional<Kind> KindOf(Word word) {
  switch (word) {
    case Word::account:
      return Kind::accounts;
    case Word::board:
    case Word::handoff:
      return Kind::handoffs;
    case Word::plan:
      return Kind::plans;
    case Word::agreed_share:
      return Kind::agreed_share;
    case Word::tie:
      return Kind::ties;
    case Word::scoreboard:
    case Word::manager:
      return Kind::scoreboard;
    case Word::report:
      return Kind::reports;
    case Word::friday:
      return Kind::friday_pages;
    case Word::ninety_days:
      return Kind::ninety_days;
    case Word::hour:
      return Kind::hours;
    case Word::departure:
      return Kind::departure;
    case Word::delegation:
      return Kind::delegation;
    case Word::takeover:
      return Kind::takeovers;
    case Word::coaching_session:
      return Kind::coaching_sessions;
    case Word::promise:
      return Kind::promises;
    case Word::review:
      return Kind::reviews;
    case Word::assessment:
      return Kind::self_assessment;
    case Word::assessment_question:
      return Kind::answers;
    case Word::mentor_talk:
      return Kind::mentor_talks;
    case Word::cover:
      return Kind::covers;
    case Word::door:
      return Kind::calendar;
    case Word::traffic:
      return Kind::mailbox;
    case Word::letter:
    case Word::mail:
      return Kind::letters;
    case Word::action:
    case Word::job:
    case Word::notice:
    case Word::personal_data:
    case Word::session:
    case Word::sight:
    case Word::today:
    case Word::token:
      return Kind::own;
    // Of the organization, or read by everybody alike.
    case Word::administration:
    case Word::demo:
    case Word::export_file:
    case Word::import:
    case Word::letter_template:
    case Word::mail_relay:
    case Word::mentor:
    case Word::ninety_days_path:
    case Word::organization:
    case Word::person:
    case Word::settings:
    case Word::skill:
    case Word::tie_agreement:
    case Word::webhook:
      break;
  }
  return std::nullopt;
}

Word WordOf(Kind kind) { return std::ranges::find(kRows, kind, &KindRow::kind)->word; }

std::span<const Kind> KindsOf(Role role) {
  switch (role) {
    case Role::manager:
      return kManagerKinds;
    case Role::rep:
      return kRepKinds;
    case Role::director:
    case Role::administrator:
      break;
  }
  return kDirectorKinds;
}

std::string LinkOf(Kind kind, Role role, Id person_id) {
  const auto row = std::ranges::find(kRows, kind, &KindRow::kind);
  // A director has no outbox.
  if (role == Role::director && kind == Kind::letters) return {};
  std::string link = role == Role::rep ? row->rep_link : row->manager_link;
  if (const auto at = link.find("{}"); at != std::string::npos) link.replace(at, 2, ToString(person_id));
  return link;
}

}  // namespace baton::sight
