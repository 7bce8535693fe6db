#include "letter/letter_routes.h"

#include "action/tables.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "http/router.h"
#include "letter/client_letter.h"
#include "letter/my_job.h"
#include "mail/outbox.h"
#include "people/directory.h"

namespace baton::letter {
namespace {

using access::Deed;
using access::Word;
using http::Call;

Result<LetterView> Letter(const Call& call, Id id) {
  const auto found = handoff::FindHandoff(call.db(), call.scope(), id);
  if (!found) return NotFound("handoff");
  // It is written from what the account has now: for those who may see that, not for who said no once.
  const auto scope = ScopeOf(call.principal(), Deed::read, Word::account);
  if (found->ended_at && !book::FindAccount(call.db(), scope, found->account_id)) {
    return Fail(Kind::conflict, "problem.handoff.ended");
  }
  return ViewLetter(call.db(), *found, call.now());
}

// The letter is the former owner's word to the client, so nobody else sends it.
Result<mail::MailView> Send(const Call& call, Id id, const LetterInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<mail::MailView> {
    const auto found = handoff::FindHandoff(tx, call.scope(), id);
    if (!found) return NotFound("handoff");
    if (handoff::IsEnd(found->stage)) return Fail(Kind::conflict, "problem.handoff.ended");
    if (handoff::PartOf(tx, *found, call.person_id()) != handoff::Part::former) {
      return Fail(Kind::forbidden, "problem.handoff.not_your_step", {{"whose", std::string("former")}});
    }
    action::Action action(tx, call, "handoff.letter", id);
    const auto mail = SendLetter(action, *found, input);
    if (!mail) return Fail(mail.error());
    return std::move(mail::ViewMails(tx, call.org_id(), std::span(&*mail, 1)).front());
  });
}

// Undo: only the manager and those above may change it.
std::vector<Id> OthersJobs(db::Connection& connection, const access::Principal& person,
                           std::span<const Id> row_ids) {
  std::vector<Id> others;
  for (const Id id : row_ids) {
    const auto manager_id = connection.QueryValue<Id>(
        "SELECT manager_id FROM my_job WHERE org_id = $1 AND id = $2", person.org_id, id);
    const bool is_own = !manager_id || *manager_id == person.person_id ||
                        people::IsBelow(connection, person.org_id, *manager_id, person.person_id);
    if (!is_own || !ScopeOf(person, Deed::change, Word::letter_template)) others.push_back(id);
  }
  return others;
}

// The manager, whoever is above, and, once it is announced, the team.
std::vector<Id> WhomItConcerns(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  std::vector<Id> people;
  for (const MyJob& job : connection.Query<MyJob>(
           "SELECT org_id, id, version, manager_id, language, stops, decide, there, written_at, agreed_by, "
           "agreed_at, announced_at, ended_at FROM my_job WHERE org_id = $1 AND id IN baton_list($2)",
           org_id, db::IdList(ids))) {
    people.push_back(job.manager_id);
    const auto manager = people::FindPerson(connection, org_id, job.manager_id);
    if (manager && manager->manager_id) people.push_back(*manager->manager_id);
    if (!job.announced_at) continue;
    for (const people::Person& one : people::FindTeam(connection, org_id, job.manager_id)) {
      people.push_back(one.id);
    }
  }
  return people;
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(LetterTemplate::kTable),
              .marks_deleted = true,
              .out_of_reach = action::UnlessMayChange(Word::letter_template)});
  tables.Add({.name = std::string(MyJob::kTable),
              .is_private = true,
              .out_of_reach = &OthersJobs,
              .listeners = &WhomItConcerns});
}

void AddLetterRoutes(http::Router& router) {
  AddTemplateRoutes(router);
  AddMyJobRoutes(router);
  router.Get("/api/v1/handoffs/{id}/letter",
             {.name = "getHandoffLetter", .deed = Deed::read, .word = Word::handoff}, Letter);
  router.Post("/api/v1/handoffs/{id}/letter",
              {.name = "sendHandoffLetter",
               .deed = Deed::change,
               .word = Word::handoff,
               .summary = "Queues the letter, in the words of the template or in those given"},
              Send);
}

}  // namespace baton::letter
