#include "friday/page.h"

#include <algorithm>
#include <cmath>

#include "base/zone.h"
#include "json/json.h"
#include "words/about_text.h"
#include "words/catalogue.h"

namespace baton::friday {
namespace {

constexpr double kMinutesOfHour = 60;
constexpr int kNoon = 12 * 60;

// Where a card's one thing is done.
std::string LinkOf(CardKey key, Day next) {
  switch (key) {
    case CardKey::promises:
      return "/promises";
    case CardKey::least:
      return "/week";
    case CardKey::handoffs:
    case CardKey::introductions:
      return "/board";
    case CardKey::takeovers:
      return "/takeovers";
    case CardKey::slots:
      return "/week?week=" + ToString(next);
    case CardKey::stop:
      break;
  }
  return "";
}

bool TellsRows(CardKey key) { return key == CardKey::handoffs || key == CardKey::introductions; }

class Saying {
 public:
  Saying(const FridayFacts& facts, const std::string& language) : facts_(facts), language_(language) {}

  CardView Card(const CardFacts& card) const {
    const std::string key = "friday.card." + std::string(json::NameOf(card.key));
    CardView view{.key = card.key,
                  .title = Say(key + ".title"),
                  .meaning = Say(key + ".meaning"),
                  .statement = {},
                  .is_empty = IsEmpty(card),
                  .told = {},
                  .tells_rows = TellsRows(card.key),
                  .action_label = {},
                  .link = LinkOf(card.key, facts_.asked.WeekOn() + kWeekDays)};
    view.statement = view.is_empty ? Say(key + ".none") : Say(key + ".statement", ArgumentsOf(card));
    view.told = view.is_empty || view.tells_rows ? view.statement : Say(key + ".told", ArgumentsOf(card));
    if (!view.link.empty()) view.action_label = Say(key + ".action");
    for (const RowFacts& row : card.rows) {
      if (view.rows.size() == kMostRows) break;
      view.rows.push_back(Row(row));
    }
    view.more = std::ssize(card.rows) - std::ssize(view.rows);
    return view;
  }

  SinceView Since() const {
    const SinceFacts& since = facts_.since;
    if (!since.on) return {Say("friday.since.title_unknown"), {Exposure()}};
    SinceView view{
        Say("friday.since.title." + std::string(json::NameOf(since.from)), {{"on", Noon(*since.on)}}), {}};
    view.lines = {Line("handed_over", {{"count", since.handed_over}, {"confirmed", since.confirmed}}),
                  Exposure(),
                  Line(since.sessions == 0 ? "hours_none" : "hours",
                       {{"hours", Hours(since.minutes)}, {"count", since.sessions}}),
                  Line(since.wins_of == 0 ? "wins_unknown" : "wins",
                       {{"count", since.wins_free}, {"of", since.wins_of}, {"unknown", since.wins_unknown}})};
    return view;
  }

 private:
  static constexpr int kWeekDays = 7;

  std::string Say(const std::string& key, Arguments arguments = {}) const {
    return words::Catalogue::Compiled().Say({key, std::move(arguments)}, language_,
                                            facts_.asked.organization.time_zone);
  }
  static double Hours(std::int64_t minutes) {
    return std::round(static_cast<double>(minutes) / kMinutesOfHour * 10) / 10;
  }
  // Messages say dates in the organization's zone.
  std::int64_t Noon(Day day) const {
    return ToInstant({day, kNoon}, facts_.asked.organization.time_zone).milliseconds;
  }
  std::string About(std::int64_t minor) const {
    return words::AboutText(static_cast<double>(minor), facts_.asked.organization.currency, language_);
  }

  static bool IsEmpty(const CardFacts& card) {
    if (card.key == CardKey::takeovers || card.key == CardKey::slots) return card.count + card.other == 0;
    if (card.key == CardKey::least) return card.rows.empty();
    return card.count == 0;
  }
  Arguments ArgumentsOf(const CardFacts& card) const {
    return {{"count", card.count},
            {"other", card.other},
            {"hours", Hours(card.minutes)},
            {"who", card.who.empty() ? std::string("none") : card.who},
            {"text", facts_.stop}};
  }

