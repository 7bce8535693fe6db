// "My job now": what a manager stops doing, what the team may decide without the manager, and when the manager is there for
// them. Written by the manager, agreed by somebody above, announced once to the team.
//
//   written -> agreed -> announced     new words after that are written beside it, and take its place once announced
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
#include "people/person.h"

namespace baton::letter {

inline constexpr std::size_t kMaxPart = 2'000;

// The row. At most one of a manager is not announced, and one announced without `ended_at`.
struct MyJob {
  static constexpr std::string_view kTable = "my_job";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  std::string language;
  std::string stops;  // Markdown, all three
  std::string decide;
  std::string there;
  Instant written_at;
  std::optional<Id> agreed_by;
  std::optional<Instant> agreed_at;
  std::optional<Instant> announced_at;
  std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(MyJob, (),
                      (org_id, id, version, manager_id, language, stops, decide, there, written_at, agreed_by,
                       agreed_at, announced_at, ended_at))

struct MyJobWords {
  static constexpr const char* kSchemaName = "MyJobWords";

  std::string language;  // a code; what is empty becomes the organization's
  std::string stops;
  std::string decide;
  std::string there;

  bool operator==(const MyJobWords&) const = default;
};
BOOST_DESCRIBE_STRUCT(MyJobWords, (), (language, stops, decide, there))

// One announcement, filled into the template.
struct MyJobText {
  static constexpr const char* kSchemaName = "MyJobText";

  std::int64_t version = 0;
  MyJobWords words;
  std::string subject;
  std::string html;
  Instant written_at;
  std::optional<people::PersonRef> agreed_by;
  std::optional<Instant> agreed_at;
  std::optional<Instant> announced_at;
};
BOOST_DESCRIBE_STRUCT(MyJobText, (),
                      (version, words, subject, html, written_at, agreed_by, agreed_at, announced_at))

enum class MyJobDeed { write, agree, announce, read };
BOOST_DESCRIBE_ENUM(MyJobDeed, write, agree, announce, read)

struct MyJobView {
  static constexpr const char* kSchemaName = "MyJob";

  people::PersonRef manager;
  std::optional<people::PersonRef> above;  // who is asked to agree; none: nobody is above
  std::optional<MyJobText> written;        // not announced yet; for the manager and those above
  std::optional<MyJobText> announced;
  MyJobWords suggestion;       // to start from
  std::vector<MyJobDeed> may;  // what the caller may do
};
BOOST_DESCRIBE_STRUCT(MyJobView, (), (manager, above, written, announced, suggestion, may))

MyJobWords WordsOf(const MyJob& job);
MyJobWords Tidy(const MyJobWords& words);
// REQUIRES: Tidy.
std::vector<FieldFault> FaultsOf(const MyJobWords& words);

// What somebody is to the manager.
enum class Standing { manager, above, team, stranger };
// `written` is what is not announced. Nobody above: the manager agrees alone.
std::vector<MyJobDeed> DeedsOf(Standing standing, bool has_above, const std::optional<MyJob>& written,
                               bool is_unread);

}  // namespace baton::letter
