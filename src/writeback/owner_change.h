// Write-back: a handoff moved an account to another owner, and the system that the account came from has to learn it. The
// change waits until an import from there shows the new owner; where it shows somebody else, the difference is listed and
// nothing is overwritten.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "people/person.h"

namespace baton::writeback {

// The row: whom a system named as the owner of an account when its last import ran.
struct SourceOwner {
  static constexpr std::string_view kTable = "source_owner";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string source;
  Id account_id;
  std::optional<Id> person_id;
  Instant seen_at;
};
BOOST_DESCRIBE_STRUCT(SourceOwner, (), (org_id, id, version, source, account_id, person_id, seen_at))

enum class ChangeState {
  waiting,  // the system has not shown the account since it moved
  seen,     // it names the same owner as we do
  differs,  // it has shown the account since, with another owner
};
BOOST_DESCRIBE_ENUM(ChangeState, waiting, seen, differs)

// `since`: when the owner of now got the account. `shown`: what the system said last, if it ever did.
ChangeState StateOf(Id owner_id, Instant since, const std::optional<SourceOwner>& shown);

struct OwnerChange {
  static constexpr const char* kSchemaName = "OwnerChange";

  book::AccountRef account;
  std::string source;
  std::string external_id;
  people::PersonRef owner;
  Instant moved_at;
  ChangeState state = ChangeState::waiting;
  std::optional<people::PersonRef> shown_owner;  // whom the system named last
  std::optional<Instant> shown_at;
  std::string
      owner_in_source;  // as the file for that system names the new owner; empty: not known, so it is not in the file
};
BOOST_DESCRIBE_STRUCT(OwnerChange, (),
                      (account, source, external_id, owner, moved_at, state, shown_owner, shown_at,
                       owner_in_source))

}  // namespace baton::writeback
