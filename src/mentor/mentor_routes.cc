#include "mentor/mentor_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "calendar/calendar.h"
#include "calendar/slots.h"
#include "coaching/directory.h"
#include "http/router.h"
#include "json/json.h"
#include "mentor/appointment.h"
#include "mentor/mentor_store.h"
#include "people/directory.h"
#include "seal/unused.h"

namespace baton::mentor {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::size_t kTimes = 6;
constexpr int kDaysLooked = 21;
constexpr std::int64_t kNotice = 12 * 60 * kMillisecondsPerMinute;  // nobody is asked for in an hour

struct TimesQuery {
  Id mentor;  // the person
  std::int32_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(TimesQuery, (), (mentor, minutes))

struct TimesView {
  static constexpr const char* kSchemaName = "MentorTimes";

  std::vector<Instant> items;
};
BOOST_DESCRIBE_STRUCT(TimesView, (), (items))

struct MoveInput {
  static constexpr const char* kSchemaName = "MentorTalkMove";

  Instant starts_at;
};
BOOST_DESCRIBE_STRUCT(MoveInput, (), (starts_at))

struct OutcomeInput {
  static constexpr const char* kSchemaName = "MentorTalkOutcome";

  std::string text;
};
BOOST_DESCRIBE_STRUCT(OutcomeInput, (), (text))

// The next times that suit both, also by conversations that stand in nobody's calendar yet.
Result<TimesView> FindTimes(const Call& call, const TimesQuery& query) {
  if (query.minutes < kLeastMinutes || query.minutes > kMostMinutes) {
    return Fail(FieldFault{"minutes",
                           {"problem.field.out_of_range",
                            {{"minimum", double{kLeastMinutes}}, {"maximum", double{kMostMinutes}}}}});
  }
  db::Connection& connection = call.db();
  // Of those who are named, and of those the caller has a conversation with.
  const auto talks = FindTalks(connection, call.org_id(), call.person_id());
  const bool is_known = std::ranges::any_of(
      talks, [&](const Talk& one) { return one.mentor_id == query.mentor || one.asker_id == query.mentor; });
  if (query.mentor == call.person_id() ||
      (!is_known && !FindMentorOfPerson(connection, call.org_id(), query.mentor)))
    return NotFound("mentor");
  const Instant from = call.now() + kNotice;
  const Instant to = from + (kDaysLooked + 1) * kMillisecondsPerDay;
  std::vector<calendar::Span> taken;
  for (const Id person : {call.person_id(), query.mentor}) {
    for (const calendar::Taken& one : calendar::FindTaken(connection, call.org_id(), person, from, to))
      taken.push_back(one.span);
    for (const Talk& one : FindPlannedTalks(connection, call.org_id(), person, from, to))
      taken.push_back({one.starts_at, one.ends_at()});
  }
  return TimesView{calendar::NextSlots({.earliest = from,
                                        .zone = coaching::ZoneOf(connection, call.org_id(), call.person_id()),
                                        .minutes = query.minutes,
                                        .days = kDaysLooked},
                                       taken, kTimes)};
}

Result<http::Page<TalkView>> List(const Call& call, const seal::Key& key) {
  const auto talks = FindTalks(call.db(), call.org_id(), call.person_id());
  auto views = ViewTalks(call.db(), key, call.org_id(), talks, call.person_id(), call.now());
  if (!views) return Fail(views.error());
  return http::Page<TalkView>{std::move(*views), std::nullopt};
}

Result<TalkView> View(const Call& call, db::Connection& connection, const seal::Key& key, const Talk& talk) {
  auto views = ViewTalks(connection, key, call.org_id(), std::span(&talk, 1), call.person_id(), call.now());
  if (!views) return Fail(views.error());
  if (views->empty()) return NotFound("mentor_talk");
  return std::move(views->front());
}

Result<TalkView> AskFor(const Call& call, const TalkInput& input, const seal::Key& key) {
  if (auto faults = FaultsOf(input, call.now()); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<TalkView> {
    const auto mentor = people::FindPerson(tx, call.org_id(), input.mentor_id);
    if (!mentor || input.mentor_id == call.person_id() ||
        !FindMentorOfPerson(tx, call.org_id(), input.mentor_id))
      return Fail(FieldFault{"mentor_id", {"problem.mentor.not_named"}});
    action::Action action(tx, call, "mentor_talk.ask");
    return View(call, tx, key, Ask(action, key, input));
  });
}

template <class F>
Result<TalkView> Do(const Call& call, Id id, TalkDeed deed, const seal::Key& key, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<TalkView> {
    const auto talk = FindTalk(tx, call.org_id(), call.person_id(), id);
    if (!talk) return NotFound("mentor_talk");
    if (auto current = action::CheckVersion(call, talk->version, "mentor_talk"); !current)
      return Fail(current.error());
    const auto may = DeedsOf(*talk, call.person_id(), call.now());
    if (std::ranges::find(may, deed) == may.end()) return Fail(Kind::conflict, "problem.mentor.not_now");
    action::Action action(tx, call, "mentor_talk." + std::string(json::NameOf(deed)), id);
    Talk after = *talk;
    change(action, after);
    const auto saved = action.Update(*talk, after);
    if (!saved) return Fail(saved.error());
    if (deed == TalkDeed::move || deed == TalkDeed::cancel) {
      TellOther(action, *saved, deed == TalkDeed::move ? "notice.mentor.moved" : "notice.mentor.cancelled");
      TellTalkAppointment(action, id);
    }
    if (deed == TalkDeed::outcome) TellOther(action, *saved, "notice.mentor.outcome");
    return View(call, tx, key, *saved);
  });
}

Result<TalkView> MoveTalk(const Call& call, Id id, const MoveInput& input, const seal::Key& key) {
  if (input.starts_at <= call.now()) return Fail(FieldFault{"starts_at", {"problem.mentor.past"}});
  return Do(call, id, TalkDeed::move, key,
            [&](action::Action&, Talk& talk) { talk.starts_at = input.starts_at; });
}

Result<TalkView> SayOutcome(const Call& call, Id id, const OutcomeInput& input, const seal::Key& key) {
  if (auto fault = FaultOfWords(input.text, "text", kMaxWords, true)) return Fail(std::move(*fault));
  return Do(call, id, TalkDeed::outcome, key, [&](action::Action& action, Talk& talk) {
    talk.outcome_text_id = PutText(action.tx(), action.org_id(), key, Trim(input.text));
    talk.outcome_at = action.now();
  });
}

http::RouteOptions Deeds(std::string name, std::string summary) {
  return {.name = std::move(name),
          .deed = Deed::change,
          .word = Word::mentor_talk,
          .status = 200,
          .versioned = true,
          .keeps_answer = false,  // it holds the words
          .summary = std::move(summary)};
}

std::vector<Id> TheTwoOf(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT asker_id FROM mentor_talk WHERE org_id = $1 AND id IN baton_list($2) UNION "
      "SELECT mentor_id FROM mentor_talk WHERE org_id = $1 AND id IN baton_list($2)",
      org_id, db::IdList(ids));
}

