// The agreed share: which accounts a manager keeps, or which share of the margin, and until when. Proposed by the manager
// or the director above, agreed by the other; one holds at a time, the ones before stay as history. Takeovers and the plan
// read it: a kept account asks nothing and is introduced to nobody before the day.
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
#include "book/account.h"
#include "people/person.h"

namespace baton::share {

inline constexpr std::size_t kMaxAccounts = 50;
inline constexpr std::size_t kMaxNoteCharacters = 500;

// The row. Without `agreed_at` it is proposed; with `ended_at` it is history.
struct AgreedShare {
  static constexpr std::string_view kTable = "agreed_share";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  Id director_id;
  Day until_on;  // the last day
  std::optional<std::int32_t> share_percent;
  std::string note;
  Id proposed_by;
  Instant proposed_at;
  std::optional<Instant> agreed_at;
  std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(AgreedShare, (),
                      (org_id, id, version, manager_id, director_id, until_on, share_percent, note,
                       proposed_by, proposed_at, agreed_at, ended_at))

// The row.
struct KeptAccount {
  static constexpr std::string_view kTable = "agreed_share_account";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id share_id;
  Id account_id;
};
BOOST_DESCRIBE_STRUCT(KeptAccount, (), (org_id, id, version, share_id, account_id))

enum class ShareState { proposed, agreed, over, ended };
BOOST_DESCRIBE_ENUM(ShareState, proposed, agreed, over, ended)

enum class ShareDeed { agree, end };
BOOST_DESCRIBE_ENUM(ShareDeed, agree, end)

struct ShareInput {
  static constexpr const char* kSchemaName = "AgreedShareInput";

  std::optional<Id> manager_id;  // a director proposes to a manager; none: the caller
  std::vector<Id> account_ids;
  std::optional<std::int32_t> share_percent;  // of the team's margin
  Day until_on;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ShareInput, (), (manager_id, account_ids, share_percent, until_on, note))

struct ShareView {
  static constexpr const char* kSchemaName = "AgreedShare";

  Id id;
  std::int64_t version = 0;
  people::PersonRef manager;
  people::PersonRef director;
  std::vector<book::AccountRef> accounts;
  std::optional<std::int32_t> share_percent;
  Day until_on;
  std::string note;
  ShareState state = ShareState::proposed;
  people::PersonRef proposed_by;
  Instant proposed_at;
  std::optional<Instant> agreed_at;
  std::optional<Instant> ended_at;
  std::vector<ShareDeed> may;  // what the caller may do
};
BOOST_DESCRIBE_STRUCT(ShareView, (),
                      (id, version, manager, director, accounts, share_percent, until_on, note, state,
                       proposed_by, proposed_at, agreed_at, ended_at, may))

// Faults that no database is asked for.
std::vector<FieldFault> FaultsOf(const ShareInput& input, Day today);
ShareState StateOf(const AgreedShare& share, Day today);
// The one who did not propose agrees; either ends it while it is proposed or holds.
std::vector<ShareDeed> DeedsOf(const AgreedShare& share, Id person_id, Day today);

}  // namespace baton::share
