#include "client/client_routes.h"

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "book/directory.h"
#include "client/client_rules.h"
#include "client/client_store.h"
#include "client/visit.h"
#include "handoff/directory.h"
#include "handoff/out_of_reach.h"
#include "http/router.h"
#include "letter/page.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::client {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::size_t kMaxCardBytes = 192u << 10;  // a picture is a third longer as text

struct LinkInput {
  static constexpr const char* kSchemaName = "ClientLinkInput";

  Id contact_id;
  std::optional<std::int32_t> days;
};
BOOST_DESCRIBE_STRUCT(LinkInput, (), (contact_id, days))

// The address is said once; only its hash is kept. `paragraph` is for a letter, in the contact's language.
struct NewLinkView {
  static constexpr const char* kSchemaName = "NewClientLink";

  Id id;
  book::ContactRef contact;
  std::string url;
  Instant expires_at;
  std::string paragraph;
};
BOOST_DESCRIBE_STRUCT(NewLinkView, (), (id, contact, url, expires_at, paragraph))

struct CardView {
  static constexpr const char* kSchemaName = "CallingCard";

  std::int64_t version = 0;  // 0: nothing is on it
  Id person_id;
  std::string phone;
  std::string picture;
  bool may_change = false;
};
BOOST_DESCRIBE_STRUCT(CardView, (), (version, person_id, phone, picture, may_change))

// The handoff, for the two whom it concerns and who is above the former owner.
std::optional<handoff::Handoff> FindConcerned(const Call& call, db::Connection& connection, Id id) {
  auto found = handoff::FindHandoff(connection, call.scope(), id);
  if (!found || handoff::PartOf(connection, *found, call.person_id()) == handoff::Part::nobody) {
    return std::nullopt;
  }
  return found;
}

std::optional<book::Contact> FindContactAt(db::Connection& connection, Id org_id, Id account_id, Id id) {
  for (book::Contact& contact : book::FindContacts(connection, org_id, account_id)) {
    if (contact.id == id) return std::move(contact);
  }
  return std::nullopt;
}

Result<NewLinkView> MakeLink(const Call& call, const ClientOptions& options, Id id, const LinkInput& input) {
  const std::int32_t days = input.days.value_or(letter::kDaysOfPage);
  if (days < 1 || days > kMostDaysOfLink) {
    return Fail(FieldFault{"days", {"problem.client.days", {{"limit", std::int64_t{kMostDaysOfLink}}}}});
  }
  return call.Write([&](db::Tx& tx) -> Result<NewLinkView> {
    const auto handoff = FindConcerned(call, tx, id);
    if (!handoff) return NotFound("handoff");
    if (handoff::IsEnd(handoff->stage)) return Fail(Kind::conflict, "problem.handoff.ended");
    const auto contact = FindContactAt(tx, call.org_id(), handoff->account_id, input.contact_id);
    if (!contact) return Fail(FieldFault{"contact_id", {"problem.client.not_there"}});
    std::size_t working = 0;
    for (const Link& link : FindLinks(tx, call.org_id(), id)) {
      if (StateOf(link, call.now()) == LinkState::works) ++working;
    }
    if (working >= kMostLinks) {
      return Fail(Kind::conflict, "problem.client.too_many_links",
                  {{"limit", static_cast<std::int64_t>(kMostLinks)}});
    }
    action::Action action(tx, call, "client_link.create", id);
    const MadeLink made = InsertLink(action, id, contact->id, days);
    const std::string url = options.public_url + "/c/" + made.token;
    const auto organization = people::FindOrganization(tx, call.org_id());
    return NewLinkView{made.link.id,
                       {contact->id, contact->name},
                       url,
                       made.link.expires_at,
                       letter::PageParagraph(LanguageFor(*contact, *organization), url, made.link.expires_at,
                                             organization->time_zone)};
  });
}

Result<Done> EndLink(const Call& call, Id id, Id link_id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto handoff = FindConcerned(call, tx, id);
    const auto link = handoff ? FindLink(tx, call.org_id(), id, link_id) : std::nullopt;
    if (!link) return NotFound("client_link");
    if (link->revoked_at) return Done{};
    action::Action action(tx, call, "client_link.revoke", id);
    if (auto revoked = Revoke(action, *link); !revoked) return Fail(revoked.error());
    return Done{};
  });
}

Result<http::Page<LinkView>> ListLinks(const Call& call, Id id) {
  if (!FindConcerned(call, call.db(), id)) return NotFound("handoff");
  const auto links = FindLinks(call.db(), call.org_id(), id);
  return http::Page<LinkView>{ViewLinks(call.db(), call.org_id(), links, call.now()), std::nullopt};
}

