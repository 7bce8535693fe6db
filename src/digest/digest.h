// The digest: what a person has been told in Baton and not read yet, in one mail, at a time the person chose; or at once,
// when it was not on a screen in front, but not in the quiet hours. There is none when there is nothing new.
//
//   digest::SendDue(database, org_id, public_url, now);    // a job, every quarter of an hour
//   digest::SendAtOnce(database, org_id, public_url, {.now = now, .before = settled});   // chat/teller.h, every few seconds
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
#include "notice/glance.h"
#include "notice/notice.h"
#include "people/person.h"

namespace baton::digest {

enum class Frequency { none, daily, weekly, at_once };
BOOST_DESCRIBE_ENUM(Frequency, none, daily, weekly, at_once)

inline constexpr std::int32_t kDefaultMinute = 7 * 60 + 30;
inline constexpr std::int32_t kQuietFrom = 18 * 60;
inline constexpr std::int32_t kQuietTo = 8 * 60;

// The row; a person without one has these defaults.
struct DigestChoice {
  static constexpr std::string_view kTable = "digest_choice";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  Frequency frequency = Frequency::daily;
  std::int32_t at_minute = kDefaultMinute;  // of the person's day
  // Nothing comes at once from this minute of the person's day to that; equal: always. For chats too.
  std::int32_t quiet_from = kQuietFrom;
  std::int32_t quiet_to = kQuietTo;
  bool quiet_weekends = true;
};
BOOST_DESCRIBE_STRUCT(DigestChoice, (),
                      (org_id, id, version, person_id, frequency, at_minute, quiet_from, quiet_to,
                       quiet_weekends))

// Daily is Monday to Friday, weekly is Monday; once a day at most, and not before its minute. What the day missed (a
// server that stood still) is caught up on the same day. Pure.
bool IsDue(const DigestChoice& choice, LocalTime now, std::optional<Day> looked_on);

// Over midnight too. Pure.
bool IsQuiet(const DigestChoice& choice, LocalTime now);

struct DigestMail {
  std::string subject;
  std::string text;
};
inline constexpr std::size_t kMaxLines = 20;

// `notices`: the newest first; in the person's language and zone. REQUIRES: there are some. Pure.
DigestMail WriteDigest(const people::Person& person, const std::string& zone, const std::string& public_url,
                       const std::vector<notice::Notice>& notices);

std::optional<DigestChoice> FindChoice(db::Connection& connection, Id org_id, Id person_id);
// Saves what is wished, of the caller; who begins to be told at once is told of what comes from now on.
Result<DigestChoice> Choose(action::Action& action, const std::optional<DigestChoice>& before,
                            const DigestChoice& wished);

// What a digest would hold: unread, and not in one before.
std::vector<notice::Notice> FindUntold(db::Connection& connection, Id org_id, Id person_id);

// Queues the digests that are due, each in a transaction of its own with the mark that it was; how many. Nothing while the
// organization has no mail server: what nobody can send does not pile up.
int SendDue(db::Database& database, Id org_id, const std::string& public_url, Instant now);

struct AtOnce {
  Instant now;                               // there
  Id before;                                 // younger notices may still be seen, or be undone
  const notice::Glances* glances = nullptr;  // what was on a screen is not mailed
};
// The same for those who want to be told at once.
int SendAtOnce(db::Database& database, Id org_id, const std::string& public_url, const AtOnce& at_once);
// Over all organizations.
std::vector<Id> FindOrganizationsToldAtOnce(db::Connection& connection);

}  // namespace baton::digest
