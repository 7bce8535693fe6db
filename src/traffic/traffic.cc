#include "traffic/traffic.h"

#include <map>

#include "base/check.h"
#include "json/json.h"

namespace baton::traffic {
namespace {

constexpr const char* kColumns =
    "org_id, id, version, person_id, kind, name, state, problem, tally, job_id, touched_id, created_at, "
    "kept_at, read_at";

// As it is kept and shown: reasons by name, those of none left out.
struct TallyText {
  static constexpr bool kDefaults = true;

  std::int64_t read = 0;
  std::int64_t kept = 0;
  std::int64_t touches = 0;
  std::map<std::string, std::int64_t> left_out;
  std::optional<Instant> first_at;
  std::optional<Instant> last_at;
};
BOOST_DESCRIBE_STRUCT(TallyText, (), (read, kept, touches, left_out, first_at, last_at))

}  // namespace

void Tally::Add(const Tally& later) {
  read += later.read;
  kept += later.kept;
  touches += later.touches;
  for (std::size_t i = 0; i < kReasons; ++i) left_out[i] += later.left_out[i];
  if (later.first_at && (!first_at || *later.first_at < *first_at)) first_at = later.first_at;
  if (later.last_at && (!last_at || *last_at < *later.last_at)) last_at = later.last_at;
}

void Tally::Keep(Instant at, std::int64_t touched) {
  Add({.read = 1, .kept = 1, .touches = touched, .left_out = {}, .first_at = at, .last_at = at});
}

std::string ToText(const Tally& tally) {
  TallyText text{.read = tally.read,
                 .kept = tally.kept,
                 .touches = tally.touches,
                 .left_out = {},
                 .first_at = tally.first_at,
                 .last_at = tally.last_at};
  for (std::size_t i = 0; i < kReasons; ++i) {
    if (tally.left_out[i] > 0) {
      text.left_out[std::string(json::NameOf(static_cast<LeftOut>(i)))] = tally.left_out[i];
    }
  }
  return json::ToText(text);
}

Tally TallyOf(std::string_view text) {
  Tally tally;
  if (text.empty()) return tally;
  const auto read = json::FromText<TallyText>(text);
  Check(read.has_value(), "a tally was written by ToText");
  tally.read = read->read;
  tally.kept = read->kept;
  tally.touches = read->touches;
  tally.first_at = read->first_at;
  tally.last_at = read->last_at;
  for (const auto& [name, count] : read->left_out) {
    if (const auto why = json::EnumOf<LeftOut>(name)) tally.left_out[static_cast<std::size_t>(*why)] = count;
  }
  return tally;
}

MailSource AddSource(action::Action& action, const NewSource& source) {
  return action.Insert(MailSource{.org_id = {},
                                  .id = source.id,
                                  .version = 0,
                                  .person_id = source.person_id,
                                  .kind = source.kind,
                                  .name = source.name,
                                  .state = SourceState::looking,
                                  .problem = {},
                                  .tally = {},
                                  .job_id = {},
                                  .touched_id = {},
                                  .created_at = action.now(),
                                  .kept_at = {},
                                  .read_at = {}});
}

std::vector<MailSource> FindSources(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<MailSource>(
      std::string("SELECT ") + kColumns +
          " FROM mail_source WHERE org_id = $1 AND person_id = $2 ORDER BY id",
      org_id, person_id);
}

std::optional<MailSource> FindSource(db::Connection& connection, Id org_id, Id person_id, Id id) {
  auto found = FindSourceOf(connection, org_id, id);
  return found && found->person_id == person_id ? found : std::nullopt;
}

std::optional<MailSource> FindSourceOf(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<MailSource>(
      std::string("SELECT ") + kColumns + " FROM mail_source WHERE org_id = $1 AND id = $2", org_id, id);
}

void EndLooking(db::Tx& tx, const MailSource& source, const Tally& tally, Instant now) {
  tx.Execute(
      "UPDATE mail_source SET state = 'waiting', tally = $3, read_at = $4, version = version + 1 WHERE "
      "org_id = $1 AND id = $2 AND state = 'looking'",
      source.org_id, source.id, ToText(tally), now);
}

void RefuseSource(db::Tx& tx, const MailSource& source, std::string_view problem, Instant now) {
  tx.Execute(
      "UPDATE mail_source SET state = 'refused', problem = $3, read_at = $4, version = version + 1 WHERE "
      "org_id = $1 AND id = $2 AND state = 'looking'",
      source.org_id, source.id, problem, now);
}

void EndKeeping(db::Tx& tx, const MailSource& source, const Tally& tally, Instant now) {
  tx.Execute(
      "UPDATE mail_source SET state = 'kept', tally = $3, read_at = $4, version = version + 1 WHERE "
      "org_id = $1 AND id = $2 AND state = 'keeping'",
      source.org_id, source.id, ToText(tally), now);
}

void SaveReading(db::Tx& tx, const MailSource& source, const Tally& tally, Instant now) {
  tx.Execute("UPDATE mail_source SET tally = $3, read_at = $4 WHERE org_id = $1 AND id = $2", source.org_id,
             source.id, ToText(tally), now);
}

void RemoveSource(action::Action& action, const MailSource& source) {
  action.tx().Execute("DELETE FROM mail_touch WHERE org_id = $1 AND source_id = $2", source.org_id,
                      source.id);
  action.Delete(source);
}

}  // namespace baton::traffic
