// Decides how the values of a column read, once for the whole column, from a sample of it.
//
//   ColumnProfile profile = ProfileColumn(sample);       // views of up to some hundred cells
//   if (profile.kind == ValueKind::day) ParseDay(cell, profile.date);
//   if (profile.date_ambiguous) ...                      // the screen shows both readings and asks
//
// A column is of a kind when nine tenths of its non-blank values are; the rest are mistakes of their rows.
// One value that can only be day/month decides for all (13/05/2026), just as 1.5 decides that 1,234 is a
// thousand. When nothing decides, the profile says ambiguous and takes what `hints` prefer. Pure,
// thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "format/values/date_value.h"
#include "format/values/number_value.h"

namespace baton::format {

enum class ValueKind {
  blank,  // nothing in the sample
  text,   // also numbers with leading zeros: 08123 is a postal code
  boolean,
  integer,
  decimal,
  percent,
  money,    // numbers of which some carry a currency
  day,      // also time stamps that are all at midnight
  instant,  // a date with a time of day
  email,
  salesforce_id,
};

struct ProfileHints {
  DateOrder date_order = DateOrder::month_first;  // of D/M/Y and M/D/Y, when the values leave it open
  char decimal = '.';
  int pivot = 70;
};

struct ColumnProfile {
  ValueKind kind = ValueKind::blank;
  std::size_t values = 0;   // non-blank values in the sample
  std::size_t misfits = 0;  // of them not of the kind
  std::size_t longest = 0;  // bytes

  DateForm date = {};
  bool date_ambiguous = false;  // day/month or month/day: nothing decides
  bool date_conflict = false;   // some values can only be one, others only the other
  bool has_offset = false;      // instants with an offset of their own; others need a zone
  DecimalForm decimal = {};
  bool decimal_ambiguous = false;
  bool decimal_conflict = false;
  std::string currency = {};  // when all currencies in the column are the same one and it is certain
};

ColumnProfile ProfileColumn(std::span<const std::string_view> sample, ProfileHints hints = {});

}  // namespace baton::format
