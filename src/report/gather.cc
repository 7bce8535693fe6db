#include "report/gather.h"

#include <algorithm>
#include <climits>

#include "base/zone.h"
#include "book/directory.h"
#include "departure/outlook.h"
#include "handoff/directory.h"
#include "handoff/stuck.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/stays.h"
#include "report/directory.h"
#include "scoreboard/gather.h"
#include "scoreboard/rows.h"
#include "takeover/directory.h"

namespace baton::report {
namespace {

using handoff::Handoff;
using handoff::Stage;
using scoreboard::FigureKey;

bool IsRefused(const Handoff& one) { return one.stage == Stage::declined || one.stage == Stage::returned; }

class Gathering {
 public:
  Gathering(db::Connection& connection, const MonthAsked& asked) : connection_(connection) {
    facts_.asked = asked;
    facts_.is_running = asked.month.Holds(DayIn(asked.now, Zone()));
    // The manager's own eyes, whoever reads.
    reader_.org_id = Org();
    reader_.person_id = asked.manager.id;
    reader_.role = access::Role::manager;
    reader_.language = asked.manager.language;
  }

  MonthFacts Run() {
    facts_.is_settling = takeover::IsSettling(connection_, Org(), facts_.asked.manager.id, facts_.asked.now);
    ReadBoard();
    ReadHandoffs();
    ReadMoves();
    ReadExposure();
    if (const auto report = FindReport(connection_, Org(), facts_.asked.manager.id, facts_.asked.month)) {
      facts_.comments = ReadComments(*report);
    }
    facts_.commitments =
        SplitFor(facts_.asked.month, FindCommitments(connection_, Org(), facts_.asked.manager.id));
    return std::move(facts_);
  }

 private:
  Id Org() const { return facts_.asked.organization.org_id; }
  const std::string& Zone() const { return facts_.asked.organization.time_zone; }
  Instant Begin() const { return ToInstant({facts_.asked.month.from, 0}, Zone()); }
  Instant End() const { return ToInstant({facts_.asked.month.to + 1, 0}, Zone()); }

  scoreboard::GatherAsked BoardAsked(const Month& month) const {
    return {.manager_id = facts_.asked.manager.id,
            .reader = reader_,
            .now = facts_.asked.now,
            .zone = Zone(),
            .currency = facts_.asked.organization.currency,
            .stays = people::FindStays(connection_, Org(), facts_.asked.manager.id,
                                       {.from_on = month.from, .to_on = month.to, .zone = Zone()})};
  }

  void ReadBoard() {
    const Month& month = facts_.asked.month;
    const Month before = Before(month);
    const scoreboard::Span span{month.from, month.to};
    const auto asked = BoardAsked(month);
    ReadParts(*asked.stays);
    const scoreboard::Facts now = scoreboard::GatherFacts(connection_, asked, span);
    const scoreboard::Facts then =
        scoreboard::GatherFacts(connection_, BoardAsked(before), {before.from, before.to});
    scoreboard::Dealings dealings = scoreboard::GatherDealings(connection_, asked, span);
    KeepThisMonth(dealings);
    constexpr auto kAgainst = scoreboard::Against::weeks_before;
    facts_.own = scoreboard::Count(now, then, kAgainst, dealings);
    for (const SectionKey section : {SectionKey::coaching, SectionKey::scoreboard, SectionKey::displaced}) {
      for (const FigureKey key : FiguresOf(section)) {
        const scoreboard::Figure* figure = facts_.own.Find(key);
        if (!figure || figure->rows.empty()) continue;
        ReadRows(LineKeyOf(key), scoreboard::ViewRows(connection_, asked, facts_.own, *figure, span));
      }
    }
    dealings.is_managers = false;
    if (facts_.is_settling) dealings.takeovers.reset();
    facts_.above = scoreboard::Count(now, then, kAgainst, dealings);
  }

