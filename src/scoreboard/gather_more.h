// Reads what the figures of more.h are counted from, in a fixed number of questions however many deals, reps and weeks there are.
//
//   const MoreFacts facts = GatherMore(connection, asked, FindBelow(connection, asked), period.span, compared);
#pragma once

#include "people/person.h"
#include "scoreboard/gather.h"
#include "scoreboard/more_facts.h"

namespace baton::scoreboard {

// What is expected of a deal is learnt from this many at most, of so many reps beside the team's own.
inline constexpr int kMostLearnt = 2000;
inline constexpr int kMostOthers = 100;

// As of the end of the time. REQUIRES: the reader may see the manager's scoreboard.
MoreFacts GatherMore(db::Connection& connection, const GatherAsked& asked, const Below& below, Span span,
                     Span before);
MoreFacts GatherMore(db::Connection& connection, const GatherAsked& asked, Span span, Span before);

// Of these the roster, the wins, the hours and the weeks alone: what an hour is worth (src/hour).
MoreFacts GatherWeeks(db::Connection& connection, const GatherAsked& asked,
                      const std::vector<people::RosterRep>& roster, Span span);

// What GrowthOf asks of one rep, for the rep: without anything of others.
MoreFacts GatherGrowth(db::Connection& connection, const GatherAsked& asked, const people::Person& rep,
                       Span span, Span before);

}  // namespace baton::scoreboard
