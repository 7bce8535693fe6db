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

// How much of it there is for one system.
struct SystemChanges {
  static constexpr const char* kSchemaName = "SystemOwnerChanges";

  std::string source;
  std::int64_t waiting = 0;
  std::int64_t differs = 0;
  std::int64_t seen = 0;
  std::int64_t missing = 0;  // of those that wait or differ: the system's name for the owner is not known
  std::optional<people::PersonRef> missing_owner;  // one of these owners
};
BOOST_DESCRIBE_STRUCT(SystemChanges, (), (source, waiting, differs, seen, missing, missing_owner))

}  // namespace baton::writeback