  void ReadParts(const std::vector<people::Stay>& stays) {
    const Month& month = facts_.asked.month;
    std::vector<people::Stay> parts;
    std::vector<Id> ids;
    for (const people::Stay& stay : stays) {
      if (stay.from_on == month.from && stay.to_on == month.to) continue;
      parts.push_back(stay);
      ids.push_back(stay.person_id);
    }
    if (parts.empty()) return;
    const auto people = people::FindRefs(connection_, Org(), ids);
    for (const people::Stay& stay : parts) {
      if (const auto found = people.find(stay.person_id); found != people.end())
        facts_.parts.push_back({found->second.name, stay.from_on, stay.to_on});
    }
  }

  // A takeover is of the week in which it was: one that reaches over the border counts where it began.
  void KeepThisMonth(scoreboard::Dealings& dealings) const {
    if (!dealings.takeovers) return;
    const auto seen = takeover::FindSeenTakeovers(
        connection_, access::ScopeOf(reader_, access::Deed::read, access::Word::takeover),
        facts_.asked.manager.id, facts_.asked.month.from, facts_.asked.month.to, facts_.asked.now);
    for (const takeover::Takeover& one : seen.value_or(std::vector<takeover::Takeover>())) {
      if (facts_.asked.month.Holds(DayIn(one.happened_at, Zone()))) continue;
      std::erase_if(*dealings.takeovers,
                    [&](const scoreboard::SeenTakeover& other) { return other.id == one.id; });
    }
  }

  void ReadRows(const std::string& line, const std::vector<scoreboard::RowView>& rows) {
    std::vector<RowView>& own = facts_.rows[line];
    for (const scoreboard::RowView& row : rows) {
      RowView view{.title = row.title,
                   .account = row.account ? row.account->name : "",
                   .people = {},
                   .on = row.on,
                   .amount_minor = row.amount_minor,
                   .minutes = row.minutes};
      for (const people::PersonRef& person : row.people) {
        view.people += (view.people.empty() ? "" : ", ") + person.name;
      }
      own.push_back(std::move(view));
    }
  }

  void ReadHandoffs() {
    const auto handoffs = handoff::FindHandoffsOf(connection_, Org(), facts_.asked.manager.id);
    std::vector<Id> accounts;
    std::vector<Id> successors;
    for (const Handoff& one : handoffs) {
      accounts.push_back(one.account_id);
      successors.push_back(one.to_id);
    }
    const auto names = book::FindAccountRefs(connection_, Org(), accounts);
    const auto people = people::FindRefs(connection_, Org(), successors);
    for (const char* line : kHandoffLines) {
      for (const Handoff& one : handoffs) {
        const auto on = DayInLine(line, one, facts_.asked.month, Zone());
        const auto account = names.find(one.account_id);
        const auto successor = people.find(one.to_id);
        if (!on || account == names.end() || successor == people.end()) continue;
        facts_.handoffs[line].push_back({account->second.name, successor->second.name, *on});
      }
      auto& rows = facts_.handoffs[line];
      std::ranges::stable_sort(rows, {}, &HandoffRow::on);
      for (const HandoffRow& row : rows) {
        facts_.rows[line].push_back(
            {.title = {}, .account = row.account, .people = row.successor, .on = row.on});
      }
    }
  }

  void ReadMoves() {
    auto ledger = coaching::FindLedger(connection_, Org(),
                                       {.person_id = facts_.asked.manager.id,
                                        .made_by = true,
                                        .since = Begin(),
                                        .until = End(),
                                        .limit = INT_MAX});
    for (const coaching::LedgerRow& row : ledger.items) {
      facts_.rows["displaced." + std::string(json::NameOf(row.cause))].push_back(
          {.title = row.title,
           .account = row.account_name.value_or(""),
           .people = row.rep.name,
           .on = DayIn(row.moved_at, Zone())});
    }
    facts_.causes = std::move(ledger.causes);
  }

