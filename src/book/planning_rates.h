// The rates of load.h as the organization has set them. For book/*.cc.
#pragma once

#include "base/date.h"
#include "book/load.h"
#include "settings/settings.h"

namespace baton::book {

inline LoadRates LoadRatesOf(db::Connection& connection, Id org_id) {
  const auto settings = settings::Read(connection, org_id);
  return {static_cast<std::int64_t>(settings.load_base_minutes),
          static_cast<std::int64_t>(settings.load_open_deal_minutes),
          static_cast<std::int64_t>(settings.load_contact_minutes)};
}

inline Instant LoadSince(Instant now) { return now - kLoadWeeks * 7 * kMillisecondsPerDay; }

}  // namespace baton::book
