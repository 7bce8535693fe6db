#include "handoff/handoff_letter.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "base/zone.h"
#include "book/directory.h"
#include "book/planning.h"
#include "handoff/letter.h"
#include "mail/mail_rules.h"
#include "mail/outbox.h"
#include "people/directory.h"
#include "people/organization.h"
#include "words/catalogue.h"

namespace baton::handoff {
namespace {

struct Gathered {
  LetterFacts facts;
  std::optional<book::Contact> contact;
  std::string organization_language;
};

// Who gets the letter: the contact whom the former owner has met most, else the first by name.
std::optional<book::Contact> ChooseContact(db::Connection& connection, const Handoff& handoff, Instant now) {
  const auto contacts = book::FindContacts(connection, handoff.org_id, handoff.account_id);
  if (contacts.empty()) return std::nullopt;
  const book::Contact* chosen = &contacts.front();
  std::int32_t most = 0;
  for (const book::AccountTie& tie : book::FindTies(connection, handoff.org_id, handoff.account_id, now)) {
    if (tie.person.id != handoff.from_id || !tie.contact || tie.meetings <= most) continue;
    const auto found = std::find_if(contacts.begin(), contacts.end(), [&](const book::Contact& contact) {
      return contact.id == tie.contact->id;
    });
    if (found == contacts.end()) continue;
    most = tie.meetings;
    chosen = &*found;
  }
  return *chosen;
}

// What the successor knows of the account and its field already.
void AddExperience(db::Connection& connection, const Handoff& handoff, Instant now, LetterFacts& facts) {
  const std::vector<Id> accounts{handoff.account_id};
  const book::Planning planning =
      book::GatherPlanning(connection, handoff.org_id, handoff.from_id, accounts, now);
  for (const book::PlanningTie& tie : planning.ties) {
    if (tie.person_id == handoff.to_id) facts.met = tie.meetings;
  }
  for (const book::PlanningRep& rep : planning.reps) {
    if (rep.id != handoff.to_id) continue;
    const auto served = rep.industries.find(Fold(facts.industry));
    if (served != rep.industries.end()) facts.clients_in_industry = std::llround(served->second);
  }
}

std::optional<Gathered> GatherFacts(db::Connection& connection, const Handoff& handoff, Instant now) {
  const auto organization = people::FindOrganization(connection, handoff.org_id);
  const auto former = people::FindPerson(connection, handoff.org_id, handoff.from_id);
  const auto successor = people::FindPerson(connection, handoff.org_id, handoff.to_id);
  if (!organization || !former || !successor) return std::nullopt;
  const Day today = DayIn(now, organization->time_zone);
  const auto rows =
      book::ViewAccountRows(connection, handoff.org_id, std::vector{handoff.account_id}, now, today);
  if (rows.empty()) return std::nullopt;

  Gathered gathered;
  gathered.organization_language = organization->language;
  gathered.contact = ChooseContact(connection, handoff, now);
  LetterFacts& facts = gathered.facts;
  facts.account = rows.front().name;
  facts.industry = rows.front().industry;
  facts.contact = gathered.contact ? gathered.contact->name : "";
  facts.former = former->name;
  facts.successor = successor->name;
  facts.successor_title = successor->title;
  facts.successor_email = successor->email.value_or("");
  facts.today = today;
  facts.open_deals = rows.front().open_deals;
  facts.introduction_on = handoff.introduction_on;
  const auto ownership = book::FindOwnership(connection, handoff.org_id, handoff.account_id);
  if (ownership && ownership->person_id == handoff.from_id) {
    facts.owner_since = DayIn(ownership->from_at, organization->time_zone);
  }
  AddExperience(connection, handoff, now, facts);
  return gathered;
}

void AddFact(std::vector<LetterFact>& facts, std::string label_key, std::string value) {
  if (!value.empty()) facts.push_back({std::move(label_key), std::move(value)});
}

std::vector<LetterFact> FactsShown(const LetterFacts& facts) {
  std::vector<LetterFact> shown;
  AddFact(shown, "handoff.letter.fact.account", facts.account);
  AddFact(shown, "handoff.letter.fact.contact", facts.contact);
  AddFact(shown, "handoff.letter.fact.successor", facts.successor);
  AddFact(shown, "handoff.letter.fact.title", facts.successor_title);
  if (facts.owner_since) AddFact(shown, "handoff.letter.fact.owner_since", ToString(*facts.owner_since));
  AddFact(shown, "handoff.letter.fact.met", std::to_string(facts.met));
  AddFact(shown, "handoff.letter.fact.open_deals", std::to_string(facts.open_deals));
  if (facts.introduction_on)
    AddFact(shown, "handoff.letter.fact.introduction_on", ToString(*facts.introduction_on));
  return shown;
}

// As plain text, signed.
std::string TextOf(const LetterView& letter) {
  std::string text;
  for (const std::string& paragraph : letter.paragraphs) text += paragraph + "\n\n";
  return text + letter.from.name + "\n";
}

}  // namespace

Result<LetterView> ViewLetter(db::Connection& connection, const Handoff& handoff, Instant now) {
  const auto gathered = GatherFacts(connection, handoff, now);
  if (!gathered) return NotFound("handoff");
  const LetterText text = WriteLetter(gathered->facts);
  const words::Catalogue& catalogue = words::Catalogue::Compiled();
  const std::vector<std::string> wanted{gathered->contact ? gathered->contact->language : std::string(),
                                        gathered->organization_language};
  const std::string language = LetterLanguage(
      wanted, [&](std::string_view one) { return catalogue.Has("handoff.letter.greeting", one); });
  LetterView view{.subject = catalogue.Say(text.subject, language),
                  .paragraphs = {},
                  .facts = FactsShown(gathered->facts),
                  .to = {},
                  .from = {gathered->facts.former}};
  for (const Message& paragraph : text.paragraphs)
    view.paragraphs.push_back(catalogue.Say(paragraph, language));
  if (gathered->contact) view.to = {gathered->contact->name, gathered->contact->email};
  return view;
}

Result<mail::Mail> SendLetter(action::Action& action, const Handoff& handoff, const LetterInput& input) {
  const auto letter = ViewLetter(action.tx(), handoff, action.now());
  if (!letter) return Fail(letter.error());
  if (!letter->to.email) return Fail(Kind::conflict, "problem.handoff.no_address");
  mail::Draft draft;
  draft.kind = mail::MailKind::letter;
  draft.sender_id = handoff.from_id;
  draft.account_id = handoff.account_id;
  draft.handoff_id = handoff.id;
  draft.to.push_back({letter->to.name.value_or(""), *letter->to.email});
  const auto successor = people::FindPerson(action.tx(), action.org_id(), handoff.to_id);
  if (successor && successor->email) draft.cc.push_back({successor->name, *successor->email});
  draft.subject = std::string(Trim(input.subject.value_or(letter->subject)));
  draft.text = input.text.value_or(TextOf(*letter));
  if (auto faults = mail::FaultsOf(draft); !faults.empty()) return Fail(std::move(faults));
  return mail::Queue(action, draft);
}

}  // namespace baton::handoff
