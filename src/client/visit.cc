#include "client/visit.h"

#include "base/local_time.h"
#include "base/zone.h"
#include "book/directory.h"
#include "client/client_store.h"
#include "handoff/directory.h"
#include "introduction/directory.h"
#include "people/directory.h"
#include "plan/next.h"
#include "words/catalogue.h"

namespace baton::client {
namespace {

constexpr std::size_t kCandidates = 2;
constexpr int kDaysOfWeek = 7;

std::optional<book::Contact> FindContactOf(db::Connection& connection, Id org_id, Id account_id, Id id) {
  for (book::Contact& contact : book::FindContacts(connection, org_id, account_id)) {
    if (contact.id == id) return std::move(contact);
  }
  return std::nullopt;
}

PagePerson ToPagePerson(db::Connection& connection, const people::Person& person) {
  const Card card = FindCard(connection, person.org_id, person.id);
  return {.id = person.id,
          .name = person.name,
          .title = person.title,
          .email = person.email.value_or(""),
          .phone = card.phone,
          .picture = card.picture};
}

PageAnswer ToPageAnswer(db::Connection& connection, const SaidAnswer& answer) {
  PageAnswer shown{.kind = answer.kind, .text = answer.text, .wanted = "", .at = answer.at};
  if (!answer.wanted_person_id) return shown;
  const auto refs = people::FindRefs(connection, answer.org_id, std::vector{*answer.wanted_person_id});
  if (const auto found = refs.find(*answer.wanted_person_id); found != refs.end())
    shown.wanted = found->second.name;
  return shown;
}

}  // namespace

std::optional<Visit> FindVisit(db::Connection& connection, std::string_view token, const Clock& clock) {
  auto link = FindLinkOf(connection, token);
  if (!link) return std::nullopt;
  const Id org_id = link->org_id;
  auto organization = people::FindOrganization(connection, org_id);
  if (!organization) return std::nullopt;
  const Instant now = organization->clock_at.value_or(clock.Now());
  if (StateOf(*link, now) != LinkState::works) return std::nullopt;

  auto handoff = handoff::FindHandoffById(connection, org_id, link->handoff_id);
  const bool is_over =
      !handoff || (handoff::IsEnd(handoff->stage) && handoff->stage != handoff::Stage::confirmed);
  if (is_over) return std::nullopt;
  const access::Scope all{access::Reach::organization, org_id, Id{}};
  auto account = book::FindAccount(connection, all, handoff->account_id);
  auto contact = FindContactOf(connection, org_id, handoff->account_id, link->contact_id);
  auto successor = people::FindPerson(connection, org_id, handoff->to_id);
  if (!account || !contact || !successor) return std::nullopt;
  auto former = people::FindPerson(connection, org_id, handoff->from_id);
  return Visit{std::move(*link),    std::move(*handoff),   std::move(*organization), std::move(*account),
               std::move(*contact), std::move(*successor), std::move(former),        now};
}

std::vector<people::Person> FindCandidates(db::Connection& connection, const Visit& visit) {
  std::vector<people::Person> candidates;
  auto found = plan::FindCandidates(connection, visit.link.org_id, std::span(&visit.handoff, 1), kCandidates);
  for (const plan::Candidate& candidate : found[visit.handoff.id]) {
    if (auto person = people::FindPerson(connection, visit.link.org_id, candidate.person_id))
      candidates.push_back(std::move(*person));
  }
  return candidates;
}

PageFacts FactsOf(db::Connection& connection, const Visit& visit, std::span<const SaidAnswer> answers) {
  const std::string& zone = visit.organization.time_zone;
  const Day today = DayIn(visit.now, zone);
  PageFacts facts;
  facts.language = LanguageFor(visit.contact, visit.organization);
  facts.time_zone = zone;
  facts.organization = visit.organization.name;
  facts.account = visit.account.name;
  facts.contact = visit.contact.name;
  facts.successor = ToPagePerson(connection, visit.successor);
  if (visit.former) facts.former = ToPagePerson(connection, *visit.former);
  const auto since = visit.handoff.introduced_at ? visit.handoff.introduced_at : visit.handoff.owned_at;
  if (since) facts.since = DayIn(*since, zone);
  const auto week = visit.handoff.introduction_on;
  if (!since && week && *week + kDaysOfWeek > today) facts.week_on = week;
  if (const auto meeting = introduction::FindNextMeetingWith(connection, visit.link.org_id, visit.handoff.id,
                                                             visit.contact.id, visit.now)) {
    facts.meeting =
        PageMeeting{meeting->starts_at, meeting->time_zone,
                    ZoneText(meeting->time_zone, meeting->starts_at, facts.language), meeting->place};
  }
  const auto until = visit.handoff.overlap_until_on;
  if (until && *until >= today) facts.reach_until = until;
  for (const people::Person& person : FindCandidates(connection, visit))
    facts.candidates.push_back(ToPagePerson(connection, person));
  if (!answers.empty()) facts.answer = ToPageAnswer(connection, answers.front());
  facts.may_answer = answers.size() < kMostAnswers;
  facts.works_until = DayIn(visit.link.expires_at, zone);
  return facts;
}

std::string LanguageFor(const book::Contact& contact, const people::Organization& organization) {
  for (const std::string& language : {contact.language, organization.language}) {
    if (!language.empty() && words::Catalogue::Compiled().Has("client.page.title", language)) return language;
  }
  return "en";
}

}  // namespace baton::client
