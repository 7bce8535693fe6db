#include "sheet/sheet_store.h"

#include <algorithm>

#include "action/tables.h"
#include "base/text.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "handoff/out_of_reach.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "sheet/sheet_routes.h"

namespace baton::sheet {
namespace {

// Undo asks what the person may do with the account now.
std::vector<Id> OthersPromises(db::Connection& connection, const access::Principal& person,
                               std::span<const Id> row_ids) {
  const auto scope = ScopeOf(person, access::Deed::change, access::Word::account);
  std::vector<Id> others;
  for (const Id id : row_ids) {
    const auto account_id = connection.QueryValue<Id>(
        "SELECT account_id FROM client_promise WHERE org_id = $1 AND id = $2", person.org_id, id);
    if (account_id && !book::FindAccount(connection, scope, *account_id)) others.push_back(id);
  }
  return others;
}

void Tell(action::Action& action, const handoff::Handoff& handoff, Id reader, std::string_view key) {
  const Id actor = action.actor().person_id.value_or(handoff.from_id);
  const auto people = people::FindRefs(action.tx(), action.org_id(), std::vector{actor});
  const auto accounts = book::FindAccountRefs(action.tx(), action.org_id(), std::vector{handoff.account_id});
  const auto person = people.find(actor);
  const auto account = accounts.find(handoff.account_id);
  if (person == people.end() || account == accounts.end()) return;
  notice::Emit(action, reader,
               {std::string(key), {{"person", person->second.name}, {"account", account->second.name}}},
               "/handoff/" + ToString(handoff.id) + "/sheet");
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(HandoverSheet::kTable),
              .private_columns = {"importance", "summary", "risks", "read_back"},
              .out_of_reach = handoff::OthersHandoffRows(std::string(HandoverSheet::kTable))});
  tables.Add({.name = std::string(ClientPromise::kTable),
              .marks_deleted = true,
              .private_columns = {"title"},
              .out_of_reach = &OthersPromises});
}

std::optional<HandoverSheet> FindSheet(db::Connection& connection, Id org_id, Id handoff_id) {
  return connection.QueryOne<HandoverSheet>(
      "SELECT org_id, id, version, handoff_id, importance, summary, risks, written_at, edition, read_back, "
      "read_back_at, read_edition, read_promise_id FROM handover_sheet WHERE org_id = $1 AND handoff_id = $2",
      org_id, handoff_id);
}

std::optional<ClientPromise> FindPromise(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<ClientPromise>(
      "SELECT org_id, id, version, account_id, person_id, title, due_on, promised_at, kept_at, deleted_at "
      "FROM client_promise WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL",
      org_id, id);
}

std::vector<ClientPromise> ListPromises(db::Connection& connection, Id org_id, Id account_id) {
  return connection.Query<ClientPromise>(
      "SELECT org_id, id, version, account_id, person_id, title, due_on, promised_at, kept_at, deleted_at "
      "FROM client_promise WHERE org_id = $1 AND account_id = $2 AND deleted_at IS NULL "
      "ORDER BY kept_at NULLS FIRST, due_on NULLS LAST, id",
      org_id, account_id);
}

std::vector<ClientPromise> FindOpenPromises(db::Connection& connection, Id org_id, Id person_id,
                                            std::span<const Id> account_ids) {
  return connection.Query<ClientPromise>(
      "SELECT org_id, id, version, account_id, person_id, title, due_on, promised_at, kept_at, deleted_at "
      "FROM client_promise WHERE org_id = $1 AND id IN (SELECT own.id FROM client_promise AS own WHERE "
      "own.org_id = $1 AND own.person_id = $2 UNION SELECT theirs.id FROM client_promise AS theirs WHERE "
      "theirs.org_id = $1 AND theirs.account_id IN baton_list($3)) AND kept_at IS NULL AND deleted_at IS "
      "NULL "
      "ORDER BY due_on NULLS LAST, id",
      org_id, person_id, db::IdList(account_ids));
}

std::vector<ClientPromise> FindPromisesDue(db::Connection& connection, Id org_id, std::span<const Id> people,
                                           Day from, Day to) {
  return connection.Query<ClientPromise>(
      "SELECT org_id, id, version, account_id, person_id, title, due_on, promised_at, kept_at, deleted_at "
      "FROM client_promise WHERE org_id = $1 AND person_id IN baton_list($2) AND due_on >= $3 AND due_on <= "
      "$4 AND kept_at IS NULL AND deleted_at IS NULL ORDER BY due_on, id",
      org_id, db::IdList(people), from, to);
}

std::vector<ClientPromiseView> ViewPromises(db::Connection& connection, Id org_id,
                                            std::span<const ClientPromise> promises) {
  std::vector<Id> ids;
  for (const ClientPromise& promise : promises) ids.push_back(promise.person_id);
  const auto people = people::FindRefs(connection, org_id, ids);
  std::vector<ClientPromiseView> views;
  for (const ClientPromise& promise : promises) {
    const auto person = people.find(promise.person_id);
    if (person == people.end()) continue;
    views.push_back({promise.id, promise.version, person->second, promise.title, promise.due_on,
                     promise.promised_at, promise.kept_at});
  }
  return views;
}

Result<HandoverSheet> Write(action::Action& action, const handoff::Handoff& handoff,
                            const std::optional<HandoverSheet>& before, const SheetWords& words) {
  HandoverSheet sheet = before.value_or(HandoverSheet{});
  sheet.handoff_id = handoff.id;
  sheet.importance = words.importance;
  sheet.summary = words.summary;
  sheet.risks = words.risks;
  sheet.written_at = action.now();
  ++sheet.edition;
  if (before) return action.Update(*before, sheet);
  if (action.actor().person_id != handoff.to_id) Tell(action, handoff, handoff.to_id, "notice.sheet.written");
  return action.Insert(sheet);
}

Result<HandoverSheet> ReadBack(action::Action& action, const handoff::Handoff& handoff,
                               const HandoverSheet& before, std::string_view text) {
  HandoverSheet sheet = before;
  sheet.read_back = std::string(Trim(text));
  sheet.read_back_at = action.now();
  sheet.read_edition = before.edition;
  for (const ClientPromise& promise : ListPromises(action.tx(), action.org_id(), handoff.account_id)) {
    sheet.read_promise_id = std::max(sheet.read_promise_id.value_or(promise.id), promise.id);
  }
  auto saved = action.Update(before, sheet);
  if (!saved) return saved;
  if (auto marked = handoff::MarkStep(action, handoff, handoff::StepKind::transfer_note, ""); !marked) {
    return Fail(std::move(marked.error()));
  }
  Tell(action, handoff, handoff.from_id, "notice.sheet.read_back");
  return saved;
}

}  // namespace baton::sheet