  RowView Row(const RowFacts& row) const {
    std::vector<std::string> parts;
    const auto add = [&](const std::string& part) {
      if (!part.empty()) parts.push_back(part);
    };
    add(row.title);
    add(row.account);
    add(row.people);
    if (row.at) add(Say("friday.row.at", {{"at", row.at->milliseconds}}));
    if (row.minutes) add(Say("friday.row.hours", {{"hours", Hours(*row.minutes)}}));
    if (!row.note.empty()) {
      add(Say("friday.note." + row.note, {{"on", row.on ? Noon(*row.on) : std::int64_t{0}}}));
    }
    RowView view;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i == 0) {
        view.title = parts[i];
      } else {
        view.beside += (view.beside.empty() ? "" : " · ") + parts[i];
      }
    }
    return view;
  }

  SinceLineView Line(const std::string& key, const Arguments& arguments) const {
    return {key, Say("friday.since." + key + ".label"), Say("friday.since." + key + ".text", arguments),
            Say("friday.since." + key + ".basis", arguments)};
  }
  SinceLineView Exposure() const {
    const SinceFacts& since = facts_.since;
    if (!since.now) return Line("exposure_unknown", {});
    Arguments arguments{{"expected", About(since.now->expected_minor)},
                        {"low", About(since.now->low_minor)},
                        {"high", About(since.now->high_minor)},
                        {"accounts", std::int64_t{since.now->accounts}},
                        {"without", std::int64_t{since.now->without_ties}},
                        {"at", since.now->worked_out_at.milliseconds}};
    if (!since.then) return Line("exposure_now", arguments);
    arguments["then"] = About(since.then->expected_minor);
    arguments["then_low"] = About(since.then->low_minor);
    arguments["then_high"] = About(since.then->high_minor);
    arguments["by"] = std::string(json::NameOf(since.then_from));
    arguments["then_at"] = since.then->worked_out_at.milliseconds;
    return Line("exposure", arguments);
  }

  const FridayFacts& facts_;
  std::string language_;
};

// What the one above reads of a card.
CardView Told(CardView card) {
  card.statement = card.told;
  if (!card.tells_rows) {
    card.rows.clear();
    card.more = 0;
  }
  card.told.clear();
  card.action_label.clear();
  card.link.clear();
  return card;
}

}  // namespace

std::vector<CardView> CardsOf(const FridayFacts& facts, const std::string& language) {
  const Saying saying(facts, language);
  std::vector<CardView> cards;
  for (const CardFacts& card : facts.cards) cards.push_back(saying.Card(card));
  return cards;
}

SinceView SinceOf(const FridayFacts& facts, const std::string& language) {
  return Saying(facts, language).Since();
}

Frozen Freeze(const FridayFacts& facts, const std::vector<CardKey>& shown, const std::string& reader) {
  Frozen frozen{.pages = {}, .exposure = facts.since.now};
  for (const std::string& language : words::Catalogue::Compiled().Languages()) {
    PageView page{.organization = facts.asked.organization.name,
                  .person = facts.asked.manager.name,
                  .reader = reader,
                  .week_on = facts.asked.WeekOn(),
                  .made_at = facts.asked.now,
                  .time_zone = facts.asked.organization.time_zone,
                  .cards = {},
                  .since = SinceOf(facts, language)};
    for (CardView& card : CardsOf(facts, language)) {
      if (std::ranges::find(shown, card.key) == shown.end()) continue;
      page.cards.push_back(Told(std::move(card)));
    }
    frozen.pages.push_back({language, std::move(page)});
  }
  return frozen;
}

PageView PageIn(const Frozen& frozen, const std::string& language) {
  const auto found = std::ranges::find(frozen.pages, language, &LanguagePage::language);
  if (found != frozen.pages.end()) return found->page;
  return frozen.pages.empty() ? PageView{} : frozen.pages.front().page;
}

}  // namespace baton::friday
