// Jim's Fridays: the pages that Dana has, and this week's half hour, half done. What stood on a card is told here; what changed since the
// start is counted from the demo's own data.
#include <string>
#include <vector>

#include "base/check.h"
#include "base/zone.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "demo/scene.h"
#include "friday/friday_store.h"

namespace baton::demo {
namespace {

using friday::CardFacts;
using friday::CardKey;
using friday::RowFacts;

constexpr int kFridayMinute = 15 * 60 + 40;
constexpr int kMeetingMinute = 10 * 60;
constexpr int kLastRead = 50;     // Dana has read what came before
constexpr int kBeforeScene = -4;  // the Friday before

struct CastFriday {
  int day;               // a Friday, counted from the scene
  std::size_t exposure;  // which of those that were worked out
  std::vector<CardKey> shown;
  std::string_view stop;
  std::vector<CardFacts> cards;
};

RowFacts Meeting(std::string account, std::string person, int day) {
  return {.account = std::move(account), .people = std::move(person), .at = At(day, kMeetingMinute)};
}

// clang-format off
CastFriday FirstFriday() {
  return {kBeforeScene, 0, {CardKey::promises, CardKey::slots, CardKey::stop},
          "Answering Larmar’s mails myself after six in the evening",
          {{.key = CardKey::promises, .count = 4, .other = 1},
           {.key = CardKey::slots, .count = 2, .other = 2, .minutes = 150}}};
}
std::vector<CastFriday> LaterFridays() {
  return {
      {24, 0, {CardKey::least, CardKey::handoffs, CardKey::introductions, CardKey::stop},
       "Being in copy of every mail to a client who is handed over",
       {{.key = CardKey::least, .count = 1, .other = 5},
        {.key = CardKey::handoffs, .count = 0, .other = 9},
        {.key = CardKey::introductions, .count = 1, .rows = {Meeting("Orchard Dental", "Jada Ellis", 29)}}}},
      {45, 1, {CardKey::handoffs, CardKey::takeovers, CardKey::introductions, CardKey::stop},
       "Calling a client back before the successor has",
       {{.key = CardKey::handoffs, .count = 0, .other = 9},
        {.key = CardKey::takeovers, .count = 1, .other = 1},
        {.key = CardKey::introductions, .count = 1, .rows = {Meeting("Northline Clinics", "Priya Shah", 50)}}}},
      {52, 1, {CardKey::handoffs, CardKey::takeovers, CardKey::slots, CardKey::stop},
       "Taking the meeting over when it gets quiet",
       {{.key = CardKey::handoffs, .count = 0, .other = 8},
        {.key = CardKey::takeovers, .count = 1, .other = 0},
        {.key = CardKey::slots, .count = 3, .other = 2, .minutes = 240}}}};
}
// clang-format on

std::optional<friday::Exposure> ExposureOf(const std::optional<report::Exposure>& then, Instant at) {
  if (!then) return std::nullopt;
  return friday::Exposure{.worked_out_at = at,
                          .expected_minor = then->expected_minor,
                          .low_minor = then->low_minor,
                          .high_minor = then->high_minor,
                          .accounts = static_cast<std::int32_t>(then->accounts),
                          .without_ties = then->without_ties};
}

void SendOne(db::Tx& tx, const Scene& scene, const CastFriday& cast,
             std::span<const std::optional<report::Exposure>> exposures) {
  const Id jim = scene.Person("jim");
  const Instant at = At(cast.day, kFridayMinute);
  const auto asked = friday::AskFriday(tx, scene.org_id, jim, at);
  Check(asked.has_value(), "Jim is a manager");
  action::Action marking(tx, {scene.org_id, jim}, "friday.mark", at);
  const std::vector<CardKey> passed(std::begin(friday::kCards), std::end(friday::kCards));
  Check(friday::Mark(marking, std::nullopt, jim, asked->WeekOn(),
                     {.shown = cast.shown, .passed = passed, .stop = std::string(cast.stop)})
            .has_value(),
        "a week is marked once");
  friday::FridayFacts facts = friday::GatherFriday(tx, *asked);
  for (CardFacts& card : facts.cards) {
    for (const CardFacts& told : cast.cards) {
      if (told.key == card.key) card = told;
    }
  }
  if (cast.exposure < exposures.size()) facts.since.now = ExposureOf(exposures[cast.exposure], at);
  if (facts.since.now) facts.since.now->worked_out_at = at;
  action::Action sending(tx, {scene.org_id, jim}, "friday.send", at);
  Check(friday::Send(sending, facts, cast.shown).has_value(), "a page can be sent to Dana");
}

}  // namespace

void InsertFridays(db::Tx& tx, Id org_id, std::span<const std::optional<report::Exposure>> exposures) {
  const Scene scene = LoadScene(tx, org_id);
  const Id jim = scene.Person("jim");
  SendOne(tx, scene, FirstFriday(), exposures);
  const bool is_sixty = !exposures.empty();
  tx.Execute("UPDATE notice SET read_at = created_at WHERE org_id = $1 AND message_key = $2", org_id,
             std::string("notice.friday.sent"));
  if (is_sixty) {
    for (const CastFriday& cast : LaterFridays()) SendOne(tx, scene, cast, exposures);
    tx.Execute(
        "UPDATE notice SET read_at = created_at WHERE org_id = $1 AND message_key = $2 AND created_at < $3",
        org_id, std::string("notice.friday.sent"), At(kLastRead, 0));
  }
  const Instant now = is_sixty ? At(kDaySixty, kSceneMinute - 20) : SceneNow();
  action::Action marking(tx, {org_id, jim}, "friday.mark", now);
  Check(friday::Mark(marking, std::nullopt, jim, MondayOf(DayIn(now, std::string(kZone))),
                     {.shown = {CardKey::handoffs},
                      .passed = {CardKey::promises, CardKey::least, CardKey::handoffs},
                      .stop = {}})
            .has_value(),
        "this week is marked once");
}

}  // namespace baton::demo
