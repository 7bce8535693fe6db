#include "action/tables.h"
#include "base/zone.h"
#include "digest/digest.h"
#include "digest/digest_routes.h"
#include "mail/mail_rules.h"
#include "mail/outbox.h"
#include "mail/relay.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::digest {
namespace {

struct StateRow {
  Id person_id;
  Day looked_on;
  Id told_notice_id;
};
BOOST_DESCRIBE_STRUCT(StateRow, (), (person_id, looked_on, told_notice_id))

constexpr int kMostNotices = 200;

std::vector<Id> OthersChoices(db::Connection& connection, const access::Principal& person,
                              std::span<const Id> row_ids) {
  return connection.Query<Id>(
      "SELECT id FROM digest_choice WHERE org_id = $1 AND id IN baton_list($2) AND person_id <> $3",
      person.org_id, db::IdList(row_ids), person.person_id);
}

std::optional<StateRow> FindState(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryOne<StateRow>(
      "SELECT person_id, looked_on, told_notice_id FROM digest_state WHERE org_id = $1 AND person_id = $2",
      org_id, person_id);
}

const std::string& ZoneOf(const people::Person& person, const people::Organization& organization) {
  return person.time_zone.empty() ? organization.time_zone : person.time_zone;
}

bool IsDueFor(db::Connection& connection, const people::Person& person, LocalTime now) {
  const auto choice = FindChoice(connection, person.org_id, person.id);
  const auto state = FindState(connection, person.org_id, person.id);
  return IsDue(choice.value_or(DigestChoice{}), now, state ? std::optional(state->looked_on) : std::nullopt);
}

// True when nobody marked as much or more before.
bool MarkTold(db::Tx& tx, Id org_id, Id person_id, Day today, Id told) {
  return tx.Execute(
             "INSERT INTO digest_state (org_id, person_id, looked_on, told_notice_id) VALUES ($1, $2, $3, "
             "$4) "
             "ON CONFLICT (org_id, person_id) DO UPDATE SET told_notice_id = excluded.told_notice_id WHERE "
             "digest_state.told_notice_id < excluded.told_notice_id",
             org_id, person_id, today, told) > 0;
}

bool QueueMail(db::Tx& tx, const people::Person& person, const DigestMail& written, Instant now) {
  mail::Draft draft;
  draft.kind = mail::MailKind::digest;
  draft.to.push_back({person.name, *person.email});
  draft.subject = written.subject;
  draft.text = written.text;
  if (!mail::FaultsOf(draft).empty()) return false;
  action::Action action(tx, {person.org_id, std::nullopt}, "digest.send", now, person.id);
  mail::Queue(action, draft);
  return true;
}

// What is old enough is told or was seen: either way it is behind this person.
bool SendAtOnceTo(db::Tx& tx, const people::Person& person, const std::string& zone,
                  const std::string& public_url, const AtOnce& at_once) {
  auto notices = FindUntold(tx, person.org_id, person.id);
  std::erase_if(notices, [&](const notice::Notice& one) { return one.id >= at_once.before; });
  if (notices.empty()) return false;
  const Id newest = notices.front().id;
  const Id seen = at_once.glances != nullptr ? at_once.glances->SeenThrough(person.org_id, person.id) : Id{};
  std::erase_if(notices, [&](const notice::Notice& one) { return one.id <= seen; });
  if (!MarkTold(tx, person.org_id, person.id, DayIn(at_once.now, zone), newest) || notices.empty()) {
    return false;
  }
  return QueueMail(tx, person, WriteDigest(person, zone, public_url, notices), at_once.now);
}

// The look is marked with what it found, so that whoever looks next, here or in another process, finds nothing new.
bool SendTo(db::Tx& tx, const people::Person& person, const std::string& zone, const std::string& public_url,
            Instant now) {
  const Day today = DayIn(now, zone);
  const auto state = FindState(tx, person.org_id, person.id);
  if (!IsDueFor(tx, person, ToLocal(now, zone))) return false;
  const auto notices = FindUntold(tx, person.org_id, person.id);
  const Id told = notices.empty() ? (state ? state->told_notice_id : Id{}) : notices.front().id;
  const std::int64_t marked = tx.Execute(
      "INSERT INTO digest_state (org_id, person_id, looked_on, told_notice_id) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (org_id, person_id) DO UPDATE SET looked_on = excluded.looked_on, told_notice_id = "
      "excluded.told_notice_id WHERE digest_state.looked_on < excluded.looked_on",
      person.org_id, person.id, today, told);
  if (marked == 0 || notices.empty()) return false;
  return QueueMail(tx, person, WriteDigest(person, zone, public_url, notices), now);
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(DigestChoice::kTable), .out_of_reach = &OthersChoices});
}

