// The handover sheet of a handoff: what the former owner writes down for the successor (why the client matters, how
// things stand, what may go wrong), what was promised to the client, and what the successor read back in own words.
// The facts beside it (people, ties, deals, history) are the account's own, so they are always of today.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "people/person.h"

namespace baton::sheet {

// The row; there is one once somebody wrote something.
struct HandoverSheet {
  static constexpr std::string_view kTable = "handover_sheet";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id handoff_id;
  std::string importance;    // why the client matters
  std::string summary;       // how things stand
  std::string risks;         // what may go wrong, and what to do then
  Instant written_at;        // when one of the three changed last
  std::int32_t edition = 0;  // counts those changes: two of them may share an instant
  std::string read_back;     // the successor's own words
  std::optional<Instant> read_back_at;
  std::int32_t read_edition = 0;
  std::optional<Id> read_promise_id;  // the last promise to the client that was there to be read
};
BOOST_DESCRIBE_STRUCT(HandoverSheet, (),
                      (org_id, id, version, handoff_id, importance, summary, risks, written_at, edition,
                       read_back, read_back_at, read_edition, read_promise_id))

// What somebody of us promised a client.
struct ClientPromise {
  static constexpr std::string_view kTable = "client_promise";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id account_id;
  Id person_id;  // who promised
  std::string title;
  std::optional<Day> due_on;
  Instant promised_at;
  std::optional<Instant> kept_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(ClientPromise, (),
                      (org_id, id, version, account_id, person_id, title, due_on, promised_at, kept_at,
                       deleted_at))

struct ClientPromiseView {
  static constexpr const char* kSchemaName = "ClientPromise";

  Id id;
  std::int64_t version = 0;
  people::PersonRef person;
  std::string title;
  std::optional<Day> due_on;
  Instant promised_at;
  std::optional<Instant> kept_at;
};
BOOST_DESCRIBE_STRUCT(ClientPromiseView, (), (id, version, person, title, due_on, promised_at, kept_at))

struct SheetView {
  static constexpr const char* kSchemaName = "HandoverSheet";

  std::int64_t version = 0;  // 0: nothing is written yet
  std::string importance;
  std::string summary;
  std::string risks;
  std::optional<Instant> written_at;
  std::string read_back;
  std::optional<Instant> read_back_at;
  bool is_changed_since = false;            // after it was read back
  std::vector<ClientPromiseView> promises;  // open ones first, by their day
  bool may_write = false;
  bool may_read_back = false;
};
BOOST_DESCRIBE_STRUCT(SheetView, (),
                      (version, importance, summary, risks, written_at, read_back, read_back_at,
                       is_changed_since, promises, may_write, may_read_back))

}  // namespace baton::sheet
