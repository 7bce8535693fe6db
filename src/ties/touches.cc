#include "ties/touches.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/describe/class.hpp>
#include <deque>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "settings/settings.h"
#include "ties/judgement.h"

namespace baton::ties {
namespace {

constexpr int kYears = 2;
constexpr std::int64_t kSameMail = 3'600'000;

struct TouchRow {
  Id person_id;
  Id contact_id;
  std::optional<Id> account_id;
  Id one_id;  // the activity, or the mail
  std::string kind;
  Instant starts_at;
  std::int64_t present = 0;
  std::int64_t thread = 0;
  std::int64_t answers = 0;  // the mail
};
BOOST_DESCRIBE_STRUCT(TouchRow, (),
                      (person_id, contact_id, account_id, one_id, kind, starts_at, present, thread, answers))

// What $2 is.
enum class Asked { person, account, spans, ones };

// A text a span: three numbers of one width, since a list has no columns.
constexpr int kDigits = 19;
std::vector<std::string> TextsOf(std::span<const Span> spans) {
  const auto number = [](std::int64_t value) { return std::max<std::int64_t>(value, 0); };
  std::vector<std::string> texts;
  for (const Span& one : spans) {
    texts.push_back(fmt::format("{:0{}}{:0{}}{:0{}}", one.account_id.value, kDigits,
                                number(one.since.milliseconds), kDigits, number(one.until.milliseconds),
                                kDigits));
  }
  return texts;
}

// Joins them to the contacts that are called `contact`.
std::string JoinSpans(std::string_view contact) {
  return fmt::format(
      "JOIN (SELECT CAST(substr(value, 1, {1}) AS BIGINT) AS account_id, CAST(substr(value, {1} + 1, {1}) AS "
      "BIGINT) AS since_at, CAST(substr(value, 2 * {1} + 1, {1}) AS BIGINT) AS until_at FROM baton_list($2) "
      "AS listed) AS span ON span.account_id = {0}.account_id ",
      contact, kDigits);
}

std::string_view WhoIsThere(Asked of) {
  return of == Asked::spans ? "person.is_placeholder = 0"
                            : "contact.deleted_at IS NULL AND person.deleted_at IS NULL AND "
                              "person.is_placeholder = 0";
}

// What each condition is about, and when.
std::string ActivitiesWhere(Asked of) {
  switch (of) {
    case Asked::person:
      return "mine.person_id = $2 AND mine.starts_at >= $3 AND mine.starts_at <= $4";
    case Asked::account:
      return "contact.account_id = $2 AND theirs.starts_at >= $3 AND theirs.starts_at <= $4";
    case Asked::spans:
      return "theirs.starts_at >= span.since_at AND theirs.starts_at <= span.until_at";
    case Asked::ones:
      break;
  }
  return "activity.id IN baton_list($2) AND mine.starts_at >= $3 AND mine.starts_at <= $4";
}

// A mail that somebody noted, or a CRM, is not counted beside the same one in a mailbox: one within an hour of it. However
// many took part, no more are counted than tell a large activity.
std::string ActivitiesSql(Asked of, bool with_mailboxes) {
  const std::string once =
      with_mailboxes
          ? fmt::format(
                " AND NOT (activity.kind = 'email' AND EXISTS (SELECT 1 FROM mail_touch WHERE "
                "mail_touch.org_id = $1 AND mail_touch.person_id = mine.person_id AND mail_touch.contact_id "
                "= theirs.contact_id AND mail_touch.at BETWEEN mine.starts_at - {0} AND mine.starts_at + "
                "{0}))",
                kSameMail)
          : std::string();
  return fmt::format(
      "SELECT mine.person_id, theirs.contact_id, contact.account_id AS account_id, activity.id AS one_id, "
      "activity.kind AS kind, "
      "mine.starts_at AS starts_at, "
      "(SELECT COUNT(*) FROM (SELECT 1 AS one FROM attendance AS anybody WHERE anybody.org_id = $1 AND "
      "anybody.activity_id = activity.id LIMIT {}) AS few) AS present, CAST(0 AS BIGINT) AS thread, "
      "CAST(0 AS BIGINT) AS answers FROM attendance AS mine "
      "JOIN activity ON activity.org_id = mine.org_id AND activity.id = mine.activity_id "
      "JOIN attendance AS theirs ON theirs.org_id = mine.org_id AND theirs.activity_id = mine.activity_id "
      "JOIN contact ON contact.org_id = theirs.org_id AND contact.id = theirs.contact_id "
      "JOIN person ON person.org_id = mine.org_id AND person.id = mine.person_id {}"
      "WHERE mine.org_id = $1 AND {} AND activity.kind <> 'task' AND activity.deleted_at IS NULL AND {}{}",
      kMostThatMayBeSet + 2, of == Asked::spans ? JoinSpans("contact") : std::string(), ActivitiesWhere(of),
      WhoIsThere(of), once);
}

// The same mail of two mailboxes is one.
std::string MailsSql(Asked of) {
  constexpr std::string_view kWhen = "mail_touch.at >= $3 AND mail_touch.at <= $4";
  std::string spans;
  std::string those;
  if (of == Asked::spans) {
    spans =
        "JOIN contact AS theirs ON theirs.org_id = mail_touch.org_id AND theirs.id = "
        "mail_touch.contact_id " +
        JoinSpans("theirs");
    those = "mail_touch.at >= span.since_at AND mail_touch.at <= span.until_at";
  } else if (of == Asked::person) {
    those = fmt::format("mail_touch.person_id = $2 AND {}", kWhen);
  } else {
    those = fmt::format(
        "mail_touch.contact_id IN (SELECT contact.id FROM contact WHERE contact.org_id = $1 "
        "AND contact.account_id = $2) AND {}",
        kWhen);
  }
  return fmt::format(
      "SELECT sent.person_id, sent.contact_id, contact.account_id, sent.one_id, sent.kind, sent.starts_at, "
      "sent.present, sent.thread, sent.answers FROM (SELECT mail_touch.person_id, mail_touch.contact_id, "
      "mail_touch.message_hash AS one_id, "
      "CASE WHEN MAX(is_from_us) = 1 THEN 'mail_from_us' ELSE 'mail_from_them' END AS kind, MIN(at) AS "
      "starts_at, CAST(MAX(others) + 1 AS BIGINT) AS present, MIN(thread_hash) AS thread, MAX(answers_hash) "
      "AS answers FROM mail_touch {}WHERE mail_touch.org_id = $1 AND {} GROUP BY mail_touch.person_id, "
      "mail_touch.contact_id, mail_touch.message_hash) AS sent "
      "JOIN contact ON contact.org_id = $1 AND contact.id = sent.contact_id "
      "JOIN person ON person.org_id = $1 AND person.id = sent.person_id WHERE {}",
      spans, those, WhoIsThere(of));
}

// As a mail is one encounter however many mailboxes have it, they are not brought together here.
std::string MailsOneByOneSql(Asked of) {
  const bool is_of_spans = of == Asked::spans;
  return fmt::format(
      "SELECT mail_touch.person_id, mail_touch.contact_id, contact.account_id, mail_touch.message_hash AS "
      "one_id, CASE WHEN mail_touch.is_from_us = 1 THEN 'mail_from_us' ELSE 'mail_from_them' END AS kind, "
      "mail_touch.at AS starts_at, CAST(mail_touch.others + 1 AS BIGINT) AS present, mail_touch.thread_hash "
      "AS thread, mail_touch.answers_hash AS answers FROM mail_touch "
      "JOIN contact ON contact.org_id = mail_touch.org_id AND contact.id = mail_touch.contact_id "
      "JOIN person ON person.org_id = mail_touch.org_id AND person.id = mail_touch.person_id {}"
      "WHERE mail_touch.org_id = $1 AND {} AND {}",
      is_of_spans ? JoinSpans("contact") : std::string(),
      is_of_spans
          ? "mail_touch.at >= span.since_at AND mail_touch.at <= span.until_at"
          : "mail_touch.message_hash IN baton_list($2) AND mail_touch.at >= $3 AND mail_touch.at <= $4",
      WhoIsThere(of));
}

constexpr std::string_view kByPair = " ORDER BY person_id, contact_id, starts_at, one_id";
// By place: in a single SELECT the names would be ambiguous. starts_at, one_id, account_id, person_id, contact_id.
constexpr std::string_view kByTime = " ORDER BY 6, 4, 3, 1, 2";

std::string SqlOf(Asked of) {
  return ActivitiesSql(of, true) + " UNION ALL " + MailsSql(of) + std::string(kByPair);
}

TouchKind KindOf(const std::string& kind) {
  if (kind == "mail_from_us") return TouchKind::mail_from_us;
  if (kind == "mail_from_them") return TouchKind::mail_from_them;
  if (kind == "email") return TouchKind::mail;
  return kind == "call" ? TouchKind::call : TouchKind::meeting;
}

// Of a mailbox, where it is known who wrote it.
bool IsOfMailbox(TouchKind kind) {
  return kind == TouchKind::mail_from_us || kind == TouchKind::mail_from_them;
}

bool IsSpoken(TouchKind kind) { return kind == TouchKind::call || kind == TouchKind::meeting; }

void AddOnce(std::vector<Id>& ids, Id id) {
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

std::optional<Touch> TouchOf(const TouchRow& row, const TouchBounds& bounds) {
  const int others = std::max(1, static_cast<int>(row.present) - 1);
  const TouchKind kind = KindOf(row.kind);
  if (others > (IsSpoken(kind) ? bounds.most_in_room : bounds.most_in_mail)) return std::nullopt;
  return Touch{
      .at = row.starts_at, .kind = kind, .others = others, .is_quick_reply = false, .thread = row.thread};
}

// The mails of a pair in the last day, by which a quick reply is known.
class LatelyWritten {
 public:
  // Whether it answers one of the other side's. REQUIRES: by pair, in the order of their times.
  bool IsQuickReply(const TouchRow& row, TouchKind kind) {
    if (!IsOfMailbox(kind)) return false;
    const std::pair pair(row.person_id, row.contact_id);
    if (std::exchange(pair_, pair) != pair) mails_.clear();
    while (!mails_.empty() && mails_.front().at + kMillisecondsPerDay < row.starts_at) mails_.pop_front();
    const bool is_reply = row.answers != 0 && std::ranges::any_of(mails_, [&](const Mail& mail) {
                            return mail.hash == row.answers && mail.kind != kind;
                          });
    mails_.push_back({row.one_id.value, row.starts_at, kind});
    return is_reply;
  }

 private:
  struct Mail {
    std::int64_t hash = 0;
    Instant at;
    TouchKind kind = TouchKind::mail;
  };

  std::pair<Id, Id> pair_;
  std::deque<Mail> mails_;
};

// Rows by pair, made touches.
class Stream {
 public:
  using Take = std::function<void(const TouchRow& row, const Touch& touch)>;
  Stream(const TouchBounds& bounds, Take take) : bounds_(bounds), take_(std::move(take)) {}

  void Add(const TouchRow& row) {
    // Who is named twice in one activity took part once.
    const std::tuple now(row.person_id, row.contact_id, row.one_id);
    if (std::exchange(before_, now) == now) return;
    auto touch = TouchOf(row, bounds_);
    if (!touch) return;
    touch->is_quick_reply = lately_.IsQuickReply(row, touch->kind);
    take_(row, *touch);
  }

 private:
  const TouchBounds bounds_;
  const Take take_;
  std::tuple<Id, Id, Id> before_;
  LatelyWritten lately_;
};

// Rows by time, made encounters.
void AddEncounter(const TouchRow& row, const TouchBounds& bounds, std::vector<Encounter>& encounters) {
  const auto touch = TouchOf(row, bounds);
  if (!touch || !row.account_id) return;
  if (encounters.empty() || encounters.back().id != row.one_id ||
      encounters.back().account_id != *row.account_id) {
    encounters.push_back({.account_id = *row.account_id,
                          .id = row.one_id,
                          .is_of_mailbox = IsOfMailbox(touch->kind),
                          .is_from_them = touch->kind == TouchKind::mail_from_them,
                          .others = touch->others,
                          .at = row.starts_at,
                          .people = {},
                          .contacts = {}});
  }
  AddOnce(encounters.back().people, row.person_id);
  AddOnce(encounters.back().contacts, row.contact_id);
}

}  // namespace

Instant Since(Instant now) {
  const Day today{static_cast<std::int32_t>(now.milliseconds / kMillisecondsPerDay)};
  CalendarDate date = ToCalendarDate(today);
  date.year -= kYears;
  date.day = 1;
  return Instant{std::int64_t{ToDay(date)->days} * kMillisecondsPerDay};
}

void ForEachTouch(db::Connection& connection, const TouchesAsked& asked, const TakeTouch& take) {
  static const std::string of_person = SqlOf(Asked::person);
  static const std::string of_account = SqlOf(Asked::account);
  Stream stream(asked.bounds,
                [&](const TouchRow& row, const Touch& touch) { take(row.person_id, row.contact_id, touch); });
  connection.ForEach<TouchRow>(
      asked.whose == Whose::person ? of_person : of_account, [&](const TouchRow& row) { stream.Add(row); },
      asked.org_id, asked.of, asked.since, asked.now);
}

void ForEachTouchIn(db::Connection& connection, Id org_id, std::span<const Span> spans,
                    const TouchBounds& bounds, const TakeTouchIn& take) {
  static const std::string sql = SqlOf(Asked::spans);
  if (spans.empty()) return;
  Stream stream(bounds, [&](const TouchRow& row, const Touch& touch) {
    if (row.account_id) take(*row.account_id, row.person_id, row.contact_id, touch);
  });
  connection.ForEach<TouchRow>(
      sql, [&](const TouchRow& row) { stream.Add(row); }, org_id, db::TextList(TextsOf(spans)));
}

std::vector<Encounter> FindEncounters(db::Connection& connection, Id org_id, const EncountersAsked& asked) {
  const Asked of = asked.ones.empty() ? Asked::spans : Asked::ones;
  if (asked.ones.empty() && asked.spans.empty()) return {};
  const settings::Settings settings = settings::Read(connection, org_id);
  const TouchBounds bounds = JudgementOf(settings).touches;
  const bool figures_only = settings.HidesMailTimes();
  std::string sql = ActivitiesSql(of, !figures_only);
  if (!figures_only) sql += " UNION ALL " + MailsOneByOneSql(of);
  sql += kByTime;
  std::vector<Encounter> encounters;
  const auto add = [&](const TouchRow& row) { AddEncounter(row, bounds, encounters); };
  if (of == Asked::spans) {
    connection.ForEach<TouchRow>(sql, add, org_id, db::TextList(TextsOf(asked.spans)));
  } else {
    connection.ForEach<TouchRow>(sql, add, org_id, db::IdList(asked.ones), asked.since, asked.until);
  }
  return encounters;
}

}  // namespace baton::ties
