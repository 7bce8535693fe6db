// A mail as bytes, RFC 5322 and MIME, ready to be sent or written to an .eml file.
//
//   MailText mail;
//   mail.from = {"Jim Calder via Baton", "baton@northwind.example"};
//   mail.to = {{"Bill Larmar", "bill@larmar.example"}};
//   mail.subject = "Jada Ellis will look after you";
//   mail.text = "Dear Bill, ...";
//   const std::string bytes = Compose(mail);
//
// Nothing that a person typed can add a header or end one: names and subjects are encoded (RFC 2047), line breaks in
// them become spaces. Bodies go as quoted-printable or base64, so that no server on the way may change them. Lines end
// with CR LF. The same mail always gives the same bytes. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"

namespace baton::format::mime {

struct Mailbox {
  std::string name;  // may be empty
  std::string email;

  bool operator==(const Mailbox&) const = default;
};

// The calendar part of an invitation, shown by mail programs with its answers (RFC 6047).
struct CalendarPart {
  std::string method;  // REQUEST, CANCEL
  std::string text;    // the VCALENDAR
};

struct MailText {
  std::string message_id;  // local@domain, without the angle brackets
  Instant at;
  Mailbox from;
  std::vector<Mailbox> reply_to = {};
  std::vector<Mailbox> to = {};
  std::vector<Mailbox> cc = {};
  std::string subject = {};
  std::string text = {};         // plain
  std::string html = {};         // the same words as a page; empty: none
  std::string in_reply_to = {};  // a message id
  bool is_automatic = false;     // nobody should answer it automatically: Auto-Submitted (RFC 3834)
  std::optional<CalendarPart> calendar = {};
};

std::string Compose(const MailText& mail);

}  // namespace baton::format::mime
