// The digest: what a person has been told in Baton and not read yet, in one mail, at a time the person chose. There is
// none when there is nothing new.
//
//   digest::SendDue(database, org_id, public_url, now);    // a job, every quarter of an hour
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"
#include "db/database.h"
#include "notice/notice.h"
#include "people/person.h"

namespace baton::digest {

enum class Frequency { none, daily, weekly };
BOOST_DESCRIBE_ENUM(Frequency, none, daily, weekly)

inline constexpr std::int32_t kDefaultMinute = 7 * 60 + 30;

// The row; a person without one has these defaults.
struct DigestChoice {
  static constexpr std::string_view kTable = "digest_choice";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  Frequency frequency = Frequency::daily;
  std::int32_t at_minute = kDefaultMinute;  // of the person's day
};
BOOST_DESCRIBE_STRUCT(DigestChoice, (), (org_id, id, version, person_id, frequency, at_minute))

// Daily is Monday to Friday, weekly is Monday; once a day at most, and not before its minute. What the day missed (a
// server that stood still) is caught up on the same day. Pure.
bool IsDue(const DigestChoice& choice, LocalTime now, std::optional<Day> looked_on);

struct DigestMail {
  std::string subject;
  std::string text;
};
inline constexpr std::size_t kMaxLines = 20;

// `notices`: the newest first; in the person's language and zone. REQUIRES: there are some. Pure.
DigestMail WriteDigest(const people::Person& person, const std::string& zone, const std::string& public_url,
                       const std::vector<notice::Notice>& notices);

std::optional<DigestChoice> FindChoice(db::Connection& connection, Id org_id, Id person_id);
Result<DigestChoice> Choose(action::Action& action, const std::optional<DigestChoice>& before,
                            Frequency frequency, std::int32_t at_minute);

// What a digest would hold: unread, and not in one before.
std::vector<notice::Notice> FindUntold(db::Connection& connection, Id org_id, Id person_id);

// Queues the digests that are due, each in a transaction of its own with the mark that it was; how many. Nothing while the
// organization has no mail server: what nobody can send does not pile up.
int SendDue(db::Database& database, Id org_id, const std::string& public_url, Instant now);

}  // namespace baton::digest
