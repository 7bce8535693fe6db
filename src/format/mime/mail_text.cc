#include "format/mime/mail_text.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>

#include "base/check.h"
#include "format/mime/library.h"

namespace baton::format::mime {
namespace {

// A header is one line, whatever was typed.
std::string OneLine(std::string text) {
  std::ranges::replace_if(
      text, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return text;
}

void AddMailbox(GMimeMessage* message, GMimeAddressType type, const Mailbox& mailbox) {
  const std::string name = OneLine(mailbox.name);
  const std::string email = OneLine(mailbox.email);
  g_mime_message_add_mailbox(message, type, name.empty() ? nullptr : name.c_str(), email.c_str());
}

// A part of text in UTF-8 (the library's text part would choose a charset of its own).
Owned<GMimeObject> TextPart(const char* subtype, const std::string& text, GMimeContentEncoding encoding) {
  GMimePart* part = g_mime_part_new_with_type("text", subtype);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(text.data(), text.size()));
  const Owned<GMimeDataWrapper> content(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part, content.get());
  g_mime_part_set_content_encoding(part, encoding);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
  return Owned<GMimeObject>(GMIME_OBJECT(part));
}

Owned<GMimeObject> CalendarObject(const CalendarPart& calendar) {
  // Base64: some calendar programs read no quoted-printable.
  Owned<GMimeObject> part = TextPart("calendar", calendar.text, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_content_type_parameter(part.get(), "method", calendar.method.c_str());
  return part;
}

// With line feeds alone: a carriage return that somebody pasted would be encoded and shown.
std::string LinesOf(std::string text) {
  std::erase(text, '\r');
  return text;
}

// The same words in several forms, the richest last. Its boundary is made of the message id, so that composing a mail
// again gives the same bytes.
Owned<GMimeObject> BodyOf(const MailText& mail) {
  Owned<GMimeObject> text = TextPart("plain", LinesOf(mail.text), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  if (mail.html.empty() && !mail.calendar) return text;
  GMimeMultipart* alternatives = g_mime_multipart_new_with_subtype("alternative");
  const std::string boundary = "=_" + mail.message_id.substr(0, mail.message_id.find('@')) + "_=";
  g_mime_multipart_set_boundary(alternatives, boundary.c_str());
  g_mime_multipart_add(alternatives, text.get());
  if (!mail.html.empty()) {
    g_mime_multipart_add(alternatives,
                         TextPart("html", LinesOf(mail.html), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE).get());
  }
  if (mail.calendar) g_mime_multipart_add(alternatives, CalendarObject(*mail.calendar).get());
  return Owned<GMimeObject>(GMIME_OBJECT(alternatives));
}

void SetDate(GMimeMessage* message, Instant at) {
  GDateTime* date = g_date_time_new_from_unix_utc(at.milliseconds / 1000);
  Check(date != nullptr, "a mail is of this age");
  g_mime_message_set_date(message, date);
  g_date_time_unref(date);
}

std::string WithCrLf(GMimeMessage* message) {
  GMimeFormatOptions* options = g_mime_format_options_new();
  g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
  const std::unique_ptr<char, Free> bytes(g_mime_object_to_string(GMIME_OBJECT(message), options));
  g_mime_format_options_free(options);
  return bytes.get();
}

}  // namespace

std::string Compose(const MailText& mail) {
  StartLibrary();
  const Owned<GMimeMessage> message(g_mime_message_new(TRUE));
  AddMailbox(message.get(), GMIME_ADDRESS_TYPE_FROM, mail.from);
  for (const Mailbox& mailbox : mail.reply_to)
    AddMailbox(message.get(), GMIME_ADDRESS_TYPE_REPLY_TO, mailbox);
  for (const Mailbox& mailbox : mail.to) AddMailbox(message.get(), GMIME_ADDRESS_TYPE_TO, mailbox);
  for (const Mailbox& mailbox : mail.cc) AddMailbox(message.get(), GMIME_ADDRESS_TYPE_CC, mailbox);
  g_mime_message_set_subject(message.get(), OneLine(mail.subject).c_str(), "utf-8");
  SetDate(message.get(), mail.at);
  g_mime_message_set_message_id(message.get(), mail.message_id.c_str());
  GMimeObject* object = GMIME_OBJECT(message.get());
  if (!mail.in_reply_to.empty()) {
    const std::string id = "<" + OneLine(mail.in_reply_to) + ">";
    g_mime_object_set_header(object, "In-Reply-To", id.c_str(), nullptr);
    g_mime_object_set_header(object, "References", id.c_str(), nullptr);
  }
  if (mail.is_automatic) g_mime_object_set_header(object, "Auto-Submitted", "auto-generated", nullptr);
  g_mime_message_set_mime_part(message.get(), BodyOf(mail).get());
  return WithCrLf(message.get());
}

}  // namespace baton::format::mime
