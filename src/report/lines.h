// The lines of each section, in a language. Part of page.h.
#pragma once

#include <string>
#include <vector>

#include "report/gather.h"
#include "report/report_view.h"

namespace baton::report {

// Says Baton's sentences in one language, with numbers, money and days as that language writes them.
class Speaker {
 public:
  Speaker(std::string language, std::string zone, std::string currency)
      : language_(std::move(language)), zone_(std::move(zone)), currency_(std::move(currency)) {}

  const std::string& Currency() const { return currency_; }
  std::string Say(const std::string& key, Arguments arguments = {}) const;
  std::string Number(std::int64_t number) const;
  std::string Times(double value) const;  // with two digits, as the scoreboard has it
  std::string Percent(double share) const;
  std::string Money(double minor) const;  // what was counted, to the whole unit
  std::string About(double minor) const;  // an estimate, with two digits
  std::string Date(Instant at) const;
  std::string Value(scoreboard::Unit unit, double value) const;
  std::string End(scoreboard::Unit unit, double value) const;  // of a range, which is an estimate

 private:
  std::string Decimal(double value, double steps) const;

  std::string language_;
  std::string zone_;
  std::string currency_;
};

std::vector<LineView> HandoffLines(const MonthFacts& facts, const Speaker& speaker);
std::vector<LineView> FigureLines(const MonthFacts& facts, SectionKey section, Audience audience,
                                  const Speaker& speaker);
std::vector<LineView> ExposureLines(const MonthFacts& facts, const Speaker& speaker);
std::vector<LineView> MoveLines(const MonthFacts& facts, const Speaker& speaker);

// A line with its name and meaning.
LineView NamedLine(const std::string& key, const Speaker& speaker);
// The keys of a section's lines, whatever there is.
std::vector<std::string> LineKeysOf(SectionKey section);

}  // namespace baton::report
