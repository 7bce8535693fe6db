// Reads what the book knows of people who left: what each of their clients was like on that day, and whether it was lost.
//
//   const Calibration calibration = Calibrate(ReadPast(connection, principal, now), ModelOf(settings));
//
// A client counts where the person owned it at some time in the last 90 days, and it was alive in the year before (book/fate.h). It is
// lost where it was not alive in the year after. A departure counts once that year is over and the book heard of anything later; else
// silence could be that of the book. Nothing is known of competitors. Stateless, thread-safe.
#pragma once

#include <vector>

#include "access/principal.h"
#include "base/date.h"
#include "db/connection.h"
#include "departure/calibrate.h"

namespace baton::departure {

// The latest so many at most: what was long ago says little of today.
inline constexpr std::size_t kMostPast = 10;

// From the book: for each of them and each client the ties of that day are made anew, which a request does not wait for
// (outlook.h keeps it).
std::vector<PastDeparture> ReadPast(db::Connection& connection, const access::Principal& reader, Instant now);

}  // namespace baton::departure
