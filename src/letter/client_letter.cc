#include "letter/client_letter.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "base/zone.h"
#include "book/directory.h"
#include "book/planning.h"
#include "format/markdown/markdown.h"
#include "letter/my_job_store.h"
#include "letter/page.h"
#include "letter/template_store.h"
#include "mail/mail_rules.h"
#include "mail/outbox.h"
#include "people/directory.h"
#include "people/organization.h"
#include "ties/directory.h"
#include "words/catalogue.h"

namespace baton::letter {
namespace {

using handoff::Handoff;

// What the successor knows of the account and its field already.
void AddExperience(db::Connection& connection, const Handoff& handoff, Instant now, LetterFacts& facts) {
  const std::vector<Id> accounts{handoff.account_id};
  const book::Planning planning =
      book::GatherPlanning(connection, handoff.org_id, handoff.from_id, accounts, now);
  for (const book::PlanningTie& tie : planning.ties) {
    if (tie.person_id == handoff.to_id) facts.met = tie.touches;
  }
  for (const book::PlanningRep& rep : planning.reps) {
    if (rep.id != handoff.to_id) continue;
    const auto served = rep.industries.find(Fold(facts.industry));
    if (served != rep.industries.end()) facts.clients_in_industry = std::llround(served->second);
  }
}

void AddFact(std::vector<LetterFact>& facts, std::string label_key, std::string value) {
  if (!value.empty()) facts.push_back({std::move(label_key), std::move(value)});
}

std::vector<LetterFact> FactsShown(const LetterFacts& facts) {
  std::vector<LetterFact> shown;
  AddFact(shown, "letter.fact.account", facts.account);
  AddFact(shown, "letter.fact.contact", facts.contact);
  AddFact(shown, "letter.fact.successor", facts.successor);
  AddFact(shown, "letter.fact.title", facts.successor_title);
  if (facts.owner_since) AddFact(shown, "letter.fact.owner_since", ToString(*facts.owner_since));
  if (facts.met > 0) AddFact(shown, "letter.fact.met", std::to_string(facts.met));
  AddFact(shown, "letter.fact.open_deals", std::to_string(facts.open_deals));
  if (facts.introduction_on) AddFact(shown, "letter.fact.introduction_on", ToString(*facts.introduction_on));
  return shown;
}

constexpr std::size_t kMaxPage = 1'000;

// The letter as it is, or with words that somebody wrote in place of the template's.
Result<LetterView> Compose(db::Connection& connection, const Handoff& handoff, Instant now,
                           const LetterInput& input) {
  const auto gathered = GatherFacts(connection, handoff, now);
  if (!gathered) return NotFound("handoff");
  constexpr TemplateKind kKind = TemplateKind::introduction;
  const Chosen chosen = ChooseTemplate(connection, handoff.org_id, kKind, gathered->languages);
  const TemplateWords words =
      Tidy(kKind, {input.subject.value_or(chosen.words.subject), input.body.value_or(chosen.words.body)});
  if (auto faults = FaultsOf(kKind, words); !faults.empty()) return Fail(std::move(faults));
  const std::string page = input.page.value_or("");
  if (CountCharacters(page) > kMaxPage) {
    return Fail(
        FieldFault{"page", {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxPage)}}}});
  }
  Values values = ClientValues(connection, handoff, *gathered, chosen.language);
  values["page"] = {WithLinks(page), true};
  const FilledWords filled = FillWords(kKind, words, values);
  format::markdown::Rendered rendered = format::markdown::Render(filled.words.body);
  // To be changed by hand, and sent with a page or without.
  values["page"] = {"{{page}}", true};
  LetterView view{.language = chosen.language,
                  .subject = filled.words.subject,
                  .body = FillWords(kKind, words, values).words.body,
                  .html = std::move(rendered.html),
                  .html_with_page = {},
                  .text = std::move(rendered.text),
                  .facts = FactsShown(gathered->facts),
                  .to = {},
                  .from = {gathered->facts.former}};
  if (std::ranges::find(filled.empty, "page") != filled.empty.end()) {
    values["page"] = {WithLinks(PromisedPage(chosen.language, now, gathered->zone)), true};
    view.html_with_page = format::markdown::Render(FillWords(kKind, words, values).words.body).html;
  }
  if (gathered->contact) view.to = {gathered->contact->name, gathered->contact->email};
  return view;
}

}  // namespace

std::optional<book::Contact> FindRecipient(db::Connection& connection, const Handoff& handoff, Instant now) {
  const auto contacts = book::FindContacts(connection, handoff.org_id, handoff.account_id);
  if (contacts.empty()) return std::nullopt;
  const book::Contact* chosen = &contacts.front();
  // The closest first.
  for (const ties::AccountTie& tie :
       ties::FindTies(connection, handoff.org_id, std::vector{handoff.account_id}, now)) {
    if (tie.person_id != handoff.from_id || !(tie.strength > 0)) continue;
    const auto found = std::ranges::find(contacts, tie.contact_id, &book::Contact::id);
    if (found == contacts.end()) continue;
    chosen = &*found;
    break;
  }
  return *chosen;
}

std::optional<HandoffFacts> GatherFacts(db::Connection& connection, const Handoff& handoff, Instant now) {
  const auto organization = people::FindOrganization(connection, handoff.org_id);
  const auto former = people::FindPerson(connection, handoff.org_id, handoff.from_id);
  const auto successor = people::FindPerson(connection, handoff.org_id, handoff.to_id);
  if (!organization || !former || !successor) return std::nullopt;
  const Day today = DayIn(now, organization->time_zone);
  const auto rows =
      book::ViewAccountRows(connection, handoff.org_id, std::vector{handoff.account_id}, now, today);
  if (rows.empty()) return std::nullopt;

  HandoffFacts gathered;
  gathered.zone = organization->time_zone;
  gathered.contact = FindRecipient(connection, handoff, now);
  gathered.languages = {gathered.contact ? gathered.contact->language : std::string(),
                        organization->language};
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

Values ClientValues(db::Connection& connection, const Handoff& handoff, const HandoffFacts& gathered,
                    std::string_view language) {
  const words::Catalogue& catalogue = words::Catalogue::Compiled();
  Values values = ValuesOf(gathered.facts, language, catalogue);
  if (!IsAgreed(connection, handoff.org_id, handoff.from_id)) return values;
  constexpr TemplateKind kKind = TemplateKind::my_job_client;
  const std::vector<std::string> wanted{std::string(language)};
  const Chosen paragraph = ChooseTemplate(connection, handoff.org_id, kKind, wanted);
  values["my_job"] = {FillWords(kKind, paragraph.words, values).words.body, true};
  return values;
}

Result<LetterView> ViewLetter(db::Connection& connection, const Handoff& handoff, Instant now) {
  return Compose(connection, handoff, now, {});
}

Result<mail::Mail> SendLetter(action::Action& action, const Handoff& handoff, const LetterInput& input) {
  const auto letter = Compose(action.tx(), handoff, action.now(), input);
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
  draft.subject = letter->subject;
  draft.text = letter->text;
  draft.html = format::markdown::MailPage(letter->html, letter->language);
  if (auto faults = mail::FaultsOf(draft); !faults.empty()) return Fail(std::move(faults));
  return mail::Queue(action, draft);
}

}  // namespace baton::letter
