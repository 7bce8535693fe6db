// The rows of ties and of how far they were learnt. They are derived from activities, hence no part of the log of deeds, and no
// undo touches them. Stateless, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"
#include "ties/strength.h"

namespace baton::ties {

// The row.
struct Tie {
  static constexpr std::string_view kTable = "tie";

  Id org_id;
  Id id;
  Id person_id;
  Id contact_id;
  double mail_raw = 0;
  double mail_from_us = 0;
  double mail_from_them = 0;
  Instant mail_at;
  double spoken_raw = 0;
  double spoken_from_us = 0;
  double spoken_from_them = 0;
  Instant spoken_at;
  Instant last_at;
  std::int32_t touches = 0;

  Kept kept() const {
    return {.mail = {mail_raw, mail_from_us, mail_from_them, mail_at},
            .spoken = {spoken_raw, spoken_from_us, spoken_from_them, spoken_at},
            .last_at = last_at};
  }
};
BOOST_DESCRIBE_STRUCT(Tie, (),
                      (org_id, id, person_id, contact_id, mail_raw, mail_from_us, mail_from_them, mail_at,
                       spoken_raw, spoken_from_us, spoken_from_them, spoken_at, last_at, touches))

Tie TieRow(Id org_id, Id person_id, Id contact_id, const Kept& kept, std::int32_t touches);
// Whatever their ids.
bool SayTheSame(const Tie& one, const Tie& other);

// The row of an organization: how far its ties were learnt.
struct Learning {
  static constexpr std::string_view kTable = "tie_learning";

  Id org_id;
  Id id;  // = org_id
  std::optional<Instant> learnt_at;
  Id change_id;  // later changes are not in yet
  std::optional<double> typical_raw;
  std::int64_t took_ms = 0;
  std::string judged;  // by which numbers (judgement.h, LearntBy)
};
BOOST_DESCRIBE_STRUCT(Learning, (), (org_id, id, learnt_at, change_id, typical_raw, took_ms, judged))

std::optional<Learning> FindLearning(db::Connection& connection, Id org_id);
void SaveLearning(db::Tx& tx, const Learning& learning);
// By which numbers: until it is saved again, by none.
void ForgetJudged(db::Tx& tx, Id org_id);

// Contacts after one up to another, both of them by id.
struct ContactRange {
  Id after;
  Id upto;
};

// Everybody's, in no order.
void ForEachStored(db::Connection& connection, Id org_id, const std::function<void(const Tie&)>& take);

// By contact.
std::vector<Tie> FindStored(db::Connection& connection, Id org_id, Id person_id, const ContactRange& range);
// Makes the person's ties in the range be `ties`, which are by contact; writes only what is another. One at a time, also over
// several processes. Returns how many rows were changed.
std::int64_t Replace(db::Tx& tx, Id org_id, Id person_id, const ContactRange& range,
                     std::span<const Tie> ties);

}  // namespace baton::ties
