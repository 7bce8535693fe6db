// Exports that Baton fetches by itself from addresses that somebody who may import entered: what, when, as whom, and how the
// last times went (docs/import.md).
//
// Each fetch is a run. What is new in it becomes one import, made and started in the transaction that notes which content it
// was; the import's id is the run's. So a run that was cut anywhere goes on with its import and makes no second one.
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
#include "people/person.h"

namespace baton::source {

enum class Schedule { hours, daily };
BOOST_DESCRIBE_ENUM(Schedule, hours, daily)

// How we are let in.
enum class Entry { open, password, header };
BOOST_DESCRIBE_ENUM(Entry, open, password, header)

enum class RunOutcome { running, unchanged, imported, failed };
BOOST_DESCRIBE_ENUM(RunOutcome, running, unchanged, imported, failed)

// The row. From `job_id` on it is the job that writes.
struct Source {
  static constexpr std::string_view kTable = "import_source";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;  // as whom it is imported
  std::string name;
  Schedule schedule = Schedule::hours;
  std::int32_t every_hours = 1;
  std::int32_t at_minute = 0;
  bool is_on = true;
  Id secret_id;  // the addresses, sealed: source_store.h
  Instant created_at;
  std::optional<Instant> deleted_at;
  std::optional<Id> job_id;
  std::optional<Instant> next_at;
  std::optional<Instant> tried_at;
  std::optional<Instant> fetched_at;  // the last time that all of it was fetched and is in
  std::optional<Instant> failing_since;
  std::int32_t failures = 0;
  bool is_told = false;
  bool is_asked = false;  // somebody wants it now, also what was refused or taken back
  std::string problem;    // the key of what went wrong the last time; empty: nothing
  std::string problem_arguments = "{}";
};
BOOST_DESCRIBE_STRUCT(Source, (),
                      (org_id, id, version, person_id, name, schedule, every_hours, at_minute, is_on,
                       secret_id, created_at, deleted_at, job_id, next_at, tried_at, fetched_at,
                       failing_since, failures, is_told, is_asked, problem, problem_arguments))

// The row of one address.
struct SourceFile {
  static constexpr std::string_view kTable = "import_source_file";

  Id org_id;
  Id id;
  Id secret_id;
  std::int32_t position = 0;
  std::string name;  // under which it comes in
  std::string host;
  std::string etag;
  std::string modified;
  std::string content_hash;
  std::optional<Id> import_id;  // what that content became
};
BOOST_DESCRIBE_STRUCT(SourceFile, (),
                      (org_id, id, secret_id, position, name, host, etag, modified, content_hash, import_id))

struct Run {
  static constexpr std::string_view kTable = "import_source_run";

  Id org_id;
  Id id;
  Id source_id;
  std::optional<Id> job_id;  // only this one goes on with it, unless it has an import
  Instant started_at;
  std::optional<Instant> ended_at;
  RunOutcome outcome = RunOutcome::running;
  std::optional<Id> import_id;
  std::string problem;
  std::string problem_arguments = "{}";
};
BOOST_DESCRIBE_STRUCT(Run, (),
                      (org_id, id, source_id, job_id, started_at, ended_at, outcome, import_id, problem,
                       problem_arguments))

// What is sealed.
struct Access {
  static constexpr bool kDefaults = true;

  std::vector<std::string> urls;
  Entry entry = Entry::open;
  std::string user_name;
  std::string password;
  std::string header_name;
  std::string header_value;

  bool operator==(const Access&) const = default;
};
BOOST_DESCRIBE_STRUCT(Access, (), (urls, entry, user_name, password, header_name, header_value))

struct SourceInput {
  static constexpr const char* kSchemaName = "ImportSourceInput";
  static constexpr bool kDefaults = true;

  std::string name;
  std::vector<std::string> urls;  // secret, as the four below `entry` are: said to nobody again
  Entry entry = Entry::open;
  std::string user_name;
  std::string password;
  std::string header_name;
  std::string header_value;
  Schedule schedule = Schedule::hours;
  std::int32_t every_hours = 1;
  std::int32_t at_minute = 360;  // of the day, in the organization's zone
  bool is_on = true;
};
BOOST_DESCRIBE_STRUCT(SourceInput, (),
                      (name, urls, entry, user_name, password, header_name, header_value, schedule,
                       every_hours, at_minute, is_on))

struct SourceFileView {
  static constexpr const char* kSchemaName = "ImportSourceFile";

  std::string name;
  std::string host;             // of the address; the rest is secret
  std::optional<Id> import_id;  // what was there the last time became this
};
BOOST_DESCRIBE_STRUCT(SourceFileView, (), (name, host, import_id))

struct SourceView {
  static constexpr const char* kSchemaName = "ImportSource";

  Id id;
  std::int64_t version = 0;
  std::string name;
  people::PersonRef person;
  std::vector<SourceFileView> files;
  Entry entry = Entry::open;
  Schedule schedule = Schedule::hours;
  std::int32_t every_hours = 1;
  std::int32_t at_minute = 0;
  std::string time_zone;  // the organization's
  bool is_on = true;
  bool is_fetching = false;
  std::optional<Instant> as_of;
  std::optional<Instant> next_at;
  std::optional<Instant> failing_since;
  std::optional<std::string> problem;  // what is wrong and what to do, in sentences
  std::optional<Id> import_id;         // with which it is wrong
};
BOOST_DESCRIBE_STRUCT(SourceView, (),
                      (id, version, name, person, files, entry, schedule, every_hours, at_minute, time_zone,
                       is_on, is_fetching, as_of, next_at, failing_since, problem, import_id))

struct RunView {
  static constexpr const char* kSchemaName = "ImportSourceRun";

  Id id;
  Instant started_at;
  std::optional<Instant> ended_at;
  RunOutcome outcome = RunOutcome::running;
  std::optional<Id> import_id;  // that it made, or with which something is wrong
  std::optional<std::string> problem;
};
BOOST_DESCRIBE_STRUCT(RunView, (), (id, started_at, ended_at, outcome, import_id, problem))

inline constexpr std::int64_t kMostSources = 20;
inline constexpr std::size_t kMostAddresses = 20;

}  // namespace baton::source
