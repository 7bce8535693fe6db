// Everything that one person holds, as the API answers it: what somebody has to take over when the person is away, or leaves.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "book/deals.h"
#include "book/views.h"
#include "coaching/promise.h"
#include "delegation/delegation.h"
#include "handoff/handoff.h"
#include "people/person.h"

namespace baton::cover {

struct HeldAccountView {
  static constexpr const char* kSchemaName = "HeldAccount";
  book::AccountRow account;
  std::optional<std::string> tie_word_key;     // a message; none: the person is not known to know them
  std::optional<people::PersonRef> second;     // of the others, who is closest
  std::optional<std::string> second_word_key;  // a message
  bool ties_are_known = false;                 // of anybody of ours; if not, that is not weak but unknown
  std::string next_step;                       // of the deal that closes next
};
BOOST_DESCRIBE_STRUCT(HeldAccountView, (),
                      (account, tie_word_key, second, second_word_key, ties_are_known, next_step))

struct HeldDealView {
  static constexpr const char* kSchemaName = "HeldDeal";
  Id id;
  std::string name;
  std::optional<book::AccountRef> account;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::optional<std::string> stage_name;
  bool is_at_signature = false;
  std::optional<Day> closes_on;
  std::string next_step;
};
BOOST_DESCRIBE_STRUCT(HeldDealView, (),
                      (id, name, account, amount_minor, currency, stage_name, is_at_signature, closes_on,
                       next_step))

struct HeldClientPromiseView {
  static constexpr const char* kSchemaName = "HeldClientPromise";
  Id id;
  std::string title;
  book::AccountRef account;
  people::PersonRef person;  // who promised
  std::optional<Day> due_on;
};
BOOST_DESCRIBE_STRUCT(HeldClientPromiseView, (), (id, title, account, person, due_on))

struct HeldReviewView {
  static constexpr const char* kSchemaName = "HeldReview";
  Id id;
  std::string title;
  people::PersonRef rep;
  people::PersonRef manager;  // whose turn it is
};
BOOST_DESCRIBE_STRUCT(HeldReviewView, (), (id, title, rep, manager))

enum class HeldMeetingKind { client, coaching };
BOOST_DESCRIBE_ENUM(HeldMeetingKind, client, coaching)

struct HeldMeetingView {
  static constexpr const char* kSchemaName = "HeldMeeting";
  HeldMeetingKind kind = HeldMeetingKind::client;
  Id id;              // of the activity, or of the session
  std::string title;  // of a meeting with a client; empty: of coaching
  Instant starts_at;
  std::int32_t minutes = 0;
  std::optional<book::AccountRef> account;
  std::vector<people::PersonRef> with;  // of ours, without the person
};
BOOST_DESCRIBE_STRUCT(HeldMeetingView, (), (kind, id, title, starts_at, minutes, account, with))

struct HeldHandoffView {
  static constexpr const char* kSchemaName = "HeldHandoff";
  Id id;
  book::AccountRef account;
  people::PersonRef from;
  people::PersonRef to;
  handoff::Stage stage = handoff::Stage::proposed;
  std::optional<Day> introduction_on;
  bool is_successor = false;  // the person is; if not, the former owner
};
BOOST_DESCRIBE_STRUCT(HeldHandoffView, (), (id, account, from, to, stage, introduction_on, is_successor))

struct HeldShareView {
  static constexpr const char* kSchemaName = "HeldShare";
  book::AccountRef account;  // that the person keeps, as agreed
  people::PersonRef director;
  Day until_on;
};
BOOST_DESCRIBE_STRUCT(HeldShareView, (), (account, director, until_on))

struct HeldLevelView {
  static constexpr const char* kSchemaName = "HeldLevel";
  people::PersonRef manager;
  people::PersonRef rep;
  delegation::DealKind deal_kind = delegation::DealKind::new_business;
  std::int32_t level = 1;
};
BOOST_DESCRIBE_STRUCT(HeldLevelView, (), (manager, rep, deal_kind, level))

struct HoldsCounts {
  static constexpr const char* kSchemaName = "HoldsCounts";
  std::int64_t accounts = 0;
  std::int64_t deals = 0;
  std::int64_t promises = 0;
  std::int64_t client_promises = 0;
  std::int64_t reviews = 0;
  std::int64_t meetings = 0;
  std::int64_t handoffs = 0;
  std::int64_t agreements = 0;
  std::int64_t team = 0;
};
BOOST_DESCRIBE_STRUCT(HoldsCounts, (),
                      (accounts, deals, promises, client_promises, reviews, meetings, handoffs, agreements,
                       team))

struct HoldsView {
  static constexpr const char* kSchemaName = "Holds";
  people::PersonRef person;
  bool is_self = false;
  std::optional<Day> left_on;  // the person is not with us any more
  std::optional<Day> ends_on;  // the last day, where it is known
  bool may_cover = false;      // the caller may say who looks after it
  std::string currency;
  std::int64_t revenue_minor = 0;         // a year, of the accounts in that currency
  std::int64_t without_revenue = 0;       // accounts of which it is not known
  HoldsCounts counts;                     // of what the caller may see
  std::vector<HeldAccountView> accounts;  // the largest first
  std::vector<HeldDealView> deals;        // by the day they close
  std::vector<coaching::PromiseView> promises;
  std::vector<HeldClientPromiseView> client_promises;
  std::vector<HeldReviewView> reviews;
  std::vector<HeldMeetingView> meetings;
  std::vector<HeldHandoffView> handoffs;
  std::vector<HeldShareView> shares;
  std::vector<HeldLevelView> levels;
  std::vector<people::PersonRef> team;  // who reports to the person
  // There are promises, letters or sessions between the person and others than the caller: whose they are, and how many, is
  // between them.
  bool has_more_coaching = false;
};
BOOST_DESCRIBE_STRUCT(HoldsView, (),
                      (person, is_self, left_on, ends_on, may_cover, currency, revenue_minor, without_revenue,
                       counts, accounts, deals, promises, client_promises, reviews, meetings, handoffs,
                       shares, levels, team, has_more_coaching))

}  // namespace baton::cover
