#include "coaching/figure_routes.h"

#include <algorithm>

#include "base/zone.h"
#include "coaching/directory.h"
#include "coaching/ledger.h"
#include "coaching/time_to_keep.h"
#include "http/router.h"

namespace baton::coaching {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMaxRows = 200;

struct FiguresQuery {
  std::optional<Id> with;
  std::optional<Day> since_on;  // of the time agreed first; none: all
};
BOOST_DESCRIBE_STRUCT(FiguresQuery, (), (with, since_on))

struct LedgerInput {
  std::optional<Id> with;
  std::optional<Day> since_on;  // of the move; none: all
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(LedgerInput, (), (with, since_on, after, limit))

struct FiguresView {
  static constexpr const char* kSchemaName = "PromiseFigures";

  std::int64_t kept_on_time = 0;
  std::int64_t due = 0;
  std::int64_t open = 0;
  std::int64_t kept_by_new_time = 0;
  std::int64_t withdrawn = 0;  // by the rep and in good time: not counted
  std::optional<double> rate;  // none where the promises are too few
  std::optional<double> low;
  std::optional<double> high;
  std::string word_key;
  std::string text;
  TimeToKeep time_to_keep;
  std::optional<FiguresBefore> before;  // as many days before `since_on`
};
BOOST_DESCRIBE_STRUCT(FiguresView, (),
                      (kept_on_time, due, open, kept_by_new_time, withdrawn, rate, low, high, word_key, text,
                       time_to_keep, before))

Instant StartOf(const Call& call, Day day) {
  return ToInstant({day, 0}, ZoneOf(call.db(), call.org_id(), call.person_id()));
}

std::vector<CountedPromise> FindCounted(const Call& call, const std::optional<Id>& with, Instant since) {
  return call.principal().role == access::Role::manager
             ? FindMadeBy(call.db(), call.org_id(), call.person_id(), with, since)
             : FindMadeTo(call.db(), call.org_id(), call.person_id(), since);
}

Result<FiguresView> GetFigures(const Call& call, const FiguresQuery& query) {
  const Instant since = query.since_on ? StartOf(call, *query.since_on) : Instant{};
  std::vector<CountedPromise> promises;
  std::vector<CountedPromise> before;
  if (query.since_on) {
    const Day today = DayIn(call.now(), ZoneOf(call.db(), call.org_id(), call.person_id()));
    const int days = std::clamp(today - *query.since_on, 0, 3'650);
    for (CountedPromise& one : FindCounted(call, query.with, StartOf(call, *query.since_on - days))) {
      (one.promise.first_due_at < since ? before : promises).push_back(std::move(one));
    }
  } else {
    promises = FindCounted(call, query.with, since);
  }
  const Figures figures = Count(promises, call.now());
  const Share share = ShareOf(figures.kept_on_time, figures.due);
  return FiguresView{
      .kept_on_time = figures.kept_on_time,
      .due = figures.due,
      .open = figures.open,
      .kept_by_new_time = figures.kept_by_new_time,
      .withdrawn = figures.withdrawn,
      .rate = share.rate,
      .low = share.low,
      .high = share.high,
      .word_key = share.word_key,
      .text = call.Say({share.word_key, {{"kept", figures.kept_on_time}, {"due", figures.due}}}),
      .time_to_keep = TimeToKeepOf(promises, call.now()),
      .before = query.since_on ? std::optional(Compare(promises, before, call.now())) : std::nullopt};
}

Result<Ledger> GetLedger(const Call& call, const LedgerInput& input) {
  return FindLedger(call.db(), call.org_id(),
                    {.person_id = call.person_id(),
                     .with_id = input.with,
                     .since = input.since_on ? StartOf(call, *input.since_on) : Instant{},
                     .after = input.after,
                     .limit = std::clamp(input.limit.value_or(50), 1, kMaxRows)});
}

}  // namespace

void AddFigureRoutes(http::Router& router) {
  router.Get(
      "/api/v1/promises/figures",
      {.name = "getPromiseFigures",
       .deed = Deed::read,
       .word = Word::promise,
       .summary =
           "Kept by the first agreed time, of those whose first time has passed; and how long it takes"},
      GetFigures);
  router.Get("/api/v1/promises/ledger",
             {.name = "getPromiseLedger",
              .deed = Deed::read,
              .word = Word::promise,
              .summary = "Each move of a promise: what took its place, and when it was made good"},
             GetLedger);
}

}  // namespace baton::coaching