std::optional<DigestChoice> FindChoice(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryOne<DigestChoice>(
      "SELECT org_id, id, version, person_id, frequency, at_minute, quiet_from, quiet_to, quiet_weekends "
      "FROM "
      "digest_choice WHERE org_id = $1 AND person_id = $2",
      org_id, person_id);
}

Result<DigestChoice> Choose(action::Action& action, const std::optional<DigestChoice>& before,
                            const DigestChoice& wished) {
  DigestChoice choice = wished;
  choice.person_id = action.actor().person_id.value_or(choice.person_id);
  const bool begins =
      choice.frequency == Frequency::at_once && (!before || before->frequency != Frequency::at_once);
  if (begins) {
    const auto newest = notice::FindNotices(action.tx(), action.org_id(), choice.person_id, std::nullopt, 1);
    if (!newest.empty()) {
      MarkTold(action.tx(), action.org_id(), choice.person_id, DayIn(action.now(), "UTC"), newest.front().id);
    }
  }
  if (before) return action.Update(*before, choice);
  return action.Insert(choice);
}

std::vector<notice::Notice> FindUntold(db::Connection& connection, Id org_id, Id person_id) {
  const auto state = FindState(connection, org_id, person_id);
  auto notices = notice::FindNotices(connection, org_id, person_id, std::nullopt, kMostNotices);
  std::erase_if(notices, [&](const notice::Notice& one) {
    return one.read_at.has_value() || (state && one.id <= state->told_notice_id);
  });
  return notices;
}

int SendDue(db::Database& database, Id org_id, const std::string& public_url, Instant now) {
  std::vector<std::pair<people::Person, std::string>> due;
  {
    auto reader = database.Read();
    const auto organization = people::FindOrganization(*reader, org_id);
    if (!organization || !mail::FindRelay(*reader, org_id)) return 0;
    for (people::Person& person : people::FindPeople(*reader, org_id)) {
      if (!person.email || person.is_placeholder) continue;
      const std::string zone = ZoneOf(person, *organization);
      if (IsDueFor(*reader, person, ToLocal(now, zone))) due.emplace_back(std::move(person), zone);
    }
  }
  int sent = 0;
  for (const auto& one : due) {
    const bool was_sent =
        database.Write([&](db::Tx& tx) { return SendTo(tx, one.first, one.second, public_url, now); });
    if (was_sent) ++sent;
  }
  return sent;
}

int SendAtOnce(db::Database& database, Id org_id, const std::string& public_url, const AtOnce& at_once) {
  std::vector<std::pair<people::Person, std::string>> due;
  {
    auto reader = database.Read();
    const auto organization = people::FindOrganization(*reader, org_id);
    if (!organization || !mail::FindRelay(*reader, org_id)) return 0;
    const auto wishing = reader->Query<Id>(
        "SELECT person_id FROM digest_choice WHERE org_id = $1 AND frequency = 'at_once' AND EXISTS (SELECT "
        "1 "
        "FROM notice WHERE notice.org_id = $1 AND notice.person_id = digest_choice.person_id AND notice.id < "
        "$2 AND notice.read_at IS NULL) ORDER BY person_id",
        org_id, at_once.before);
    for (const Id id : wishing) {
      auto person = people::FindPerson(*reader, org_id, id);
      if (!person || !person->email || person->is_placeholder) continue;
      const std::string zone = ZoneOf(*person, *organization);
      if (IsQuiet(*FindChoice(*reader, org_id, id), ToLocal(at_once.now, zone))) continue;
      const auto untold = FindUntold(*reader, org_id, id);
      if (untold.empty() || untold.back().id >= at_once.before) continue;
      due.emplace_back(std::move(*person), zone);
    }
  }
  int sent = 0;
  for (const auto& one : due) {
    const bool was_sent = database.Write(
        [&](db::Tx& tx) { return SendAtOnceTo(tx, one.first, one.second, public_url, at_once); });
    if (was_sent) ++sent;
  }
  return sent;
}

std::vector<Id> FindOrganizationsToldAtOnce(db::Connection& connection) {
  return connection.Query<Id>(
      "SELECT DISTINCT org_id FROM digest_choice WHERE frequency = 'at_once' ORDER BY org_id");
}

}  // namespace baton::digest
