#include "report/lines.h"

#include <cmath>

#include "base/money.h"
#include "json/json.h"
#include "words/about_text.h"
#include "words/catalogue.h"

namespace baton::report {
namespace {

using scoreboard::BesideKey;
using scoreboard::Figure;
using scoreboard::FigureKey;
using scoreboard::Guard;
using scoreboard::SayingKind;
using scoreboard::Unit;

constexpr double kMinutesOfHour = 60;
constexpr double kPermilleOfOne = 1000;
constexpr double kPercentOfOne = 100;
constexpr const char* kExposureLines[] = {"exposure.expected", "exposure.worst", "exposure.after",
                                          "exposure.single_thread"};

bool IsShown(BesideKey key, std::int64_t value) {
  if (key == BesideKey::reps || key == BesideKey::margin) return false;
  return value != 0 || key == BesideKey::before;
}

std::string SayBeside(const Figure& figure, const scoreboard::Beside& one, const Speaker& speaker) {
  std::string value = speaker.Number(one.value);
  if (one.key == BesideKey::before && figure.unit == Unit::money) {
    value = speaker.Money(static_cast<double>(one.value));
  } else if (one.key == BesideKey::largest_share) {
    value = speaker.Percent(static_cast<double>(one.value) / kPermilleOfOne);
  } else if (one.key == BesideKey::agreed_percent) {
    value = speaker.Percent(static_cast<double>(one.value) / kPercentOfOne);
  } else if (one.key == BesideKey::deal_help) {
    value = speaker.Say("report.value.hours",
                        {{"hours", std::round(static_cast<double>(one.value) / kMinutesOfHour * 10) / 10}});
  }
  return speaker.Say("report.beside." + std::string(json::NameOf(one.key)), {{"value", value}});
}

// A share of money, which is counted on deals: these are no part of it that could be worked out again.
bool IsOfMoney(const Figure& figure) { return figure.key == FigureKey::own_deal_share; }

// A figure as it is said: the value with its range and what it was counted from, or why there is none.
std::string SayFigure(const Figure& figure, const Speaker& speaker) {
  if (figure.key == FigureKey::total_wins) return speaker.Number(figure.count);
  if (figure.guard != Guard::none) {
    const std::string key = "report.guard." + std::string(json::NameOf(figure.guard));
    // Counted are wins, and the figure is of reps.
    if (figure.unit == Unit::people && figure.guard == Guard::too_few) {
      return speaker.Say(key + "_wins", {{"count", figure.count}, {"reps", figure.of}});
    }
    if (figure.of > 0 && figure.guard == Guard::too_few) {
      return speaker.Say(IsOfMoney(figure) ? "report.guard.too_few_deals" : "report.guard.too_few_of",
                         {{"count", figure.count}, {"of", figure.of}});
    }
    return speaker.Say(key);
  }
  if (!figure.value) return speaker.Say("report.guard.no_data");
  std::string text = speaker.Value(figure.unit, *figure.value);
  if (figure.low && figure.high) {
    text = speaker.Say("report.value.likely", {{"value", text},
                                               {"low", speaker.End(figure.unit, *figure.low)},
                                               {"high", speaker.End(figure.unit, *figure.high)}});
  }
  if (figure.unit == Unit::share && figure.of > 0) {
    text += " · " + speaker.Say(IsOfMoney(figure) ? "report.value.deals_of" : "report.value.count_of",
                                {{"count", figure.count}, {"of", figure.of}});
  }
  return text;
}

LineView LineOf(const Figure& figure, const Speaker& speaker) {
  LineView line = NamedLine(LineKeyOf(figure.key), speaker);
  line.unit = figure.unit;
  line.guard = figure.guard;
  line.value = figure.value;
  line.low = figure.low;
  line.high = figure.high;
  line.count = figure.count;
  line.of = figure.of;
  line.row_count = std::ssize(figure.rows);
  line.is_of_two = scoreboard::IsOfTwo(figure.row_kind);
  line.text = SayFigure(figure, speaker);
  if (figure.guard == Guard::not_yours || figure.guard == Guard::few_reps) return line;
  for (const scoreboard::Beside& one : figure.beside) {
    if (IsShown(one.key, one.value)) line.beside.push_back(SayBeside(figure, one, speaker));
  }
  if (figure.key == FigureKey::total_wins) {
    // The count is the figure; how it stands to the month before is said beside it.
    line.unit = Unit::count;
    line.guard = Guard::none;
    line.value = static_cast<double>(figure.count);
    line.low.reset();
    line.high.reset();
    if (figure.value && figure.low && figure.high) {
      line.beside.push_back(speaker.Say("report.beside.times", {{"value", speaker.Times(*figure.value)},
                                                                {"low", speaker.Times(*figure.low)},
                                                                {"high", speaker.Times(*figure.high)}}));
    }
  }
  if (figure.key == FigureKey::coaching_hours) {
    line.beside.insert(line.beside.begin(),
                       speaker.Say("report.beside.sessions", {{"count", std::ssize(figure.rows)}}));
  }
  return line;
}

LineView HiddenLine(const std::string& key, const Speaker& speaker) {
  LineView line = NamedLine(key, speaker);
  line.guard = Guard::not_yours;
  line.text = speaker.Say("report.guard.not_yours");
  return line;
}

void SetEstimate(LineView& line, std::int64_t minor, const Speaker& speaker) {
  line.unit = Unit::money;
  line.value = static_cast<double>(minor);
  line.text = speaker.About(*line.value);
}

// The multiplier as the scoreboard says it: only too few wins are too few for a ratio.
std::string SaySaying(const scoreboard::Board& board, const Speaker& speaker) {
  const scoreboard::Saying& saying = board.saying;
  const auto times = [&](const std::optional<double>& value) { return value ? speaker.Times(*value) : ""; };
  const Arguments arguments{{"enabled", board.now.Enabled()},
                            {"personal", board.now.personal},
                            {"value", times(saying.times)},
                            {"low", times(saying.low)},
                            {"high", times(saying.high)}};
  switch (saying.kind) {
    case SayingKind::nothing:
      break;
    case SayingKind::counts:
      return speaker.Say("report.value.wins_beside", arguments);
    case SayingKind::all:
      return speaker.Say("report.value.wins_all", arguments);
    case SayingKind::own:
      return speaker.Say("report.value.wins_own", arguments);
    case SayingKind::ratio:
      return speaker.Say("report.value.likely", arguments);
  }
  return speaker.Say("report.guard.no_data");
}

// It never stands alone: what became of it against the month before, with all wins of the team then and now.
std::string SayMove(const scoreboard::Board& board, const Speaker& speaker) {
  const auto& before = board.saying.times_before;
  return speaker.Say("report.beside.move." + std::string(json::NameOf(board.saying.move)),
                     {{"before", before ? speaker.Times(*before) : speaker.Say("report.value.no_ratio")},
                      {"now", board.now.Team()},
                      {"then", board.before.Team()}});
}

// Before the others: "For every deal of the manager's own the team won 2.5".
LineView SayingLine(const scoreboard::Board& board, const Speaker& speaker) {
  LineView line = NamedLine("figure.saying", speaker);
  const scoreboard::Saying& saying = board.saying;
  line.count = board.now.Enabled();
  line.of = board.now.Enabled() + board.now.personal;
  line.unit = Unit::times;
  line.guard = saying.kind == SayingKind::nothing  ? Guard::no_data
               : saying.kind == SayingKind::counts ? Guard::too_few
                                                   : Guard::none;
  line.value = saying.times;
  line.low = saying.low;
  line.high = saying.high;
  line.text = SaySaying(board, speaker);
  if (line.guard == Guard::none) line.beside.push_back(SayMove(board, speaker));
  line.row_count = std::ssize(board.wins);
  return line;
}

}  // namespace

std::string Speaker::Say(const std::string& key, Arguments arguments) const {
  return words::Catalogue::Compiled().Say({key, std::move(arguments)}, language_, zone_);
}
std::string Speaker::Number(std::int64_t number) const { return words::NumberText(number, language_); }
std::string Speaker::Times(double value) const {
  return Decimal(value, value < 1 ? 100 : value < 10 ? 10 : 1);
}
std::string Speaker::Decimal(double value, double steps) const {
  return Say("report.value.decimal", {{"value", std::round(value * steps) / steps}});
}
std::string Speaker::Percent(double share) const { return Say("report.value.percent", {{"share", share}}); }
std::string Speaker::Money(double minor) const {
  const double unit = std::pow(10.0, MinorDigits(currency_));
  return words::MoneyText({std::llround(std::round(minor / unit) * unit), currency_}, language_);
}
std::string Speaker::About(double minor) const { return words::AboutText(minor, currency_, language_); }
std::string Speaker::End(Unit unit, double value) const {
  return unit == Unit::money ? About(value) : Value(unit, value);
}
std::string Speaker::Date(Instant at) const { return Say("report.value.date", {{"at", at.milliseconds}}); }

std::string Speaker::Value(Unit unit, double value) const {
  switch (unit) {
    case Unit::share:
      return Percent(value);
    case Unit::money:
      return Money(value);
    case Unit::minutes:
      return Say("report.value.minutes", {{"minutes", std::llround(value)}});
    case Unit::times:
      return Times(value);
    case Unit::people:
      return Decimal(value, 10);
    case Unit::count:
    case Unit::weeks:
      break;
  }
  return Number(std::llround(value));
}

LineView NamedLine(const std::string& key, const Speaker& speaker) {
  LineView line;
  line.key = key;
  line.label = speaker.Say("report.label." + key);
  line.meaning = speaker.Say("report.meaning." + key);
  return line;
}

std::vector<std::string> LineKeysOf(SectionKey section) {
  std::vector<std::string> keys;
  if (section == SectionKey::handoffs) keys.assign(std::begin(kHandoffLines), std::end(kHandoffLines));
  if (section == SectionKey::exposure) keys.assign(std::begin(kExposureLines), std::end(kExposureLines));
  if (section == SectionKey::scoreboard) keys.emplace_back("figure.saying");
  for (const FigureKey figure : FiguresOf(section)) keys.push_back(LineKeyOf(figure));
  if (section == SectionKey::displaced) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<coaching::Cause>>(
        [&](auto cause) { keys.push_back("displaced." + std::string(json::NameOf(cause.value))); });
  }
  return keys;
}

