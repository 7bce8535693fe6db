// Facts in the making, one deal after the other, for the tests of what is counted from them.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "scoreboard/count.h"

namespace baton::scoreboard {

inline constexpr Id kJim{1};
inline constexpr Id kJada{11};
inline constexpr Id kTom{12};
inline constexpr Id kLena{13};
inline constexpr Id kLarmar{101};
inline constexpr Id kBexley{102};
inline const Day kMonday = *ParseDay("2026-08-31");  // of thirteen weeks
inline const Span kSpan{kMonday, kMonday + 90};

class Scene {
 public:
  Scene() {
    facts.span = kSpan;
    facts.manager_id = kJim;
    facts.roster = {kJada, kTom, kLena};
    dealings.reps = facts.roster;
    dealings.now = *ParseInstant("2026-11-29T12:00:00Z");
  }

  ClosedDeal& Win(Id owner, int day, std::int64_t amount = 10'000) {
    facts.deals.push_back({.id = Id{++last_},
                           .account_id = Id{200 + last_},
                           .owner_id = owner,
                           .closed_on = kMonday + day,
                           .opened_on = kMonday + day - 40,
                           .proposal_on = kMonday + day - 10,
                           .amount_minor = amount});
    return facts.deals.back();
  }
  Touch& TouchOf(Id rep, int day) {
    facts.touches.push_back({.kind = TouchKind::session,
                             .id = Id{500 + ++last_},
                             .rep_id = rep,
                             .on = kMonday + day,
                             .written_on = kMonday + day,
                             .marked_on = kMonday + day});
    return facts.touches.back();
  }
  void Meet(Id account, int day, Id owner, std::vector<Id> people) {
    facts.meetings.push_back({account, kMonday + day, owner, std::move(people)});
  }
  // `enabled` wins of reps with clients handed over, `without` of another rep, and `personal` ones.
  void Wins(int enabled, int without, int personal) {
    for (int i = 0; i < enabled; ++i) {
      facts.handed.push_back(HandedFor(Win(i % 2 == 0 ? kJada : kTom, 12 + i * 7 % 70)));
    }
    for (int i = 0; i < without; ++i) Win(kLena, 5 + i);
    for (int i = 0; i < personal; ++i) Win(kJim, 20 + i);
  }
  HandedOver HandedFor(const ClosedDeal& deal) {
    return {.id = Id{900 + ++last_},
            .account_id = *deal.account_id,
            .to_id = deal.owner_id,
            .introduced_on = deal.closed_on - 100,
            .confirmed_on = deal.closed_on - 60};
  }

  Board Run(const Scene& before, Against against = Against::year_ago) const {
    return Count(facts, before.facts, against, dealings);
  }
  Board Run() const { return Run(Scene()); }

  Facts facts;
  Dealings dealings;

 private:
  std::int64_t last_ = 0;
};

inline std::int64_t BesideOf(const Figure& figure, BesideKey key) {
  for (const Beside& one : figure.beside) {
    if (one.key == key) return one.value;
  }
  return -1;
}

}  // namespace baton::scoreboard
