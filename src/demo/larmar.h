// The Larmar demo as data: Jim Calder's team in the scene that Baton is made for. Days are counted from the day the
// scene plays (negative: before it). Nothing here is random, so that the demo is the same wherever it is made.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "access/principal.h"

namespace baton::demo {

// The scene plays on Tuesday 24 November 2026, 9:41 in Chicago.
inline constexpr std::string_view kSceneDay = "2026-11-24";
inline constexpr std::string_view kOrganization = "Larmar Demo";
inline constexpr std::string_view kZone = "America/Chicago";
inline constexpr int kSceneMinute = 9 * 60 + 41;
inline constexpr int kDaySixty = 59;  // days after the scene, which is day 1; a Friday

struct CastMember {
  std::string_view key;  // "jim"
  std::string_view name;
  std::string_view email;
  access::Role role;
  std::string_view title;
  std::string_view manager;  // a key; empty: none
  std::string_view territory;
  std::string_view languages;
  int capacity_minutes;  // a week for accounts; 0: the default
  int since_days;        // when they started, before the scene
};
std::span<const CastMember> Cast();

struct CastContact {
  std::string_view name;
  std::string_view title;
  std::string_view email;
  std::string_view phone;
};

struct CastAccount {
  std::string_view name;
  std::string_view owner;
  std::string_view industry;
  std::string_view segment;
  std::string_view territory;
  std::string_view city;
  std::int64_t revenue;  // dollars a year
  std::optional<int> renewal_in_days;
  int met_every_days;  // the owner's meetings, over eighteen months
  int last_met_days_ago;
  std::vector<CastContact> contacts;
};
const std::vector<CastAccount>& Accounts();

struct CastDeal {
  std::string_view account;
  std::string_view name;
  std::string_view product;
  std::int64_t amount;     // dollars
  std::string_view stage;  // of the standard stages
  int opened_days_ago;
  int closes_in_days;  // negative: it was closed so many days ago
  std::string_view next_step;
};
std::span<const CastDeal> Deals();

// Jim's day, and what the reps have today: local minutes.
struct CastMeeting {
  std::string_view owner;
  std::string_view subject;
  std::string_view account;  // empty: within the team
  std::string_view with;     // a rep's key; empty: the account's first contact
  int minute_of_day;
  int minutes;
};
std::span<const CastMeeting> MeetingsToday();
std::span<const CastMeeting> MeetingsOnDaySixty();

struct CastPromise {
  std::string_view kind;
  std::string_view title;
  std::string_view rep;
  std::string_view account;  // empty: none
  int minutes;
  int promised_days_ago;
  int due_in_days;  // as agreed first
  int due_minute;
  std::optional<int> moved_to_in_days;  // moved once
  int moved_to_minute = 0;
  std::string_view moved_by;                  // a displacement's cause
  std::optional<int> kept_in_days;            // kept on that day, at due_minute
  std::optional<int> withdrawn_in_days = {};  // by the rep, in the morning of that day
  std::string_view came = {};                 // the client who came in, or escalated, when it was moved
};
std::span<const CastPromise> PromisesOnDaySixty();
std::span<const CastPromise> Promises();

}  // namespace baton::demo
