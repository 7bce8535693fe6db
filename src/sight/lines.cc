#include "sight/lines.h"

#include <numeric>

#include "access/policy.h"
#include "base/noon.h"
#include "json/json.h"

namespace baton::sight {
namespace {

using access::Deed;
using access::Reach;
using access::ReachOf;
using access::Role;

class Looking {
 public:
  Looking(const Facts& facts, const Watcher& watcher) : facts_(facts), watcher_(watcher) {}

  Line At(Kind kind) const {
    Line line = Judge(kind);
    line.kind = kind;
    return line;
  }

 private:
  Line Judge(Kind kind) const {
    const bool reaches = Reaches(kind);
    switch (kind) {
      case Kind::accounts:
        return reaches ? Seen(facts_.accounts, facts_.accounts) : Line{};
      case Kind::handoffs:
        return reaches ? Seen(facts_.handoffs, facts_.handoffs) : Line{};
      case Kind::plans:
      case Kind::agreed_share:
      case Kind::ties:
      case Kind::delegation:
      case Kind::departure:
      case Kind::covers:
        return reaches ? Line{.shown = Shown::seen} : Line{};
      case Kind::ninety_days:
      case Kind::hours:
        return reaches ? Line{.shown = Shown::figures} : Line{};
      case Kind::scoreboard:
        return Scoreboard(reaches);
      case Kind::reports:
        return Reports(reaches);
      case Kind::takeovers:
        return Takeovers(reaches);
      case Kind::coaching_sessions:
        return OfTheTwo(facts_.sessions.with, facts_.sessions.all);
      case Kind::coaching_notes:
        return Notes();
      case Kind::skill_levels:
        return Levels(reaches);
      case Kind::promises:
        return Promises();
      case Kind::reviews:
        return OfTheTwo(facts_.reviews.with, facts_.reviews.all);
      case Kind::mentor_talks:
        return OfTheTwo(facts_.talks, Sum(facts_.talks));
      case Kind::friday_pages:
        return OfTheTwo(facts_.friday_pages, Sum(facts_.friday_pages));
      case Kind::self_assessment:
        return Line{.of = facts_.assessments};
      case Kind::answers:
        return watcher_.is_direct &&
                       ReachOf(watcher_.role, Deed::read, access::Word::assessment) != Reach::none
                   ? Line{.shown = Shown::figures}
                   : Line{};
      case Kind::working_days:
        // As calendar/hours_routes.cc: whoever is above and no rep.
        return watcher_.is_above && watcher_.role != Role::rep ? Line{.shown = Shown::seen} : Line{};
      case Kind::calendar:
        return reaches ? Line{.shown = Shown::figures} : Line{};
      case Kind::mailbox:
        return facts_.hides_mail_times ? Line{.variant = "figures_only"} : Line{};
      case Kind::letters:
        return Letters(reaches);
      case Kind::own:
        return reaches ? Line{.shown = Shown::seen} : Line{};
    }
    return {};
  }

  // Rows of somebody who is below, or of everybody.
  bool Reaches(Kind kind) const {
    const Reach reach = ReachOf(watcher_.role, Deed::read, WordOf(kind));
    return reach == Reach::organization || (reach == Reach::team && watcher_.is_above);
  }

  static Line Seen(std::int64_t rows, std::int64_t of) {
    return {.shown = Shown::seen, .rows = rows, .of = of};
  }
  static std::int64_t Sum(const people::CountByOther& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0},
                           [](std::int64_t sum, const auto& one) { return sum + one.second; });
  }
  std::int64_t With(const people::CountByOther& counts) const {
    const auto found = counts.find(watcher_.id);
    return found == counts.end() ? 0 : found->second;
  }
  // Seen by those who take part, whatever stands above.
  Line OfTheTwo(const people::CountByOther& with, std::int64_t all) const {
    const std::int64_t rows = With(with);
    if (rows == 0) return {.of = all};
    return Seen(rows, all);
  }

  Line Scoreboard(bool reaches) const {
    if (facts_.person.role == Role::rep) {
      // A rep against the own past is for the two; those above see what the team adds up to.
      if (watcher_.is_direct && reaches) return {.shown = Shown::seen, .variant = "rep_direct"};
      return reaches ? Line{.shown = Shown::figures, .variant = "rep_above"} : Line{};
    }
    if (!reaches) return {};
    return facts_.left_alone_until
               ? Line{.shown = Shown::figures, .from_on = facts_.left_alone_until, .variant = "new"}
               : Line{.shown = Shown::figures};
  }

  // A draft is its manager's; of a rep it is what stands in that manager's months.
  Line Reports(bool reaches) const {
    const bool is_writer = watcher_.id == facts_.takes_over;
    if (facts_.person.role == Role::rep && is_writer) return {.shown = Shown::seen, .variant = "rep_direct"};
    if (!reaches || !facts_.takes_over) return {};
    Line line = Seen(facts_.closed_months, facts_.closed_months);
    if (facts_.person.role == Role::rep) {
      line.variant = "rep_above";
    } else if (facts_.left_alone_until) {
      line.variant = "new";
    }
    return line;
  }

  Line Takeovers(bool reaches) const {
    if (!reaches || !facts_.takes_over) return {};
    if (!watcher_.takeovers)
      return {.shown = Shown::later, .from_on = facts_.left_alone_until, .of = facts_.takeovers};
    Line line = Seen(*watcher_.takeovers, facts_.takeovers);
    if (watcher_.id == facts_.takes_over) line.variant = "of_the_two";
    return line;
  }

  Line Notes() const {
    const auto all = static_cast<std::int64_t>(facts_.notes.size());
    if (watcher_.notes == 0) return {.of = all};
    return Seen(watcher_.notes, all);
  }

  Line Levels(bool reaches) const {
    if (!reaches) return {};
    if (watcher_.is_direct) return {.shown = Shown::seen, .variant = "of_the_two"};
    return facts_.shares_levels ? Line{.shown = Shown::seen} : Line{};
  }

  // A manager's are one figure of the scoreboard for those above.
  Line Promises() const {
    const Line line = OfTheTwo(facts_.promises, Sum(facts_.promises));
    const bool is_a_figure =
        line.shown == Shown::never && facts_.person.role == Role::manager && Reaches(Kind::scoreboard);
    if (!is_a_figure) return line;
    if (facts_.left_alone_until)
      return {.shown = Shown::later, .from_on = facts_.left_alone_until, .of = line.of};
    return {.shown = Shown::figures, .of = line.of};
  }

  // An administrator sees that a mail is stuck, not what it says.
  Line Letters(bool reaches) const {
    if (!reaches) return {};
    return watcher_.role == Role::administrator ? Line{.shown = Shown::figures} : Line{.shown = Shown::seen};
  }

  const Facts& facts_;
  const Watcher& watcher_;
};

}  // namespace

std::vector<Line> LinesFor(const Facts& facts, const Watcher& watcher) {
  const Looking looking(facts, watcher);
  std::vector<Line> lines;
  for (const Kind kind : KindsOf(facts.person.role)) lines.push_back(looking.At(kind));
  return lines;
}

Message TextOf(const Line& line) {
  std::string key =
      "sight." + std::string(json::NameOf(line.kind)) + "." + std::string(json::NameOf(line.shown));
  if (!line.variant.empty()) key += "." + line.variant;
  Arguments arguments{{"rows", line.rows.value_or(0)}, {"of", line.of.value_or(0)}};
  if (line.from_on) arguments["day"] = NoonOf(*line.from_on);
  return {std::move(key), std::move(arguments)};
}

}  // namespace baton::sight
