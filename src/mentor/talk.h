// A conversation with a mentor: somebody who is stuck asks a person whom the organization has named, with what it is about and what was
// tried, at a time that suits both; two weeks later the one who asked is asked what came of it. Only the two read any of it.
//
//   FaultsOf(input, now)          // what no database is asked for
//   DeedsOf(talk, jim, now)       // move, cancel, outcome, remove
//
// Pure, thread-safe.
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

namespace baton::mentor {

inline constexpr std::size_t kMaxSubject = 200;
inline constexpr std::size_t kMaxWords = 4'000;
inline constexpr std::size_t kMaxAbout = 200;
inline constexpr std::int32_t kLeastMinutes = 15;
inline constexpr std::int32_t kMostMinutes = 120;
inline constexpr int kFollowUpDays = 14;  // after the conversation: what came of it?

enum class TalkState { planned, cancelled };
BOOST_DESCRIBE_ENUM(TalkState, planned, cancelled)

// outcome: by who asked, once it is over. remove: of one that is over or cancelled, by who asked.
enum class TalkDeed { move, cancel, outcome, remove };
BOOST_DESCRIBE_ENUM(TalkDeed, move, cancel, outcome, remove)

// The row of somebody who is named.
struct Mentor {
  static constexpr std::string_view kTable = "mentor";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  std::string about;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Mentor, (), (org_id, id, version, person_id, about, created_at))

// The row of an outside one, booked by an address.
struct MentorLink {
  static constexpr std::string_view kTable = "mentor_link";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string label;
  std::string url;
};
BOOST_DESCRIBE_STRUCT(MentorLink, (), (org_id, id, version, label, url))

// The row. Its words lie sealed elsewhere.
struct Talk {
  static constexpr std::string_view kTable = "mentor_talk";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id asker_id;
  Id mentor_id;  // the person
  TalkState state = TalkState::planned;
  Instant starts_at;
  std::int32_t minutes = 0;
  Id subject_text_id;
  std::optional<Id> tried_text_id;
  std::optional<Id> outcome_text_id;
  std::optional<Instant> outcome_at;
  Instant asked_at;
  std::optional<Instant> deleted_at;

  Instant ends_at() const { return starts_at + minutes * kMillisecondsPerMinute; }
};
BOOST_DESCRIBE_STRUCT(Talk, (),
                      (org_id, id, version, asker_id, mentor_id, state, starts_at, minutes, subject_text_id,
                       tried_text_id, outcome_text_id, outcome_at, asked_at, deleted_at))

struct TalkInput {
  static constexpr const char* kSchemaName = "MentorTalkInput";

  Id mentor_id;  // the person
  std::string subject;
  std::optional<std::string> tried;
  Instant starts_at;
  std::int32_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(TalkInput, (), (mentor_id, subject, tried, starts_at, minutes))

struct TalkView {
  static constexpr const char* kSchemaName = "MentorTalk";

  Id id;
  std::int64_t version = 0;
  people::PersonRef asker;
  people::PersonRef mentor;
  TalkState state = TalkState::planned;
  Instant starts_at;
  std::int32_t minutes = 0;
  std::string subject;
  std::string tried;
  std::string outcome;
  std::optional<Instant> outcome_at;
  bool asks_outcome = false;  // two weeks are over, and the reader asked
  std::vector<TalkDeed> may;
};
BOOST_DESCRIBE_STRUCT(TalkView, (),
                      (id, version, asker, mentor, state, starts_at, minutes, subject, tried, outcome,
                       outcome_at, asks_outcome, may))

std::vector<FieldFault> FaultsOf(const TalkInput& input, Instant now);
// Of words that must not be empty, and of those that may.
std::optional<FieldFault> FaultOfWords(const std::string& text, const std::string& path, std::size_t most,
                                       bool is_required);
std::vector<TalkDeed> DeedsOf(const Talk& talk, Id person_id, Instant now);
// The one who asked has not said yet what came of it, and two weeks are over.
bool AsksOutcome(const Talk& talk, Id person_id, Instant now);

}  // namespace baton::mentor
