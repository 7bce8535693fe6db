#include <algorithm>
#include <map>

#include "base/check.h"
#include "book/deals.h"
#include "coaching/session_store.h"
#include "coaching/session_writings.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "json/json.h"
#include "people/directory.h"
#include "skill/directory.h"

namespace baton::demo {
namespace {

using coaching::Happened;
using coaching::Purpose;
using coaching::SessionKind;
using coaching::Visibility;

// One of Jim's sessions, days from the scene.
struct CastSession {
  int day;
  int minute_of_day;
  int minutes;
  SessionKind kind;
  Purpose purpose;
  std::vector<std::string_view> reps;
  std::string_view deal;  // empty: none
  std::vector<std::string_view> skills;
  std::string_view note;  // of the two
  std::string_view private_note;
  std::string_view step;  // the rep's next
  int step_in_days = 0;
  std::string_view answers;  // one letter a rep: y, d, n, or - for none yet
};

// A level as one of the two saw it.
struct CastLevel {
  int day;
  std::string_view rep;
  std::string_view skill;
  int managers;  // 0: not rated
  int reps;
};

// clang-format off
const std::vector<CastSession>& Sessions() {
  static const std::vector<CastSession> kSessions = {
      {-42, 9 * 60,       45, SessionKind::one_to_one,   Purpose::skill, {"jada"},   "", {"opening"},
       "First letters get no answer. We take the opening first: one reason why now, for this client.", "Nervous when I listen in. Let her call alone, talk after.", "Write five openings, one for each kind of client", 7, "y"},
      {-41, 14 * 60,      30, SessionKind::deal_review,  Purpose::deal,  {"priya"},  "Tilbury Vets", {}, "", "", "", 0, "y"},
      {-40, 10 * 60,      30, SessionKind::one_to_one,   Purpose::skill, {"tom"},    "", {"negotiation"},
       "Tom gives the discount before anybody asks for it.", "", "Practise the silence after the price", 14, "y"},
      {-35, 9 * 60,       30, SessionKind::role_play,    Purpose::skill, {"jada"},   "", {"opening", "questions"},
       "The openings got shorter. Next: one question, then listen.", "", "", 0, "y"},
      {-34, 15 * 60,      60, SessionKind::ride_along,   Purpose::skill, {"lena"},   "", {"listening"}, "She heard what the host did not say. Say less after it.", "", "", 0, "y"},
      {-33, 13 * 60,      30, SessionKind::call_review,  Purpose::skill, {"marcus"}, "", {"objections"}, "", "", "", 0, "d"},
      {-27, 9 * 60,       60, SessionKind::group,        Purpose::skill, {"jada", "tom", "lena"}, "", {"questions"}, "", "Good hour. Lena carried it.", "", 0, "yyy"},
      {-21, 9 * 60,       45, SessionKind::letter_review, Purpose::skill, {"jada"},  "", {"writing"},
       "We say \"we\" eleven times and \"you\" twice. Turn it round.", "", "Second draft of the prospecting letter", 12, "y"},
      {-20, 11 * 60,      30, SessionKind::deal_review,  Purpose::deal,  {"tom"},    "Ridgeway Auto", {}, "", "", "", 0, "y"},
      {-19, 10 * 60,      30, SessionKind::call_review,  Purpose::skill, {"lena"},   "", {"listening"}, "", "", "", 0, "y"},
      {-14, 10 * 60,      90, SessionKind::ride_along,   Purpose::deal,  {"jada"},   "Harbor Couriers", {},
       "She led the whole visit. I said two sentences, one too many.", "", "Send the site plan", 7, "y"},
      {-13, 9 * 60 + 30,  30, SessionKind::role_play,    Purpose::skill, {"jada"},   "", {"opening"},
       "Three openings out of five would make me listen.", "Ready to lead Larmar with me in the room.", "", 0, "y"},
      {-12, 14 * 60,      30, SessionKind::deal_review,  Purpose::deal,  {"priya"},  "Tilbury Vets", {}, "", "", "", 0, "y"},
      {-11, 16 * 60,      30, SessionKind::deal_review,  Purpose::deal,  {"lena"},   "Alder Inn", {}, "", "", "", 0, "y"},
      {-7,  15 * 60,      30, SessionKind::role_play,    Purpose::skill, {"tom"},    "", {"negotiation"},
       "He held the price for four sentences. That is three more than in October.", "", "Name the price to Ridgeway and wait", 5, "y"},
      {-5,  9 * 60,       30, SessionKind::one_to_one,   Purpose::skill, {"jada"},   "", {"writing", "opening"},
       "Draft 2 is late because of me, not because of her. I review it before the week is over.", "I moved this twice. Do not move it again.", "Bring the list of ten firms to write to", 5, "y"},
      {-4,  13 * 60,      30, SessionKind::call_review,  Purpose::skill, {"marcus"}, "", {"objections"}, "", "", "", 0, "-"},
      {-1,  16 * 60,      20, SessionKind::deal_review,  Purpose::deal,  {"jada"},   "Harbor Couriers", {},
       "Ask who signs before the site plan goes out.", "", "", 0, "-"},
  };
  return kSessions;
}

// Planned, seen from the morning of the scene.
const std::vector<CastSession>& PlannedSessions() {
  static const std::vector<CastSession> kPlanned = {
      {0, 15 * 60 + 30, 30, SessionKind::one_to_one, Purpose::skill, {"tom"},  "", {"negotiation"}, "", "", "", 0, ""},
      {1, 14 * 60,      45, SessionKind::one_to_one, Purpose::skill, {"jada"}, "", {"writing"},     "", "", "", 0, ""},
      {2, 10 * 60 + 30, 90, SessionKind::ride_along, Purpose::skill, {"lena"}, "Alder Inn", {"listening"}, "", "", "", 0, ""},
  };
  return kPlanned;
}

const std::vector<CastSession>& SessionsSince() {
  static const std::vector<CastSession> kSince = {
      {8,  14 * 60,      45, SessionKind::one_to_one,  Purpose::skill, {"jada"},   "", {"writing"},
       "Nine letters went out, four answers. She wrote to people, not to firms.", "", "", 0, "y"},
      {15, 10 * 60,      60, SessionKind::group,       Purpose::skill, {"jada", "tom", "lena", "marcus"}, "", {"value"}, "", "", "", 0, "yyyy"},
      {34, 14 * 60,      45, SessionKind::one_to_one,  Purpose::skill, {"jada"},   "", {"questions"},
       "She asked Bill what changes when the second depot opens, and waited.", "", "", 0, "y"},
      {36, 9 * 60 + 30,  30, SessionKind::role_play,   Purpose::skill, {"tom"},    "", {"negotiation"},
       "The price stood. He was surprised himself.", "", "", 0, "y"},
      {41, 13 * 60,      30, SessionKind::call_review, Purpose::skill, {"marcus"}, "", {"objections"}, "", "", "", 0, "y"},
      {43, 11 * 60,      30, SessionKind::one_to_one,  Purpose::skill, {"lena"},   "", {"closing"}, "", "", "", 0, "y"},
      {48, 14 * 60,      45, SessionKind::one_to_one,  Purpose::skill, {"jada"},   "", {"questions", "value"},
       "She leads Larmar alone. My part is to ask her on Fridays how it went.", "", "Plan the second depot with Bill", 14, "y"},
      {52, 15 * 60,      30, SessionKind::deal_review, Purpose::deal,  {"priya"},  "Northline Clinics", {}, "", "", "", 0, "y"},
      {57, 10 * 60,      30, SessionKind::one_to_one,  Purpose::skill, {"tom"},    "", {"closing"}, "", "", "", 0, "-"},
  };
  return kSince;
}

constexpr CastLevel kCastLevels[] = {
    {-42, "jada",   "opening",     1, 2},
    {-35, "jada",   "questions",   2, 2},
    {-27, "jada",   "opening",     2, 0},
    {-21, "jada",   "writing",     1, 1},
    {-13, "jada",   "opening",     3, 3},
    {-5,  "jada",   "writing",     2, 2},
    {-40, "tom",    "negotiation", 1, 3},
    {-7,  "tom",    "negotiation", 2, 2},
    {-34, "lena",   "listening",   3, 2},
    {-19, "lena",   "listening",   3, 3},
    {-33, "marcus", "objections",  3, 3},
};
constexpr CastLevel kCastLevelsSince[] = {
    {8,  "jada", "writing",     3, 2},
    {34, "jada", "questions",   3, 3},
    {36, "tom",  "negotiation", 3, 3},
    {48, "jada", "value",       2, 2},
};
// clang-format on

// What the inserting of one demo's sessions shares.
struct CoachingCast {
  db::Tx& tx;
  const Scene& scene;
  const seal::Key* key;
  std::map<std::string, Id, std::less<>> skills = {};  // by code