Result<http::Page<AnswerView>> ListAnswers(const Call& call, Id id) {
  if (!FindConcerned(call, call.db(), id)) return NotFound("handoff");
  const auto answers = FindAnswers(call.db(), call.org_id(), id);
  return http::Page<AnswerView>{ViewAnswers(call.db(), call.org_id(), answers), std::nullopt};
}

bool MayChangeCard(const Call& call, db::Connection& connection, Id person_id) {
  return person_id == call.person_id() ||
         people::IsBelow(connection, call.org_id(), person_id, call.person_id());
}

CardView ToView(const Call& call, db::Connection& connection, const Card& card) {
  const bool has_right = static_cast<bool>(ScopeOf(call.principal(), Deed::change, Word::handoff));
  return {card.version, card.person_id, card.phone, card.picture,
          has_right && MayChangeCard(call, connection, card.person_id)};
}

Result<CardView> GetCard(const Call& call, Id person_id) {
  if (!people::FindPerson(call.db(), call.org_id(), person_id)) return NotFound("person");
  return ToView(call, call.db(), FindCard(call.db(), call.org_id(), person_id));
}

Result<CardView> ChangeCard(const Call& call, Id person_id, const json::Patch<CardInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<CardView> {
    if (!people::FindPerson(tx, call.org_id(), person_id)) return NotFound("person");
    if (!MayChangeCard(call, tx, person_id)) return Fail(Kind::forbidden, "problem.client.not_your_card");
    const Card before = FindCard(tx, call.org_id(), person_id);
    if (auto current = action::CheckVersion(call, before.version, "calling_card"); !current) {
      return Fail(current.error());
    }
    const CardInput input = patch.Apply({before.phone, before.picture});
    if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
    Card after = before;
    after.phone = std::string(Trim(input.phone));
    after.picture = input.picture;
    action::Action action(tx, call, "calling_card.change", person_id);
    const auto saved = PutCard(action, before, std::move(after));
    if (!saved) return Fail(saved.error());
    return ToView(call, tx, *saved);
  });
}

std::vector<Id> OthersCards(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  const auto scope = ScopeOf(person, Deed::change, Word::handoff);
  if (!scope) return {row_ids.begin(), row_ids.end()};
  return connection.Query<Id>(
      "SELECT id FROM calling_card WHERE org_id = $1 AND id IN baton_list($2) AND person_id NOT IN "
      "baton_list($3)",
      scope.org_id, db::IdList(row_ids), db::IdList(people::FindPeopleIn(connection, scope)));
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Link::kTable),
              .marks_deleted = true,
              .out_of_reach = handoff::OthersHandoffRows(std::string(Link::kTable))});
  tables.Add({.name = std::string(Answer::kTable)});
  tables.Add({.name = std::string(Card::kTable), .out_of_reach = &OthersCards});
  tables.KeepFromUndo("client_answer.create", "problem.client.answer_kept");
}

void AddLinkRoutes(http::Router& router, const ClientOptions& options) {
  router.Post("/api/v1/handoffs/{id}/client-link",
              {.name = "makeClientLink", .deed = Deed::change, .word = Word::handoff, .keeps_answer = false},
              [&options](const Call& call, Id id, const LinkInput& input) {
                return MakeLink(call, options, id, input);
              });
  router.Get("/api/v1/handoffs/{id}/client-links",
             {.name = "listClientLinks", .deed = Deed::read, .word = Word::handoff}, ListLinks);
  router.Delete("/api/v1/handoffs/{id}/client-links/{link_id}",
                {.name = "endClientLink", .deed = Deed::change, .word = Word::handoff}, EndLink);
  router.Get("/api/v1/handoffs/{id}/client-answers",
             {.name = "listClientAnswers", .deed = Deed::read, .word = Word::handoff}, ListAnswers);
  router.Get("/api/v1/people/{id}/calling-card",
             {.name = "getCallingCard", .deed = Deed::read, .word = Word::person}, GetCard);
  router.Patch(
      "/api/v1/people/{id}/calling-card",
      {.name = "changeCallingCard", .deed = Deed::change, .word = Word::handoff, .max_bytes = kMaxCardBytes},
      ChangeCard);
}

void AddClientRoutes(http::Router& router, const ClientOptions& options) {
  AddPageRoutes(router, options);
  AddLinkRoutes(router, options);
}

}  // namespace baton::client
