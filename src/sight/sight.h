// What those above see of a person: one line for each kind of thing that Baton keeps of people. Which right decides about a kind is the
// policy's word (access/policy.h): KindOf is a switch over all words, so that a new word does not compile until somebody has said
// where it stands here.
//
//   KindOf(access::Word::promise)   // Kind::promises
//   WordOf(Kind::promises)          // access::Word::promise
//
// Pure, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/policy.h"
#include "base/date.h"
#include "people/person.h"

namespace baton::sight {

enum class Kind {
  accounts,
  handoffs,
  plans,
  agreed_share,
  ties,
  scoreboard,
  reports,
  friday_pages,
  ninety_days,
  hours,
  departure,
  delegation,
  takeovers,
  coaching_sessions,
  coaching_notes,
  skill_levels,
  promises,
  reviews,
  self_assessment,
  answers,  // of a rep, about the manager
  mentor_talks,
  working_days,  // hours and days away
  covers,
  calendar,
  mailbox,
  letters,
  own  // notices, sign-ins, choices, the own part of the log of deeds
};
BOOST_DESCRIBE_ENUM(Kind, accounts, handoffs, plans, agreed_share, ties, scoreboard, reports, friday_pages,
                    ninety_days, hours, departure, delegation, takeovers, coaching_sessions, coaching_notes,
                    skill_levels, promises, reviews, self_assessment, answers, mentor_talks, working_days,
                    covers, calendar, mailbox, letters, own)

// later: from a day on, until which a new manager is left alone.
enum class Shown { seen, figures, later, never };
BOOST_DESCRIBE_ENUM(Shown, seen, figures, later, never)

// None: a word that is about nobody's rows, as the list of skills.
std::optional<Kind> KindOf(access::Word word);
access::Word WordOf(Kind kind);
// What there is of somebody in a role, in the order of a page.
std::span<const Kind> KindsOf(access::Role role);
// The screen where that person sees it, or changes who does; "" where there is none.
std::string LinkOf(Kind kind, access::Role role, Id person_id);

// What one person above, or an administrator, sees of a kind.
struct Line {
  Kind kind = Kind::own;
  Shown shown = Shown::never;
  std::optional<Day> from_on;        // of later
  std::optional<std::int64_t> rows;  // of those there are today, so many are seen
  std::optional<std::int64_t> of;
  std::string variant;  // which of its sentences; empty: the one of `shown`

  bool operator==(const Line&) const = default;
};

struct LineView {
  static constexpr const char* kSchemaName = "SightLine";

  Kind kind = Kind::own;
  Shown shown = Shown::never;
  std::optional<Day> from_on;
  std::optional<std::int64_t> rows;
  std::optional<std::int64_t> of;
  std::string title;
  std::string text;
  std::string link;
};
BOOST_DESCRIBE_STRUCT(LineView, (), (kind, shown, from_on, rows, of, title, text, link))

// Several above who see the same stand together; the direct one first, alone.
struct GroupView {
  static constexpr const char* kSchemaName = "SightGroup";

  std::vector<people::PersonRef> people;
  bool is_direct = false;
  std::vector<LineView> lines;
};
BOOST_DESCRIBE_STRUCT(GroupView, (), (people, is_direct, lines))

struct SightView {
  static constexpr const char* kSchemaName = "Sight";

  people::PersonRef person;
  std::vector<GroupView> above;
  std::vector<LineView> administrators;  // what they see; nothing else
  std::string operator_text;             // who runs the machine
};
BOOST_DESCRIBE_STRUCT(SightView, (), (person, above, administrators, operator_text))

}  // namespace baton::sight
