#include "letter/my_job_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "format/markdown/markdown.h"
#include "letter/template_store.h"
#include "mail/mail_rules.h"
#include "mail/outbox.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/organization.h"
#include "people/ref.h"
#include "words/catalogue.h"

namespace baton::letter {
namespace {

constexpr int kMaxLevels = 20;  // of managers above each other
constexpr std::string_view kLink = "/";

std::string Select(std::string_view where) {
  return fmt::format(
      "SELECT org_id, id, version, manager_id, language, stops, decide, there, written_at, agreed_by, "
      "agreed_at, announced_at, ended_at FROM my_job WHERE org_id = $1 AND {}",
      where);
}

// The managers above, the nearest first.
std::vector<people::Person> FindAbove(db::Connection& connection, const people::Person& person) {
  std::vector<people::Person> above;
  std::optional<Id> next = person.manager_id;
  while (next && above.size() < kMaxLevels) {
    auto found = people::FindPerson(connection, person.org_id, *next);
    if (!found) break;
    next = found->manager_id;
    above.push_back(std::move(*found));
  }
  return above;
}

bool Leads(const people::Person& person) {
  return person.role == access::Role::manager || person.role == access::Role::director;
}

Standing StandingOf(const people::Person& manager, std::span<const people::Person> above_manager,
                    db::Connection& connection, Id person_id) {
  if (manager.id == person_id) return Standing::manager;
  if (std::ranges::find(above_manager, person_id, &people::Person::id) != above_manager.end()) {
    return Standing::above;
  }
  return people::IsBelow(connection, manager.org_id, person_id, manager.id) ? Standing::team
                                                                            : Standing::stranger;
}

bool IsUnread(db::Connection& connection, const MyJob& job, Id person_id) {
  return !connection.QueryValue<Id>(
      "SELECT id FROM my_job_reader WHERE org_id = $1 AND my_job_id = $2 AND person_id = $3", job.org_id,
      job.id, person_id);
}

struct Announcement {
  std::string subject;
  std::string html;
  std::string text;
};

Announcement FillIn(db::Connection& connection, const MyJob& job, const std::string& manager) {
  constexpr TemplateKind kKind = TemplateKind::my_job_team;
  const Chosen chosen = ChooseTemplate(connection, job.org_id, kKind, std::vector{job.language});
  const TeamFacts facts{.manager = manager, .stops = job.stops, .decide = job.decide, .there = job.there};
  const TemplateWords words = FillWords(kKind, chosen.words, ValuesOf(facts)).words;
  format::markdown::Rendered rendered = format::markdown::Render(words.body);
  return {words.subject, std::move(rendered.html), std::move(rendered.text)};
}

MyJobText ToText(db::Connection& connection, const MyJob& job, const std::string& manager) {
  Announcement announcement = FillIn(connection, job, manager);
  MyJobText text{.version = job.version,
                 .words = WordsOf(job),
                 .subject = std::move(announcement.subject),
                 .html = std::move(announcement.html),
                 .written_at = job.written_at,
                 .agreed_by = std::nullopt,
                 .agreed_at = job.agreed_at,
                 .announced_at = job.announced_at};
  if (!job.agreed_by) return text;
  const auto people = people::FindRefs(connection, job.org_id, std::vector{*job.agreed_by});
  if (const auto found = people.find(*job.agreed_by); found != people.end()) text.agreed_by = found->second;
  return text;
}

MyJobWords SuggestionFor(db::Connection& connection, const people::Person& manager) {
  const auto organization = people::FindOrganization(connection, manager.org_id);
  const std::string language = organization ? organization->language : "en";
  const auto say = [&](std::string key) {
    return words::Catalogue::Compiled().Say({std::move(key)}, language);
  };
  return {language, say("letter.example.stops"), say("letter.example.decide"), say("letter.example.there")};
}

void Tell(action::Action& action, Id reader, std::string_view key, const std::string& person) {
  notice::Emit(action, reader, {std::string(key), {{"person", person}}}, std::string(kLink));
}

}  // namespace

std::optional<MyJob> FindWritten(db::Connection& connection, Id org_id, Id manager_id) {
  return connection.QueryOne<MyJob>(Select("manager_id = $2 AND announced_at IS NULL"), org_id, manager_id);
}

std::optional<MyJob> FindAnnounced(db::Connection& connection, Id org_id, Id manager_id) {
  return connection.QueryOne<MyJob>(
      Select("manager_id = $2 AND announced_at IS NOT NULL AND ended_at IS NULL ORDER BY id DESC LIMIT 1"),
      org_id, manager_id);
}

bool IsAgreed(db::Connection& connection, Id org_id, Id manager_id) {
  return connection
      .QueryValue<Id>(
          "SELECT id FROM my_job WHERE org_id = $1 AND manager_id = $2 AND agreed_at IS NOT NULL AND "
          "ended_at IS "
          "NULL ORDER BY id LIMIT 1",
          org_id, manager_id)
      .has_value();
}

std::vector<Id> FindConcerned(db::Connection& connection, const access::Principal& person) {
  std::vector<Id> managers;
  const auto me = people::FindPerson(connection, person.org_id, person.person_id);
  if (!me) return managers;
  if (Leads(*me)) managers.push_back(me->id);
  std::vector<Id> others;
  for (const people::Person& above : FindAbove(connection, *me)) others.push_back(above.id);
  const auto announced = connection.Query<Id>(
      "SELECT manager_id FROM my_job WHERE org_id = $1 AND manager_id IN baton_list($2) AND announced_at IS "
      "NOT "
      "NULL AND ended_at IS NULL ORDER BY id",
      person.org_id, db::IdList(others));
  managers.insert(managers.end(), announced.begin(), announced.end());
  std::vector<Id> below;
  if (Leads(*me)) {
    for (const people::Person& one : people::FindTeam(connection, person.org_id, me->id))
      below.push_back(one.id);
  }
  const auto waiting = connection.Query<Id>(
      "SELECT manager_id FROM my_job WHERE org_id = $1 AND manager_id IN baton_list($2) AND agreed_at IS "
      "NULL "
      "ORDER BY id",
      person.org_id, db::IdList(below));
  managers.insert(managers.end(), waiting.begin(), waiting.end());
  return managers;
}

std::optional<MyJobView> ViewMyJob(db::Connection& connection, const access::Principal& viewer,
                                   Id manager_id) {
  const auto manager = people::FindPerson(connection, viewer.org_id, manager_id);
  if (!manager || !Leads(*manager)) return std::nullopt;
  const auto above = FindAbove(connection, *manager);
  const Standing standing = StandingOf(*manager, above, connection, viewer.person_id);
  if (standing == Standing::stranger) return std::nullopt;
  MyJobView view{.manager = RefOf(*manager),
                 .above = above.empty() ? std::nullopt : std::optional(RefOf(above.front())),
                 .written = std::nullopt,
                 .announced = std::nullopt,
                 .suggestion = {},
                 .may = {}};
  const auto announced = FindAnnounced(connection, viewer.org_id, manager_id);
  std::optional<MyJob> written;
  if (standing != Standing::team) written = FindWritten(connection, viewer.org_id, manager_id);
  if (announced) view.announced = ToText(connection, *announced, manager->name);
  if (written) view.written = ToText(connection, *written, manager->name);
  if (standing == Standing::manager) view.suggestion = SuggestionFor(connection, *manager);
  view.may = DeedsOf(standing, !above.empty(), written,
                     announced && IsUnread(connection, *announced, viewer.person_id));
  return view;
}

Result<MyJob> Write(action::Action& action, Id manager_id, const std::optional<MyJob>& before,
                    const MyJobWords& words) {
  MyJob job = before.value_or(MyJob{});
  job.manager_id = manager_id;
  job.language = words.language;
  job.stops = words.stops;
  job.decide = words.decide;
  job.there = words.there;
  job.written_at = action.now();
  job.agreed_by = std::nullopt;
  job.agreed_at = std::nullopt;
  const auto manager = people::FindPerson(action.tx(), action.org_id(), manager_id);
  Check(manager.has_value(), "somebody writes it");
  if (manager->manager_id) Tell(action, *manager->manager_id, "notice.my_job.written", manager->name);
  if (before) return action.Update(*before, job);
  return action.Insert(job);
}

Result<MyJob> Agree(action::Action& action, const MyJob& before) {
  MyJob after = before;
  after.agreed_by = action.actor().person_id;
  after.agreed_at = action.now();
  auto saved = action.Update(before, after);
  if (!saved) return saved;
  const Id actor = action.actor().person_id.value_or(before.manager_id);
  const auto people = people::FindRefs(action.tx(), action.org_id(), std::vector{actor});
  const auto found = people.find(actor);
  Tell(action, before.manager_id, "notice.my_job.agreed", found == people.end() ? "" : found->second.name);
  return saved;
}

Result<MyJob> Announce(action::Action& action, const MyJob& before) {
  if (const auto holding = FindAnnounced(action.tx(), action.org_id(), before.manager_id)) {
    MyJob ended = *holding;
    ended.ended_at = action.now();
    if (auto saved = action.Update(*holding, ended); !saved) return saved;
  }
  MyJob after = before;
  after.announced_at = action.now();
  auto saved = action.Update(before, after);
  if (!saved) return saved;
  const auto manager = people::FindPerson(action.tx(), action.org_id(), before.manager_id);
  Check(manager.has_value(), "somebody announces it");
  const Announcement announcement = FillIn(action.tx(), after, manager->name);
  for (const people::Person& one : people::FindTeam(action.tx(), action.org_id(), manager->id)) {
    if (one.is_placeholder) continue;
    Tell(action, one.id, "notice.my_job.announced", manager->name);
    mail::Draft draft{.kind = mail::MailKind::announcement,
                      .sender_id = manager->id,
                      .to = {{one.name, one.email.value_or("")}},
                      .subject = announcement.subject,
                      .text = announcement.text,
                      .html = format::markdown::MailPage(announcement.html, after.language)};
    if (one.email && mail::FaultsOf(draft).empty()) mail::Queue(action, draft);
  }
  return saved;
}

void MarkRead(db::Tx& tx, Id org_id, Id my_job_id, Id person_id, Instant now) {
  tx.Execute(
      "INSERT INTO my_job_reader (org_id, id, my_job_id, person_id, read_at) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (org_id, my_job_id, person_id) DO NOTHING",
      org_id, tx.NewId(), my_job_id, person_id, now);
}

}  // namespace baton::letter