std::vector<LineView> HandoffLines(const MonthFacts& facts, const Speaker& speaker) {
  std::vector<LineView> lines;
  for (const char* key : kHandoffLines) {
    LineView line = NamedLine(key, speaker);
    const auto found = facts.handoffs.find(key);
    line.count = found == facts.handoffs.end() ? 0 : std::ssize(found->second);
    line.value = static_cast<double>(line.count);
    line.row_count = line.count;
    line.text = speaker.Number(line.count);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<LineView> FigureLines(const MonthFacts& facts, SectionKey section, Audience audience,
                                  const Speaker& speaker) {
  const scoreboard::Board& board = audience == Audience::own ? facts.own : facts.above;
  const bool is_hidden = audience != Audience::own && facts.is_settling;
  std::vector<LineView> lines;
  if (section == SectionKey::scoreboard) lines.push_back(SayingLine(board, speaker));
  for (const FigureKey key : FiguresOf(section)) {
    const Figure* figure = board.Find(key);
    if (!figure) continue;
    lines.push_back(is_hidden && key == FigureKey::promises_kept ? HiddenLine(LineKeyOf(key), speaker)
                                                                 : LineOf(*figure, speaker));
  }
  return lines;
}

std::vector<LineView> ExposureLines(const MonthFacts& facts, const Speaker& speaker) {
  if (!facts.exposure) return {};
  const Exposure& now = *facts.exposure;
  const auto money = [](std::int64_t minor) { return static_cast<double>(minor); };
  LineView expected = NamedLine("exposure.expected", speaker);
  SetEstimate(expected, now.expected_minor, speaker);
  expected.low = money(now.low_minor);
  expected.high = money(now.high_minor);
  expected.count = now.accounts;
  expected.text = speaker.Say("report.value.likely", {{"value", expected.text},
                                                      {"low", speaker.About(*expected.low)},
                                                      {"high", speaker.About(*expected.high)}});
  expected.beside.push_back(
      speaker.Say("report.beside.at_stake",
                  {{"value", speaker.Money(money(now.at_stake_minor))}, {"accounts", now.accounts}}));
  if (facts.exposure_before) {
    expected.beside.push_back(
        speaker.Say("report.beside.exposure_before",
                    {{"value", speaker.About(money(facts.exposure_before->expected_minor))}}));
  }
  if (now.without_ties > 0) {
    expected.beside.push_back(
        speaker.Say("report.beside.without_ties", {{"count", std::int64_t{now.without_ties}}}));
  }
  if (now.without_revenue > 0) {
    expected.beside.push_back(
        speaker.Say("report.beside.without_revenue",
                    {{"count", std::int64_t{now.without_revenue}}, {"currency", speaker.Currency()}}));
  }
  LineView worst = NamedLine("exposure.worst", speaker);
  SetEstimate(worst, now.worst_minor, speaker);
  LineView after = NamedLine("exposure.after", speaker);
  SetEstimate(after, now.after_expected_minor, speaker);
  LineView single = NamedLine("exposure.single_thread", speaker);
  single.value = now.single_thread;
  single.count = now.single_thread;
  single.of = now.accounts;
  single.text = speaker.Say("report.value.count_of",
                            {{"count", std::int64_t{now.single_thread}}, {"of", now.accounts}});
  return {expected, worst, after, single};
}

std::vector<LineView> MoveLines(const MonthFacts& facts, const Speaker& speaker) {
  std::vector<LineView> lines;
  for (const coaching::LedgerCause& cause : facts.causes) {
    LineView line = NamedLine("displaced." + std::string(json::NameOf(cause.cause)), speaker);
    line.count = cause.count;
    line.value = static_cast<double>(line.count);
    line.row_count = line.count;
    line.is_of_two = true;
    line.text = speaker.Say("report.value.promises", {{"count", line.count}});
    if (cause.median_days) {
      line.beside.push_back(
          speaker.Say("report.beside.made_good",
                      {{"count", cause.made_good}, {"days", std::llround(*cause.median_days)}}));
    }
    if (cause.open > 0) {
      line.beside.push_back(speaker.Say("report.beside.still_owed", {{"count", cause.open}}));
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace baton::report
