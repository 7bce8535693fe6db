// A mail: what is sent to a client or a person, and how that went.
//
//   waiting -> sending -> sent -> bounced   taken, and sent back later (mail/mailbox.h)
//      ^          |-----> failed            refused, or given up after the last attempt
//      |----------|                         for now: the next attempt is at next_at
//   waiting, failed -> cancelled; waiting, failed, bounced, cancelled -> waiting (somebody wants it tried at once)
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/message.h"
#include "book/account.h"
#include "people/person.h"

namespace baton::mail {

enum class MailKind {
  letter,            // introduces the successor to the client
  invitation,        // to a meeting
  announcement,      // "My job now"
  digest,            // what a person is told, in one mail
  test,              // does the relay work?
  password_link,     // to choose a new password; the link itself is made when the mail goes, and kept nowhere
  password_changed,  // that there is a new one
};
BOOST_DESCRIBE_ENUM(MailKind, letter, invitation, announcement, digest, test, password_link, password_changed)

// Of these a person gets some that nobody else should hear more of than that they went.
inline bool IsAboutPassword(MailKind kind) {
  return kind == MailKind::password_link || kind == MailKind::password_changed;
}

enum class MailState { waiting, sending, sent, failed, bounced, cancelled };
BOOST_DESCRIBE_ENUM(MailState, waiting, sending, sent, failed, bounced, cancelled)

// The row.
struct Mail {
  static constexpr std::string_view kTable = "mail";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  MailKind kind = MailKind::letter;
  MailState state = MailState::waiting;
  std::optional<Id> sender_id;  // in whose name; none: Baton's
  std::optional<Id> account_id;
  std::optional<Id> handoff_id;
  std::string subject;
  std::string recipients;  // "Bill Larmar <bill@larmar.example>, ...", to be read
  std::string message_id;  // set at the first attempt, and kept: a repeat can be recognised
  std::int32_t attempts = 0;
  std::int32_t repeats =
      0;               // attempts of which nobody knows how they ended: it may have arrived so often before
  std::string answer;  // the server's last word, or a key "mail.answer.*" of our own
  Instant queued_at;
  std::optional<Instant> next_at;
  std::optional<Instant> ended_at;  // sent, failed or cancelled
};
BOOST_DESCRIBE_STRUCT(Mail, (),
                      (org_id, id, version, kind, state, sender_id, account_id, handoff_id, subject,
                       recipients, message_id, attempts, repeats, answer, queued_at, next_at, ended_at))

struct Recipient {
  static constexpr const char* kSchemaName = "MailRecipient";

  std::string name;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Recipient, (), (name, email))

struct CalendarText {
  static constexpr const char* kSchemaName = "MailCalendar";

  std::string method;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(CalendarText, (), (method, text))

// What a use case hands over. The sender's own address is where answers go.
struct Draft {
  MailKind kind = MailKind::letter;
  std::optional<Id> sender_id = {};
  std::optional<Id> account_id = {};
  std::optional<Id> handoff_id = {};
  std::vector<Recipient> to = {};
  std::vector<Recipient> cc = {};
  std::string subject = {};
  std::string text = {};
  std::string html = {};
  std::optional<CalendarText> calendar = {};
};
BOOST_DESCRIBE_STRUCT(Draft, (),
                      (kind, sender_id, account_id, handoff_id, to, cc, subject, text, html, calendar))

// That somebody answered a mail, and when; not what. The row.
struct MailReply {
  static constexpr std::string_view kTable = "mail_reply";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id mail_id;
  std::string message_id;  // of the answer, so that it counts once
  std::string sender;      // as it says itself
  bool is_automatic = false;
  Instant sent_at;
};
BOOST_DESCRIBE_STRUCT(MailReply, (),
                      (org_id, id, version, mail_id, message_id, sender, is_automatic, sent_at))

struct MailReplyView {
  static constexpr const char* kSchemaName = "MailReply";

  std::string sender;
  Instant sent_at;
  bool is_automatic = false;
};
BOOST_DESCRIBE_STRUCT(MailReplyView, (), (sender, sent_at, is_automatic))

// As the API lists it.
struct MailView {
  static constexpr const char* kSchemaName = "Mail";

  Id id;
  std::int64_t version = 0;
  MailKind kind = MailKind::letter;
  MailState state = MailState::waiting;
  std::optional<people::PersonRef> sender;
  std::optional<book::AccountRef> account;
  std::optional<Id> handoff_id;
  std::string subject;
  std::string recipients;
  std::int32_t attempts = 0;
  std::int32_t repeats = 0;
  std::string answer;
  Instant queued_at;
  std::optional<Instant> next_at;
  std::optional<Instant> ended_at;
  std::vector<MailReplyView> replies;  // the first first
};
BOOST_DESCRIBE_STRUCT(MailView, (),
                      (id, version, kind, state, sender, account, handoff_id, subject, recipients, attempts,
                       repeats, answer, queued_at, next_at, ended_at, replies))

}  // namespace baton::mail
