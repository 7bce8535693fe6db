// A person's data erased for good: a colleague who was removed, or a contact at a client (docs/administration.md).
//
//   auto preview = PreviewErasure(connection, org_id, Subject::person, id);           // what goes, what stays
//   auto erasure = AskErasure(tx, call, Subject::person, id, "Jada Ellis");           // the name, typed as it stands
//   RunErasure(database, key, erasure)                                                // the job's: may be cut and run again
//
// The row stays as "Former colleague 7", so that counts and history keep their figures. What is erased is in no undo any more. The row
// itself, and with it the name that the rest is found by, goes in the last transaction: a job that was cut goes on.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "administration/personal_rules.h"
#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"
#include "db/database.h"
#include "seal/key.h"

namespace baton::action {
class Action;
}

namespace baton::administration {

inline constexpr std::string_view kErasureKind = "erasure";  // of the job

enum class ErasureState { waiting, done };
BOOST_DESCRIBE_ENUM(ErasureState, waiting, done)

// The row.
struct Erasure {
  Id org_id;
  Id id;
  std::int64_t version = 0;
  Subject subject = Subject::person;
  Id row_id;
  std::int32_t number = 0;
  ErasureState state = ErasureState::waiting;
  Id asked_by;
  Instant asked_at;
  Id job_id;
  std::int64_t removed = 0;
  std::int64_t emptied = 0;
  std::int64_t rewritten = 0;
  std::optional<Instant> finished_at;
};
BOOST_DESCRIBE_STRUCT(Erasure, (),
                      (org_id, id, version, subject, row_id, number, state, asked_by, asked_at, job_id,
                       removed, emptied, rewritten, finished_at))

struct PartCount {
  static constexpr const char* kSchemaName = "ErasurePart";
  Part part = Part::history;
  Fate fate = Fate::kept;
  std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(PartCount, (), (part, fate, rows))

struct ErasurePreview {
  static constexpr const char* kSchemaName = "ErasurePreview";
  Subject subject = Subject::person;
  Id row_id;
  std::string name;
  std::string becomes;           // Former colleague 7
  std::vector<PartCount> parts;  // without those of no rows
  bool looks_for_name = false;   // in texts of others: a name of one word is not looked for
  std::int64_t namesakes =
      0;  // others of the same name: a text does not say whom it means, and names them too
  std::int64_t same_address = 0;  // other contacts with one of the addresses: they stay
  bool is_here = false;           // a colleague who was not removed yet: that comes first
};
BOOST_DESCRIBE_STRUCT(ErasurePreview, (),
                      (subject, row_id, name, becomes, parts, looks_for_name, namesakes, same_address,
                       is_here))

// Whom it is about, while that is known.
struct Erased {
  std::string name;
  std::vector<std::string> addresses;  // e-mail and telephone
  bool is_here = false;
};
std::optional<Erased> FindErased(db::Connection& connection, Id org_id, Subject subject, Id row_id);

Result<ErasurePreview> PreviewErasure(db::Connection& connection, Id org_id, Subject subject, Id row_id);

// The name has to be typed as it stands. Puts the job into the queue.
Result<Erasure> AskErasure(action::Action& action, Subject subject, Id row_id, const std::string& typed_name);

// "Former colleague 7", in the organization's language.
std::string NameAfter(db::Connection& connection, const Erasure& erasure);
std::optional<Erasure> FindErasure(db::Connection& connection, Id org_id, Id id);
// The newest first.
std::vector<Erasure> ListErasures(db::Connection& connection, Id org_id);

// Stops between its steps when `should_stop` says so, and returns false: it is run again.
bool RunErasure(db::Database& database, const seal::Key& key, const Erasure& erasure, Instant now,
                const std::function<bool(std::int64_t done, std::int64_t total)>& should_stop);

}  // namespace baton::administration
