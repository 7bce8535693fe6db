#include "administration/erasure.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "action/action.h"
#include "administration/erasure_parts.h"
#include "administration/names.h"
#include "base/check.h"
#include "base/text.h"
#include "job/job.h"
#include "people/organization.h"
#include "words/catalogue.h"

namespace baton::administration {
namespace {

struct PersonLine {
  std::string name;
  std::optional<std::string> email;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(PersonLine, (), (name, email, deleted_at))

struct ContactLine {
  std::string name;
  std::optional<std::string> email;
  std::string further_emails;
  std::string phone;
};
BOOST_DESCRIBE_STRUCT(ContactLine, (), (name, email, further_emails, phone))

constexpr std::string_view kErasures =
    "SELECT org_id, id, version, subject, row_id, number, state, asked_by, asked_at, job_id, removed, "
    "emptied, "
    "rewritten, finished_at FROM erasure WHERE org_id = $1 ";

std::string NumberedName(db::Connection& connection, Id org_id, Subject subject, std::int32_t number) {
  const auto organization = people::FindOrganization(connection, org_id);
  return words::Catalogue::Compiled().Say(
      {subject == Subject::person ? "erasure.former_colleague" : "erasure.former_contact",
       {{"number", std::int64_t{number}}}},
      organization ? organization->language : "en");
}

std::int32_t NextNumber(db::Connection& connection, Id org_id, Subject subject) {
  return static_cast<std::int32_t>(
      connection
          .QueryValue<std::int64_t>(
              "SELECT COALESCE(MAX(number), 0) + 1 FROM erasure WHERE org_id = $1 AND subject = $2", org_id,
              subject)
          .value_or(1));
}

}  // namespace

std::string_view TableOf(Subject subject) { return subject == Subject::person ? "person" : "contact"; }

std::string WhereOf(const PersonalRule& rule, const Table& table) {
  return fmt::format("{}({})", table.Has("org_id") ? "org_id = $1 AND " : "", rule.whose);
}

const Table& Schema::Of(std::string_view name) const {
  const auto found = std::ranges::find(tables_, name, &Table::name);
  Check(found != tables_.end(), "a rule names a table that is there");
  return *found;
}

std::optional<Erased> FindErased(db::Connection& connection, Id org_id, Subject subject, Id row_id) {
  const bool is_erased =
      connection
          .QueryValue<std::int64_t>(
              "SELECT COUNT(*) FROM erasure WHERE org_id = $1 AND subject = $2 AND row_id = "
              "$3 AND state = 'done'",
              org_id, subject, row_id)
          .value_or(0) > 0;
  if (is_erased) return std::nullopt;
  Erased erased;
  if (subject == Subject::person) {
    const auto person = connection.QueryOne<PersonLine>(
        "SELECT name, email, deleted_at FROM person WHERE org_id = $1 AND id = $2", org_id, row_id);
    if (!person) return std::nullopt;
    erased = {person->name, {person->email.value_or("")}, !person->deleted_at.has_value()};
    for (std::string& phone : connection.Query<std::string>(
             "SELECT phone FROM calling_card WHERE org_id = $1 AND person_id = $2", org_id, row_id))
      erased.addresses.push_back(std::move(phone));
    for (std::string& email : connection.Query<std::string>(
             "SELECT email FROM mail_address WHERE org_id = $1 AND person_id = $2 ORDER BY id", org_id,
             row_id))
      erased.addresses.push_back(std::move(email));
  } else {
    const auto contact = connection.QueryOne<ContactLine>(
        "SELECT name, email, further_emails, phone FROM contact WHERE org_id = $1 AND id = $2", org_id,
        row_id);
    if (!contact) return std::nullopt;
    erased = {contact->name, {contact->email.value_or(""), contact->phone}, false};
    for (const std::string_view email : Split(contact->further_emails, ' '))
      erased.addresses.emplace_back(email);
  }
  std::erase(erased.addresses, "");
  return erased;
}

Result<ErasurePreview> PreviewErasure(db::Connection& connection, Id org_id, Subject subject, Id row_id) {
  const auto erased = FindErased(connection, org_id, subject, row_id);
  if (!erased) return NotFound(std::string(TableOf(subject)));
  ErasurePreview preview{.subject = subject, .row_id = row_id, .name = erased->name};
  preview.is_here = erased->is_here;
  preview.becomes = NumberedName(connection, org_id, subject, NextNumber(connection, org_id, subject));
  preview.looks_for_name = Names(erased->name, {}, "").looks_for_name();
  const Schema schema(connection);
  std::map<std::pair<Fate, Part>, std::int64_t> rows;
  for (const PersonalRule& rule : RulesOf(subject)) {
    rows[{rule.fate, rule.part}] +=
        connection
            .QueryValue<std::int64_t>(fmt::format("SELECT COUNT(*) FROM {} WHERE {}", rule.table,
                                                  WhereOf(rule, schema.Of(rule.table))),
                                      org_id, row_id)
            .value_or(0);
  }
  for (const auto& entry : rows) {
    if (entry.second > 0) preview.parts.push_back({entry.first.second, entry.first.first, entry.second});
  }
  const std::string fold = Fold(erased->name);
  preview.namesakes = *connection.QueryValue<std::int64_t>(
      "SELECT (SELECT COUNT(*) FROM person WHERE org_id = $1 AND name_fold = $2) + (SELECT COUNT(*) FROM "
      "contact WHERE org_id = $1 AND name_fold = $2) - 1",
      org_id, fold);
  for (const std::string& address : erased->addresses) {
    preview.same_address += *connection.QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM contact WHERE org_id = $1 AND email_fold = $2 AND NOT (id = $3)", org_id,
        Fold(address), row_id);
  }
  return preview;
}

Result<Erasure> AskErasure(action::Action& action, Subject subject, Id row_id,
                           const std::string& typed_name) {
  db::Tx& tx = action.tx();
  const Id org_id = action.org_id();
  const auto erased = FindErased(tx, org_id, subject, row_id);
  if (!erased) return NotFound(std::string(TableOf(subject)));
  if (erased->is_here) return Fail(Kind::conflict, "problem.erasure.still_here", {{"name", erased->name}});
  if (typed_name != erased->name)
    return Fail(FieldFault{"name", {"problem.erasure.other_name", {{"name", erased->name}}}});
  const auto waiting = tx.QueryOne<Erasure>(std::string(kErasures) + "AND subject = $2 AND row_id = $3",
                                            org_id, subject, row_id);
  if (waiting) return Fail(Kind::conflict, "problem.erasure.under_way");
  Erasure erasure{.org_id = org_id,
                  .id = tx.NewId(),
                  .version = 1,
                  .subject = subject,
                  .row_id = row_id,
                  .number = NextNumber(tx, org_id, subject),
                  .asked_by = action.actor().person_id.value(),
                  .asked_at = action.now()};
  erasure.job_id = job::Enqueue(
      tx,
      {.org_id = org_id, .person_id = erasure.asked_by, .kind = std::string(kErasureKind), .ref = erasure.id},
      action.now());
  tx.InsertMany("erasure", std::vector<Erasure>{erasure});
  return erasure;
}

std::string NameAfter(db::Connection& connection, const Erasure& erasure) {
  return NumberedName(connection, erasure.org_id, erasure.subject, erasure.number);
}

std::optional<Erasure> FindErasure(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Erasure>(std::string(kErasures) + "AND id = $2", org_id, id);
}

std::vector<Erasure> ListErasures(db::Connection& connection, Id org_id) {
  return connection.Query<Erasure>(std::string(kErasures) + "ORDER BY id DESC LIMIT 200", org_id);
}

}  // namespace baton::administration