  action::Action Act(Id person_id, std::string_view kind, Instant at) const {
    return action::Action(tx, {scene.org_id, person_id}, kind, at);
  }
};

Happened AnswerOf(char letter) {
  return letter == 'd' ? Happened::differently : letter == 'n' ? Happened::no : Happened::yes;
}

// The client's deal that is furthest from over.
void TagDeal(const CoachingCast& cast, std::string_view account, coaching::Session& session) {
  if (account.empty()) return;
  session.account_id = cast.scene.Account(account);
  const auto ownership = cast.scene.people;
  std::vector<Id> people;
  for (const auto& [key, id] : ownership) people.push_back(id);
  for (const book::Deal& deal : book::FindOpenDeals(cast.tx, cast.scene.org_id, people)) {
    if (deal.account_id == session.account_id && session.purpose == Purpose::deal)
      session.opportunity_id = deal.id;
  }
}

void InsertWords(const CoachingCast& cast, const CastSession& one, const coaching::Session& session,
                 Instant after) {
  if (!cast.key) return;
  const Id jim = cast.scene.Person("jim");
  const auto rep_id =
      one.reps.size() == 1 ? std::optional(cast.scene.Person(one.reps.front())) : std::nullopt;
  const auto put = [&](std::string_view text, Visibility visibility) {
    auto noting = cast.Act(jim, "coaching_note.add", after);
    coaching::InsertNote(noting, *cast.key,
                         {.session_id = session.id,
                          .manager_id = jim,
                          .rep_id = rep_id,
                          .author_id = jim,
                          .visibility = visibility},
                         text);
  };
  if (!one.note.empty()) put(one.note, Visibility::the_two);
  if (!one.private_note.empty()) put(one.private_note, Visibility::author_only);
  if (one.step.empty() || !rep_id) return;
  auto stepping = cast.Act(jim, "coaching_step.add", after);
  coaching::Step step{.session_id = session.id,
                      .rep_id = *rep_id,
                      .text_id = coaching::PutText(cast.tx, cast.scene.org_id, *cast.key, one.step, after),
                      .due_on = SceneDay() + (one.day + one.step_in_days)};
  if (one.day + one.step_in_days < -2) step.done_at = At(one.day + one.step_in_days, 9 * 60);
  stepping.Insert(step);
}

void InsertAnswers(const CoachingCast& cast, const CastSession& one, const coaching::Session& session,
                   Instant at) {
  for (std::size_t i = 0; i < one.answers.size(); ++i) {
    if (one.answers[i] == '-') continue;
    const Id rep = cast.scene.Person(one.reps[i]);
    auto answering = cast.Act(rep, "coaching_session.confirm", at);
    answering.Insert(coaching::SessionAnswer{.session_id = session.id,
                                             .manager_id = session.manager_id,
                                             .rep_id = rep,
                                             .answer = AnswerOf(one.answers[i]),
                                             .minutes = one.minutes,
                                             .answered_at = at});
  }
}

void InsertOne(const CoachingCast& cast, const CastSession& one, bool is_held) {
  const Id jim = cast.scene.Person("jim");
  std::vector<Id> reps;
  for (const std::string_view rep : one.reps) reps.push_back(cast.scene.Person(rep));
  std::vector<Id> skills;
  for (const std::string_view code : one.skills) skills.push_back(cast.skills.find(code)->second);
  auto planning = cast.Act(jim, "coaching_session.plan", At(one.day - 3, 9 * 60));
  coaching::Session session{.org_id = cast.scene.org_id,
                            .manager_id = jim,
                            .kind = one.kind,
                            .purpose = one.purpose,
                            .starts_at = At(one.day, one.minute_of_day),
                            .minutes = one.minutes};
  TagDeal(cast, one.deal, session);
  session = coaching::InsertSession(planning, session, reps, skills);
  if (!is_held) return;
  const Instant after = At(one.day, one.minute_of_day + one.minutes);
  auto holding = cast.Act(jim, "coaching_session.hold", after);
  const auto held = coaching::HoldSession(holding, session, one.minutes, session.starts_at);
  Check(held.has_value(), "nobody else changes the demo while it is made");
  InsertWords(cast, one, *held, after);
  InsertAnswers(cast, one, *held, after + 30 * kMillisecondsPerMinute);
}

void InsertLevels(const CoachingCast& cast, std::span<const CastLevel> levels) {
  const Id jim = cast.scene.Person("jim");
  for (const CastLevel& level : levels) {
    const Id rep = cast.scene.Person(level.rep);
    const auto rate = [&](Id author, int value) {
      if (value == 0) return;
      auto rating = cast.Act(author, "skill_level.rate", At(level.day, 17 * 60));
      skill::Rate(rating, {.rep_id = rep,
                           .manager_id = jim,
                           .author_id = author,
                           .skill_id = cast.skills.find(level.skill)->second,
                           .level = value});
    };
    rate(jim, level.managers);
    rate(rep, level.reps);
  }
}

CoachingCast CastOf(db::Tx& tx, const Scene& scene, const seal::Key* key) {
  CoachingCast cast{tx, scene, key};
  for (const skill::Skill& one : skill::FindSkills(tx, scene.org_id)) cast.skills.emplace(one.code, one.id);
  return cast;
}

// What was told of sessions has been read: the scene is about other things.
void MarkTold(db::Tx& tx, Id org_id) {
  tx.Execute(
      "UPDATE notice SET read_at = created_at WHERE org_id = $1 AND link LIKE '/coaching%' AND read_at IS "
      "NULL",
      org_id);
}

}  // namespace

void InsertCoaching(db::Tx& tx, Id org_id, const seal::Key* key) {
  const Scene scene = LoadScene(tx, org_id);
  {
    action::Action listing(tx, {org_id, scene.Person("admin")}, "skill.create", At(-540, 10 * 60));
    skill::InsertProvided(listing);
  }
  const CoachingCast cast = CastOf(tx, scene, key);
  InsertQuarterCoaching(tx, scene, cast.skills, key);
  for (const CastSession& one : Sessions()) InsertOne(cast, one, true);
  for (const CastSession& one : PlannedSessions()) InsertOne(cast, one, false);
  InsertLevels(cast, kCastLevels);
  MarkTold(tx, org_id);
}

void InsertCoachingSince(db::Tx& tx, Id org_id, const seal::Key* key) {
  const Scene scene = LoadScene(tx, org_id);
  const CoachingCast cast = CastOf(tx, scene, key);
  const Id jim = scene.Person("jim");
  for (const coaching::Session& planned : coaching::ListSessions(
           tx, org_id, {.person_id = jim, .state = coaching::SessionState::planned, .limit = 50})) {
    action::Action holding(tx, {org_id, jim}, "coaching_session.hold", planned.starts_at);
    Check(coaching::HoldSession(holding, planned, planned.minutes, planned.starts_at).has_value(),
          "nobody else changes the demo while it is made");
  }
  for (const CastSession& one : SessionsSince()) InsertOne(cast, one, true);
  InsertLevels(cast, kCastLevelsSince);
  MarkTold(tx, org_id);
}

}  // namespace baton::demo
