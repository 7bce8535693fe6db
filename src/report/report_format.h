// How an organization wants its monthly reports: which sections, in which order, under which headings, what reps may see, the logo, and
// when closed ones go out by mail. Without a row: DefaultFormat.
//
//   const Format format = ReadFormat(FindFormat(connection, org_id));
//   for (const FormatSection& section : format.sections) if (section.is_on) ...
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"
#include "db/connection.h"

namespace baton::report {

enum class SectionKey { handoffs, coaching, scoreboard, exposure, displaced, commitments };
BOOST_DESCRIBE_ENUM(SectionKey, handoffs, coaching, scoreboard, exposure, displaced, commitments)

struct FormatSection {
  static constexpr const char* kSchemaName = "ReportFormatSection";
  SectionKey key = SectionKey::handoffs;
  bool is_on = true;
  std::string heading;    // empty: Baton's own words
  bool reps_see = false;  // of a closed report: the team's figures, never the rows
};
BOOST_DESCRIBE_STRUCT(FormatSection, (), (key, is_on, heading, reps_see))

inline constexpr std::size_t kMaxHeading = 80;
inline constexpr std::size_t kMaxLogoBytes = 48 * 1024;
inline constexpr std::int32_t kLastMailDay = 28;
inline constexpr std::int32_t kMinutesOfDay = 24 * 60;

// The row.
struct FormatRow {
  static constexpr std::string_view kTable = "report_format";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string sections;
  bool shows_meanings = true;
  std::string logo;
  std::int32_t mail_day = 0;
  std::int32_t mail_minute = 8 * 60;
};
BOOST_DESCRIBE_STRUCT(FormatRow, (),
                      (org_id, id, version, sections, shows_meanings, logo, mail_day, mail_minute))

struct Format {
  std::int64_t version = 0;             // 0: never set
  std::vector<FormatSection> sections;  // each of them once
  bool shows_meanings = true;
  std::string logo;
  std::int32_t mail_day = 0;
  std::int32_t mail_minute = 8 * 60;

  bool RepsSee() const;  // any of it
};

Format DefaultFormat();
std::optional<FormatRow> FindFormat(db::Connection& connection, Id org_id);
// What is stored, with the sections that a later Baton added at the end.
Format ReadFormat(const std::optional<FormatRow>& row);

// Each section once, headings of one line.
std::vector<FieldFault> FaultsOf(const Format& format);
// The address of a picture as pages hold it; or why it is none: only PNG and JPEG, told from their first bytes, and small ones.
Result<std::string> LogoOf(std::string_view bytes);

}  // namespace baton::report