  void ReadExposure() {
    facts_.exposure = facts_.asked.exposure ? *facts_.asked.exposure
                                            : FindExposure(connection_, Org(), facts_.asked.manager.id);
    const auto before =
        FindClosedExposure(connection_, Org(), facts_.asked.manager.id, Before(facts_.asked.month));
    if (!before) return;
    facts_.exposure_before.emplace();
    facts_.exposure_before->expected_minor = before->expected_minor;
  }

  db::Connection& connection_;
  access::Principal reader_;
  MonthFacts facts_;
};

}  // namespace

MonthFacts GatherMonth(db::Connection& connection, const MonthAsked& asked) {
  return Gathering(connection, asked).Run();
}

std::optional<Exposure> FindExposure(db::Connection& connection, Id org_id, Id manager_id) {
  const auto outlook = departure::FindOutlook(connection, org_id);
  if (!outlook) return std::nullopt;
  const auto lines = departure::FindOutlookLines(connection, org_id, std::vector{manager_id});
  if (lines.empty()) return std::nullopt;
  const departure::OutlookLine& line = lines.front();
  return Exposure{.worked_out_at = outlook->worked_out_at,
                  .accounts = line.accounts,
                  .at_stake_minor = line.at_stake_minor,
                  .expected_minor = line.expected_minor,
                  .low_minor = line.low_minor,
                  .high_minor = line.high_minor,
                  .worst_minor = line.worst_minor,
                  .after_expected_minor = line.after_expected_minor,
                  .single_thread = line.single_thread,
                  .without_ties = line.without_ties,
                  .without_revenue = line.without_revenue};
}

std::optional<Day> DayInLine(std::string_view line, const Handoff& handoff, const Month& month,
                             const std::string& zone) {
  const auto on = [&](const std::optional<Instant>& at) {
    return at ? std::optional(DayIn(*at, zone)) : std::nullopt;
  };
  const auto in = [&](const std::optional<Instant>& at) {
    const auto day = on(at);
    return day && month.Holds(*day) ? day : std::nullopt;
  };
  const auto by = [&](const std::optional<Instant>& at) {
    const auto day = on(at);
    return day && *day <= month.to;
  };
  if (line == "handoffs.proposed") return in(handoff.proposed_at);
  if (line == "handoffs.introduced") return in(handoff.introduced_at);
  if (line == "handoffs.moved") return in(handoff.owned_at);
  if (line == "handoffs.confirmed") return in(handoff.confirmed_at);
  if (line == "handoffs.refused") return IsRefused(handoff) ? in(handoff.ended_at) : std::nullopt;
  // As it stood at the end of the month.
  const bool is_open = by(handoff.proposed_at) && !by(handoff.confirmed_at) && !by(handoff.ended_at);
  if (!is_open) return std::nullopt;
  if (line == "handoffs.open") return on(handoff.proposed_at);
  const bool is_stuck = handoff::IsStuck(handoff::AsOf(handoff, month.to, zone), month.to + 1);
  return is_stuck ? handoff.introduction_on : std::nullopt;
}

std::vector<FigureKey> FiguresOf(SectionKey section) {
  switch (section) {
    case SectionKey::coaching:
      return {FigureKey::coaching_hours, FigureKey::least_coached, FigureKey::slots_kept,
              FigureKey::promises_kept};
    case SectionKey::scoreboard:
      return {FigureKey::wins_enabled, FigureKey::total_wins, FigureKey::total_sales,   FigureKey::win_rate,
              FigureKey::manager_free, FigureKey::breadth,    FigureKey::own_deal_share};
    case SectionKey::displaced:
      return {FigureKey::takeovers};
    case SectionKey::handoffs:
    case SectionKey::exposure:
    case SectionKey::commitments:
      break;
  }
  return {};
}

std::string LineKeyOf(FigureKey figure) { return "figure." + std::string(json::NameOf(figure)); }

}  // namespace baton::report
