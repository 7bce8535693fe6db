// What holds of promises, decided without a database: who may do what, what is late, and how they are counted
// (docs/promises.md).
//
//   const Figures figures = Count(facts, now);      // kept on time 9 of 11 due, 3 open
//   const Share share = ShareOf(9, 11);             // 82%, likely 52% to 95%
//
// Two times are not mixed: `first_due_at` is what was agreed first and what counts; `due_at` is what holds
// now; both say when the promised thing begins, so what takes an hour is on time until the hour is over.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/problem.h"
#include "coaching/promise.h"

namespace baton::coaching {

inline constexpr std::size_t kMaxTitleCharacters = 200;
inline constexpr std::int32_t kMaxMinutes = 480;
inline constexpr std::int64_t kNoticeHours = 24;  // withdrawn this long before: no promise was broken

// Who is doing it, seen from the promise.
enum class Part { manager, rep, nobody };
BOOST_DESCRIBE_ENUM(Part, manager, rep, nobody)

Part PartOf(const Promise& promise, Id person_id);

// The end of the time: `due_at` and what the promised thing takes.
Instant EndOf(Instant due_at, std::int32_t minutes);
// Open and past its end as it now stands; or kept after the end agreed first.
bool IsLate(const Promise& promise, Instant now);

bool MayDo(const Promise& promise, PromiseDeed deed, Part part, Instant now);
std::vector<PromiseDeed> DeedsOf(const Promise& promise, Part part, Instant now);
// Done, or why not: the other one's (403), or the promise is past that (409).
Result<Done> CheckDeed(const Promise& promise, PromiseDeed deed, Part part, Instant now);

// The faults of what somebody typed, with the paths of the members.
std::vector<FieldFault> FaultsOf(const std::string& title, std::int32_t minutes);
// A time that is agreed lies ahead.
std::optional<FieldFault> FaultOfDue(Instant due_at, Instant now, const std::string& path);

// What a promise is in the count.
enum class Verdict {
  not_due,      // the first time has not passed: neither kept nor broken, also when it was kept early
  on_time,      // kept by the first time
  not_kept,     // due, and not kept by the first time; late, moved and excused ones too
  apart,        // withdrawn by the rep in good time: shown beside the rate
  rep_left,     // the rep left before it was due: listed, not counted
  never_agreed  // asked for and turned down, or still asked
};
BOOST_DESCRIBE_ENUM(Verdict, not_due, on_time, not_kept, apart, rep_left, never_agreed)

// `rep_left_at`: when the rep left, if so.
Verdict JudgeFirst(const Promise& promise, Instant now, std::optional<Instant> rep_left_at = std::nullopt);
// The same by the time that holds now: the second column. REQUIRES: `promise` is due by JudgeFirst.
bool IsKeptByNewTime(const Promise& promise);

struct CountedPromise {
  Promise promise;
  std::optional<Instant> rep_left_at;
};

struct Figures {
  std::int64_t due = 0;  // the first time has passed
  std::int64_t kept_on_time = 0;
  std::int64_t kept_by_new_time = 0;
  std::int64_t open = 0;
  std::int64_t withdrawn = 0;  // apart
};
Figures Count(std::span<const CountedPromise> promises, Instant now);

inline constexpr std::int64_t kFewest = 5;  // below, "k of n" only

// How a share may be shown: with its interval (stats/share.h), or not as a rate at all.
struct Share {
  std::optional<double> rate;  // none below kFewest
  std::optional<double> low;
  std::optional<double> high;
  std::string word_key;  // promise.figures.none, .few, .rate: with {kept} and {due}
};
Share ShareOf(std::int64_t kept, std::int64_t due);

}  // namespace baton::coaching