std::vector<Id> OthersTalks(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> ids) {
  if (!ScopeOf(person, Deed::change, Word::mentor_talk)) return {ids.begin(), ids.end()};
  return connection.Query<Id>(
      "SELECT id FROM mentor_talk WHERE org_id = $1 AND id IN baton_list($2) AND asker_id <> $3 AND "
      "mentor_id "
      "<> $3 ORDER BY id",
      person.org_id, db::IdList(ids), person.person_id);
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Mentor::kTable), .out_of_reach = action::UnlessMayChange(Word::mentor)});
  tables.Add(
      {.name = std::string(MentorLink::kTable), .out_of_reach = action::UnlessMayChange(Word::mentor)});
  tables.Add({.name = std::string(Talk::kTable),
              .marks_deleted = true,
              .is_private = true,
              .refresh =
                  [](db::Tx& tx, Id org_id, Id id) {
                    KeepTextsOf(tx, org_id, id);
                    TellTalkSoon(tx, org_id, id);
                  },
              .out_of_reach = &OthersTalks,
              .undo_days = seal::kUndoDays,
              .listeners = &TheTwoOf});
  tables.KeepFromUndo(std::string(kTalkTellKind), "problem.mail.sent");
  tables.KeepFromUndo("mentor_talk.answer", "problem.mail.sent");
}

void AddMentorRoutes(http::Router& router, const seal::Key* key) {
  AddListRoutes(router);
  router.Get("/api/v1/mentor-times",
             {.name = "findMentorTimes",
              .deed = Deed::create,
              .word = Word::mentor_talk,
              .summary = "The next times that suit both, by their calendars"},
             FindTimes);
  router.Get("/api/v1/mentor-talks",
             {.name = "listMentorTalks", .deed = Deed::read, .word = Word::mentor_talk},
             [key](const Call& call) { return List(call, *key); });
  router.Post("/api/v1/mentor-talks",
              {.name = "askMentor",
               .deed = Deed::create,
               .word = Word::mentor_talk,
               .keeps_answer = false,  // it holds the words
               .summary = "A conversation at a time: the mentor is told, both are invited"},
              [key](const Call& call, const TalkInput& input) { return AskFor(call, input, *key); });
  router.Post(
      "/api/v1/mentor-talks/{id}/move", Deeds("moveMentorTalk", "Either of the two"),
      [key](const Call& call, Id id, const MoveInput& input) { return MoveTalk(call, id, input, *key); });
  router.Post("/api/v1/mentor-talks/{id}/cancel", Deeds("cancelMentorTalk", "Either of the two"),
              [key](const Call& call, Id id) {
                return Do(call, id, TalkDeed::cancel, *key,
                          [](action::Action&, Talk& talk) { talk.state = TalkState::cancelled; });
              });
  router.Post("/api/v1/mentor-talks/{id}/outcome",
              Deeds("sayMentorTalkOutcome", "What came of it, by who asked; the mentor reads it"),
              [key](const Call& call, Id id, const OutcomeInput& input) {
                return SayOutcome(call, id, input, *key);
              });
  router.Post("/api/v1/mentor-talks/{id}/remove",
              Deeds("removeMentorTalk", "Out of both lists; the words go for good a month later"),
              [key](const Call& call, Id id) {
                return Do(call, id, TalkDeed::remove, *key,
                          [](action::Action& action, Talk& talk) { talk.deleted_at = action.now(); });
              });
}

}  // namespace baton::mentor
