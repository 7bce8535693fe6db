#include "report/send.h"

#include <algorithm>

#include "action/action.h"
#include "base/zone.h"
#include "job/runner.h"
#include "json/json.h"
#include "mail/mail_rules.h"
#include "mail/outbox.h"
#include "mail/relay.h"
#include "people/directory.h"
#include "people/now.h"
#include "people/organization.h"
#include "report/page.h"
#include "report/report_row.h"
#include "words/catalogue.h"

namespace baton::report {
namespace {

constexpr const char* kSendKind = "report.send";
constexpr Id kEveryOrganization{0};
constexpr std::int64_t kLookEvery = 15 * kMillisecondsPerMinute;

struct Reader {
  people::Person person;
  Audience audience = Audience::own;
};

// The manager, those above, and where any of it is open the reps below.
std::vector<Reader> ReadersOf(db::Connection& connection, const std::vector<people::Person>& people,
                              Id manager_id, const Format& format) {
  std::vector<Reader> readers;
  const auto find = [&](Id id) { return std::ranges::find(people, id, &people::Person::id); };
  std::optional<Id> at = manager_id;
  // A cycle in the tree ends the walk.
  for (std::size_t steps = 0; at && steps <= people.size(); ++steps) {
    const auto found = find(*at);
    if (found == people.end() || (steps > 0 && found->id == manager_id)) break;
    const bool reads = found->role == access::Role::manager || found->role == access::Role::director;
    if (reads) readers.push_back({*found, steps == 0 ? Audience::own : Audience::above});
    at = found->manager_id;
  }
  if (readers.empty() || !format.RepsSee()) return readers;
  for (people::Person& person : people::FindTeam(connection, readers.front().person.org_id, manager_id)) {
    if (person.role == access::Role::rep) readers.push_back({std::move(person), Audience::team});
  }
  return readers;
}

// Marked first: whoever looks next, here or in another process, finds nothing to send.
bool SendTo(db::Tx& tx, const Reader& reader, const Report& report, const ReportMail& written, Instant now) {
  const std::int64_t marked = tx.Execute(
      "INSERT INTO report_sent (org_id, report_id, person_id, sent_at) VALUES ($1, $2, $3, $4) ON CONFLICT "
      "(org_id, report_id, person_id) DO NOTHING",
      report.org_id, report.id, reader.person.id, now);
  if (marked == 0) return false;
  mail::Draft draft;
  draft.kind = mail::MailKind::digest;
  draft.to.push_back({reader.person.name, *reader.person.email});
  draft.subject = written.subject;
  draft.text = written.text;
  if (!mail::FaultsOf(draft).empty()) return false;
  action::Action action(tx, {report.org_id, std::nullopt}, "report.send", now, reader.person.id);
  mail::Queue(action, draft);
  return true;
}

}  // namespace

bool IsToBeSent(const Format& format, Day month_on, LocalTime there) {
  if (format.mail_day == 0) return false;
  const Day first = After(MonthOf(month_on)).from + (format.mail_day - 1);
  if (there.day < first || there.day > first + kSentForDays) return false;
  return there.day > first || there.minute_of_day >= format.mail_minute;
}

ReportMail WriteMail(const people::Person& reader, const PageView& page, const std::string& link) {
  const auto say = [&](const std::string& key, Arguments arguments = {}) {
    return words::Catalogue::Compiled().Say({key, std::move(arguments)}, reader.language);
  };
  std::string text = say("report.mail.greeting", {{"name", reader.name}}) + "\n";
  if (!page.note.empty()) text += "\n" + page.note + "\n";
  for (const SectionView& section : page.sections) {
    text += "\n" + section.heading + "\n";
    if (!section.note.empty()) text += section.note + "\n";
    for (const LineView& line : section.lines) text += "- " + line.label + ": " + line.text + "\n";
    if (section.key == SectionKey::commitments) {
      for (const CommitmentView& one : page.next) text += "- " + one.text + "\n";
    }
    if (!section.comment.empty()) text += section.comment + "\n";
  }
  text += "\n" + say("report.mail.open", {{"url", link}}) + "\n";
  return {say("report.mail.subject", {{"person", page.person}, {"month", page.title}}), std::move(text)};
}

int SendDueReports(db::Database& database, Id org_id, const std::string& public_url, Instant now) {
  struct Due {
    Reader reader;
    Report report;
    ReportMail mail;
  };
  std::vector<Due> due;
  {
    auto reading = database.Read();
    db::Connection& connection = *reading;
    const Format format = ReadFormat(FindFormat(connection, org_id));
    const auto organization = people::FindOrganization(connection, org_id);
    if (format.mail_day == 0 || !organization || !mail::FindRelay(connection, org_id)) return 0;
    // Days at the other end of the world too.
    const Day earliest = Before(MonthOf(DayIn(now, "UTC") - kSentForDays - 1)).from;
    const auto people = people::FindPeople(connection, org_id);
    for (const ReportMark& mark : FindClosedSince(connection, org_id, earliest)) {
      const auto sent = FindSentTo(connection, org_id, mark.id);
      std::optional<Report> report;
      std::optional<Frozen> frozen;
      for (Reader& reader : ReadersOf(connection, people, mark.manager_id, format)) {
        const people::Person& person = reader.person;
        const std::string& zone = person.time_zone.empty() ? organization->time_zone : person.time_zone;
        const bool is_sent = std::ranges::find(sent, person.id) != sent.end();
        if (!person.email || is_sent || !IsToBeSent(format, mark.month_on, ToLocal(now, zone))) continue;
        if (!report) {
          report = FindReport(connection, org_id, mark.manager_id, MonthOf(mark.month_on));
          auto read = json::FromText<Frozen>(report->frozen);
          if (!read) break;
          frozen = std::move(*read);
        }
        const std::string link = public_url + "/report?person=" + ToString(mark.manager_id) +
                                 "&month=" + MonthOf(mark.month_on).Name();
        ReportMail mail = WriteMail(person, PageFor(*frozen, reader.audience, person.language, format), link);
        due.push_back({std::move(reader), *report, std::move(mail)});
      }
    }
  }
  int count = 0;
  for (const Due& one : due) {
    const bool was_sent =
        database.Write([&](db::Tx& tx) { return SendTo(tx, one.reader, one.report, one.mail, now); });
    count += was_sent ? 1 : 0;
  }
  return count;
}

void AddReportJobs(job::Runner& runner, const std::string& public_url) {
  runner.On(kSendKind, [public_url](job::Context& context) {
    const Instant now = context.Now();
    for (const Id org_id : people::FindOrganizations(*context.database().Read())) {
      if (context.ShouldStop()) return job::Outcome::again;
      SendDueReports(context.database(), org_id, public_url,
                     people::NowIn(*context.database().Read(), org_id, now));
    }
    context.database().Write([&](db::Tx& tx) {
      job::Enqueue(tx,
                   {.org_id = kEveryOrganization,
                    .kind = kSendKind,
                    .ref = kEveryOrganization,
                    .run_at = now + kLookEvery},
                   now);
    });
    return job::Outcome::done;
  });
}

void ScheduleReports(db::Database& database, Instant now) {
  database.Write([&](db::Tx& tx) {
    const auto waiting = tx.QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM job WHERE kind = $1 AND state IN ('waiting', 'running')", kSendKind);
    if (waiting > 0) return;
    job::Enqueue(
        tx, {.org_id = kEveryOrganization, .kind = kSendKind, .ref = kEveryOrganization, .run_at = now}, now);
  });
}

}  // namespace baton::report
