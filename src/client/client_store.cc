#include "client/client_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "book/directory.h"
#include "people/directory.h"
#include "session/secret.h"

namespace baton::client {
namespace {

// Undo may bring a link back for as long as deeds can be undone.
constexpr std::int64_t kKeepToken = 30 * kMillisecondsPerDay;

constexpr std::string_view kLinkColumns =
    "org_id, id, version, handoff_id, contact_id, created_by, created_at, expires_at, revoked_at, deleted_at";

std::string SelectLink(std::string_view where) {
  return fmt::format("SELECT {} FROM client_link WHERE {}", kLinkColumns, where);
}

std::string SelectAnswers(std::string_view where) {
  return fmt::format(
      "SELECT client_answer.org_id, client_answer.id, client_answer.version, client_answer.link_id, "
      "client_answer.handoff_id, client_answer.contact_id, client_answer.kind, "
      "client_answer.wanted_person_id, client_answer.at, client_answer_text.text FROM client_answer "
      "JOIN client_answer_text ON client_answer_text.org_id = client_answer.org_id AND "
      "client_answer_text.answer_id = client_answer.id WHERE client_answer.org_id = $1 AND {} "
      "ORDER BY client_answer.id DESC",
      where);
}

struct Leads {
  Id org_id;
  Id link_id;
};
BOOST_DESCRIBE_STRUCT(Leads, (), (org_id, link_id))

}  // namespace

LinkState StateOf(const Link& link, Instant now) {
  if (link.revoked_at) return LinkState::revoked;
  return link.expires_at <= now ? LinkState::expired : LinkState::works;
}

MadeLink InsertLink(action::Action& action, Id handoff_id, Id contact_id, std::int32_t days) {
  MadeLink made{.link = {}, .token = session::NewToken()};
  made.link = action.Insert(Link{.handoff_id = handoff_id,
                                 .contact_id = contact_id,
                                 .created_by = *action.actor().person_id,
                                 .created_at = action.now(),
                                 .expires_at = action.now() + days * kMillisecondsPerDay});
  action.tx().Execute(
      "INSERT INTO client_token (token_hash, org_id, link_id, expires_at) VALUES ($1, $2, $3, $4)",
      session::TokenHash(made.token), action.org_id(), made.link.id, made.link.expires_at);
  return made;
}

std::optional<Link> FindLinkOf(db::Connection& connection, std::string_view token) {
  const auto leads = connection.QueryOne<Leads>(
      "SELECT org_id, link_id FROM client_token WHERE token_hash = $1", session::TokenHash(token));
  if (!leads) return std::nullopt;
  return connection.QueryOne<Link>(SelectLink("org_id = $1 AND id = $2 AND deleted_at IS NULL"),
                                   leads->org_id, leads->link_id);
}

std::optional<Link> FindLink(db::Connection& connection, Id org_id, Id handoff_id, Id id) {
  return connection.QueryOne<Link>(
      SelectLink("org_id = $1 AND handoff_id = $2 AND id = $3 AND deleted_at IS NULL"), org_id, handoff_id,
      id);
}

std::optional<Link> HoldLink(db::Tx& tx, Id org_id, Id id) {
  return tx.QueryOne<Link>(SelectLink("org_id = $1 AND id = $2 AND deleted_at IS NULL baton_for_update()"),
                           org_id, id);
}

std::vector<Link> FindLinks(db::Connection& connection, Id org_id, Id handoff_id) {
  return connection.Query<Link>(
      SelectLink("org_id = $1 AND handoff_id = $2 AND deleted_at IS NULL ORDER BY id DESC"), org_id,
      handoff_id);
}

std::vector<LinkView> ViewLinks(db::Connection& connection, Id org_id, std::span<const Link> links,
                                Instant now) {
  std::vector<Id> contact_ids;
  std::vector<Id> people_ids;
  for (const Link& link : links) {
    contact_ids.push_back(link.contact_id);
    people_ids.push_back(link.created_by);
  }
  const auto contacts = book::FindContactRefs(connection, org_id, contact_ids);
  const auto people = people::FindRefs(connection, org_id, people_ids);
  std::vector<LinkView> views;
  for (const Link& link : links) {
    LinkView view{link.id,         {link.contact_id, ""}, std::nullopt,
                  link.created_at, link.expires_at,       StateOf(link, now)};
    if (const auto found = contacts.find(link.contact_id); found != contacts.end())
      view.contact = found->second;
    if (const auto found = people.find(link.created_by); found != people.end())
      view.created_by = found->second;
    views.push_back(std::move(view));
  }
  return views;
}

Result<Link> Revoke(action::Action& action, const Link& link) {
  Link revoked = link;
  revoked.revoked_at = action.now();
  return action.Update(link, revoked);
}

Answer InsertAnswer(action::Action& action, Answer answer, const std::string& text) {
  answer.at = action.now();
  answer = action.Insert(answer);
  action.tx().Execute("INSERT INTO client_answer_text (org_id, id, answer_id, text) VALUES ($1, $2, $3, $4)",
                      answer.org_id, action.tx().NewId(), answer.id, text);
  return answer;
}

std::vector<SaidAnswer> FindAnswersBy(db::Connection& connection, Id org_id, Id link_id) {
  return connection.Query<SaidAnswer>(SelectAnswers("client_answer.link_id = $2"), org_id, link_id);
}

std::vector<SaidAnswer> FindAnswers(db::Connection& connection, Id org_id, Id handoff_id) {
  return connection.Query<SaidAnswer>(SelectAnswers("client_answer.handoff_id = $2"), org_id, handoff_id);
}

std::vector<AnswerView> ViewAnswers(db::Connection& connection, Id org_id,
                                    std::span<const SaidAnswer> answers) {
  std::vector<Id> contact_ids;
  std::vector<Id> people_ids;
  for (const SaidAnswer& answer : answers) {
    contact_ids.push_back(answer.contact_id);
    if (answer.wanted_person_id) people_ids.push_back(*answer.wanted_person_id);
  }
  const auto contacts = book::FindContactRefs(connection, org_id, contact_ids);
  const auto people = people::FindRefs(connection, org_id, people_ids);
  std::vector<AnswerView> views;
  for (const SaidAnswer& answer : answers) {
    AnswerView view{.id = answer.id,
                    .handoff_id = answer.handoff_id,
                    .contact = {answer.contact_id, ""},
                    .kind = answer.kind,
                    .text = answer.text,
                    .wanted = std::nullopt,
                    .at = answer.at};
    if (const auto found = contacts.find(answer.contact_id); found != contacts.end())
      view.contact = found->second;
    if (const auto found = people.find(answer.wanted_person_id.value_or(Id{})); found != people.end())
      view.wanted = found->second;
    views.push_back(std::move(view));
  }
  return views;
}

std::unordered_map<Id, AnswerView> FindLatestAnswers(db::Connection& connection, Id org_id,
                                                     std::span<const Id> handoff_ids) {
  const auto answers = connection.Query<SaidAnswer>(
      SelectAnswers("client_answer.id IN (SELECT MAX(id) FROM client_answer WHERE org_id = $1 AND handoff_id "
                    "IN baton_list($2) GROUP BY handoff_id)"),
      org_id, db::IdList(handoff_ids));
  std::unordered_map<Id, AnswerView> latest;
  for (AnswerView& view : ViewAnswers(connection, org_id, answers)) {
    const Id handoff_id = view.handoff_id;
    latest.emplace(handoff_id, std::move(view));
  }
  return latest;
}

void SweepTokens(db::Tx& tx, Instant now) {
  tx.Execute("DELETE FROM client_token WHERE expires_at < $1", now - kKeepToken);
}

Card FindCard(db::Connection& connection, Id org_id, Id person_id) {
  auto found = connection.QueryOne<Card>(
      "SELECT org_id, id, version, person_id, phone, picture FROM calling_card WHERE org_id = $1 AND "
      "person_id = $2",
      org_id, person_id);
  if (found) return std::move(*found);
  return Card{.org_id = org_id, .person_id = person_id};
}

Result<Card> PutCard(action::Action& action, const Card& before, Card after) {
  if (before.version == 0) return action.Insert(std::move(after));
  return action.Update(before, std::move(after));
}

}  // namespace baton::client
