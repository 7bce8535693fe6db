// The ties of accounts as they were learnt last (learn.h), with what people say of them (said.h), for every slice that asks who
// is close to whom.
//
//   for (const AccountTie& tie : FindTies(connection, org_id, account_ids, now)) ... tie.person_id, tie.strength ...
//   const auto breadths = BreadthsOf(ties);               // by account: on how many of us each hangs; unknown ones have none
//   if (!TiesAsOf(connection, org_id)) ... never learnt: unknown, which is not weak ...
//
// Two queries, by the index of an account's contacts and those of a contact's ties. Stateless, hence thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"
#include "ties/breadth.h"
#include "ties/judgement.h"
#include "ties/said.h"

namespace baton::ties {

struct AccountTie {
  Id account_id;  // the contact's of now, wherever the two met
  Id person_id;
  Id contact_id;
  double strength = 0;   // from 0 to below 1: as learnt, within what was said
  double learnt = 0;     // strength.h; 0: never in touch
  double authority = 1;  // what the contact's part counts: the settings part_...
  double raw = 0;
  std::optional<Instant> last_at = {};  // none: only said, or not to be seen
  std::int32_t touches = 0;             // 0: the same
  std::optional<Saying> said = {};
  std::optional<Id> said_by = {};
  std::shared_ptr<const Judgement> judgement =
      std::make_shared<const Judgement>();  // by what it was judged, never null
};

// Faded to `now`, against what is typical of the organization; by account, the strongest first. People who left and deleted
// contacts are left out; an account that nobody is known to know has no row. Where an organization shows figures only, when and
// how often two were in touch is not in it, but for ties of `viewer`: so no slice can show it.
std::vector<AccountTie> FindTies(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                                 Instant now, std::optional<Id> viewer = std::nullopt);
// As they stood at an earlier time, from the touches and words up to it and against what is typical now, so that the two can be
// compared. Who has left since is in it, removed or not.
struct AccountAt {
  Id account_id;
  Instant at;
};
// In the order of `asked`; a fixed number of queries, which read of each account what it takes.
std::vector<std::vector<AccountTie>> FindTiesAt(db::Connection& connection, Id org_id,
                                                std::span<const AccountAt> asked);

// A person's ties to contacts of any account, the strongest first; the person's own to see.
std::vector<AccountTie> FindTiesOf(db::Connection& connection, Id org_id, Id person_id, Instant now);

// By account; those of whom nothing is known have none.
std::map<Id, Breadth> BreadthsOf(std::span<const AccountTie> ties);

// A message: account.tie.strong, .good or .thin; .stranger of who is said not to know them.
std::string_view WordOf(const AccountTie& tie);
// The same of what was learnt, whatever was said.
std::string_view LearntWordOf(const AccountTie& tie);

// When they were last learnt; none: never.
std::optional<Instant> TiesAsOf(db::Connection& connection, Id org_id);

}  // namespace baton::ties
