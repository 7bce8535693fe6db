// A client comes in: who that is, who serves the client now or by plan, which promise is about to break, and
// what to say. Joined from the book, handoffs, the draft and promises; nothing is stored but what was done
// then (coaching/interruption.h). Worth is said in plain facts with their counts, in things before money.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "book/account.h"
#include "book/views.h"
#include "calendar/calendar_views.h"
#include "coaching/promise.h"
#include "door/receipt.h"
#include "handoff/machine.h"
#include "hour/deal_chance.h"
#include "http/call.h"
#include "people/person.h"
#include "takeover/takeover.h"

namespace baton::door {

struct DoorContact {
  static constexpr const char* kSchemaName = "DoorContact";

  Id id;
  std::string name;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(DoorContact, (), (id, name, title))

struct DoorHit {
  static constexpr const char* kSchemaName = "DoorHit";

  std::optional<DoorContact> contact;  // none: the account itself was found
  book::AccountRef account;
  std::string city;
  std::int32_t score = 0;  // 100: exactly what was typed
};
BOOST_DESCRIBE_STRUCT(DoorHit, (), (contact, account, city, score))

struct DoorHits {
  static constexpr const char* kSchemaName = "DoorHits";

  std::vector<DoorHit> items;
};
BOOST_DESCRIBE_STRUCT(DoorHits, (), (items))

// Who serves the client: the successor of the handoff under way, else of the draft, else the owner if that is
// not the caller.
struct DoorServer {
  static constexpr const char* kSchemaName = "DoorServer";

  people::PersonRef person;
  std::string because;
  std::optional<handoff::Stage> stage;  // of the handoff; none: there is none yet
  std::optional<Day> introduction_on;
  std::vector<std::string> met;  // contacts of the client, by name, the most often met first
};
BOOST_DESCRIBE_STRUCT(DoorServer, (), (person, because, stage, introduction_on, met))

struct DoorFree {
  static constexpr const char* kSchemaName = "DoorFree";

  std::string word_key;  // door.free.until, .busy, .free, .away, .unknown
  std::optional<Instant> until_at;
  std::optional<Instant> as_of;  // when the oldest of the calendars was read; none: no calendar
  std::string text;
};
BOOST_DESCRIBE_STRUCT(DoorFree, (), (word_key, until_at, as_of, text))

struct DoorStake {
  static constexpr const char* kSchemaName = "DoorStake";

  coaching::PromiseView promise;
  std::int64_t minutes_left = 0;  // negative: its time has passed
  std::string text;
};
BOOST_DESCRIBE_STRUCT(DoorStake, (), (promise, minutes_left, text))

struct DoorLine {
  static constexpr const char* kSchemaName = "DoorLine";

  std::string text;
};
BOOST_DESCRIBE_STRUCT(DoorLine, (), (text))

// How likely somebody wins the deal in question.
struct DoorOdds {
  static constexpr const char* kSchemaName = "DoorOdds";

  people::PersonRef person;
  std::int64_t won = 0;  // of deals like it
  std::int64_t closed = 0;
  std::optional<double> chance;  // none: too few are closed
  std::optional<double> low;     // likely, four times in five
  std::optional<double> high;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(DoorOdds, (), (person, won, closed, chance, low, high, text))

// Of the client's open deals the largest, or where no size is known the next to close. Who serves the client, beside the caller.
struct DoorChance {
  static constexpr const char* kSchemaName = "DoorChance";

  Id deal_id;
  std::string deal;
  hour::ChanceSaying saying = hour::ChanceSaying::both_few;
  DoorOdds rep;
  DoorOdds manager;
  std::int64_t all_won = 0;  // of deals like it, of these two and their colleagues
  std::int64_t all_closed = 0;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(DoorChance, (), (deal_id, deal, saying, rep, manager, all_won, all_closed, text))

struct DoorAnswer {
  static constexpr const char* kSchemaName = "DoorAnswer";

  std::string question;
  std::string answer;
};
BOOST_DESCRIBE_STRUCT(DoorAnswer, (), (question, answer))

struct TalkTrack {
  static constexpr const char* kSchemaName = "TalkTrack";

  std::string greeting;
  std::optional<DoorAnswer> if_you_rather;  // none where there is nobody to introduce
};
BOOST_DESCRIBE_STRUCT(TalkTrack, (), (greeting, if_you_rather))

struct Door {
  static constexpr const char* kSchemaName = "Door";

  std::optional<DoorContact> contact;
  book::AccountRow account;
  std::optional<people::PersonRef> owner;
  std::optional<DoorServer> server;
  std::optional<DoorFree> free;          // of the server
  std::vector<calendar::TeamTime> team;  // who else could, the server first
  std::optional<DoorStake> at_stake;
  std::int32_t others_waiting = 0;   // reps, without the one at stake
  std::optional<DoorChance> chance;  // of a manager, beside a rep below
  std::vector<DoorLine> worth;
  TalkTrack talk_track;
  std::vector<Instant> next_slots;  // for the promise at stake, free for both of the two; or half an hour
};
BOOST_DESCRIBE_STRUCT(Door, (),
                      (contact, account, owner, server, free, team, at_stake, others_waiting, chance, worth,
                       talk_track, next_slots))

// Which of the three ways.
struct DoorInput {
  static constexpr const char* kSchemaName = "DoorInput";

  coaching::Outcome outcome = coaching::Outcome::greeted;
  std::optional<Id> contact_id;
  std::optional<std::int32_t> minutes;     // none: 5, taken 60
  std::optional<Id> promise_id;            // taken: the promise that gives way
  std::optional<Instant> new_due_at;       // and its new time
  std::optional<takeover::Reason> reason;  // taken: why, for the rep whom it concerns
};
BOOST_DESCRIBE_STRUCT(DoorInput, (), (outcome, contact_id, minutes, promise_id, new_due_at, reason))

struct DoorDone {
  static constexpr const char* kSchemaName = "DoorDone";

  Id interruption_id;
  ReceiptView receipt;
};
BOOST_DESCRIBE_STRUCT(DoorDone, (), (interruption_id, receipt))

DoorHits FindAtDoor(const http::Call& call, const std::string& text);
Result<Door> ViewDoor(const http::Call& call, db::Connection& connection, Id account_id,
                      std::optional<Id> contact_id);
// One action: the interruption; the introduction as a step of the handoff; the promise moved, and who is
// concerned told.
Result<DoorDone> PassDoor(const http::Call& call, Id account_id, const DoorInput& input);

}  // namespace baton::door
