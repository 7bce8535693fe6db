#include "format/mime/read_mail.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/text.h"
#include "format/mime/library.h"
#include "format/mime/object.h"

namespace baton::format::mime {
namespace {

constexpr std::size_t kMaxUndelivered = 50;
constexpr int kMaxParts = 200;

void AddIds(const char* header, bool is_backwards, std::vector<std::string>& ids) {
  if (header == nullptr) return;
  GMimeReferences* references = g_mime_references_parse(nullptr, header);
  const int count = g_mime_references_length(references);
  for (int i = 0; i < count && ids.size() < kMaxAnswersTo; ++i) {
    std::string id = TextOf(g_mime_references_get_message_id(references, is_backwards ? count - 1 - i : i));
    if (!id.empty() && std::ranges::find(ids, id) == ids.end()) ids.push_back(std::move(id));
  }
  g_mime_references_free(references);
}

Mailbox FromOf(GMimeMessage* message) {
  InternetAddressList* list = g_mime_message_get_from(message);
  if (list == nullptr || internet_address_list_length(list) == 0) return {};
  InternetAddress* first = internet_address_list_get_address(list, 0);
  if (!INTERNET_ADDRESS_IS_MAILBOX(first)) return {};
  return {TextOf(internet_address_get_name(first)),
          Fold(TextOf(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first))))};
}

std::string ContentOf(GMimeObject* object) {
  if (GMIME_IS_TEXT_PART(object)) {
    const std::unique_ptr<char, Free> text(g_mime_text_part_get_text(GMIME_TEXT_PART(object)));
    return text ? std::string(text.get()) : std::string();
  }
  GMimeDataWrapper* content = GMIME_IS_PART(object) ? g_mime_part_get_content(GMIME_PART(object)) : nullptr;
  if (content == nullptr) return {};
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

// "Action: failed" and the like, by the name in lower case; folded lines are joined.
std::map<std::string, std::string> FieldsOf(std::string_view block) {
  std::map<std::string, std::string> fields;
  std::string* last = nullptr;
  for (const std::string_view line : Split(block, '\n')) {
    if (!line.empty() && (line.front() == ' ' || line.front() == '\t')) {
      if (last != nullptr && last->size() < kMaxText) *last += ' ' + Readable(line);
      continue;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    last = &fields[Fold(Readable(line.substr(0, colon)))];
    *last = Readable(line.substr(colon + 1));
  }
  return fields;
}

// "rfc822; bill@larmar.example" is the second half.
std::string AfterType(const std::string& value) {
  const auto semicolon = value.find(';');
  return std::string(Trim(semicolon == std::string::npos ? value : value.substr(semicolon + 1)));
}

void ReadStatus(std::string text, Bounce& bounce) {
  std::erase(text, '\r');
  for (std::size_t begin = 0; begin < text.size() && bounce.undelivered.size() < kMaxUndelivered;) {
    const std::size_t end = std::min(text.find("\n\n", begin), text.size());
    auto fields = FieldsOf(std::string_view(text).substr(begin, end - begin));
    begin = end + 2;
    if (Fold(fields["action"]) != "failed") continue;
    std::string email = AfterType(fields["original-recipient"]);
    if (email.empty()) email = AfterType(fields["final-recipient"]);
    bounce.undelivered.push_back({Fold(email), fields["status"], AfterType(fields["diagnostic-code"])});
  }
}

Owned<GMimeMessage> Parse(std::string_view bytes) {
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  return Owned<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

bool IsType(GMimeObject* object, const char* type, const char* subtype) {
  return g_mime_content_type_is_type(g_mime_object_get_content_type(object), type, subtype) != 0;
}

class Parts {
 public:
  explicit Parts(ReadMail& mail) : mail_(mail) {}

  void Look(GMimeObject* object, bool is_report, int depth) {
    if (object == nullptr || ++seen_ > kMaxParts || depth > 20) return;
    if (GMIME_IS_MULTIPART(object)) {
      const bool is_inside = is_report || IsType(object, "multipart", "report");
      if (is_inside && !mail_.bounce && IsDeliveryReport(object)) mail_.bounce.emplace();
      for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(object)); ++i) {
        Look(g_mime_multipart_get_part(GMIME_MULTIPART(object), i), is_inside, depth + 1);
      }
      return;
    }
    if (mail_.bounce) return LookInReport(object);
    if (mail_.calendar.empty() && IsType(object, "text", "calendar")) mail_.calendar = ContentOf(object);
  }

 private:
  static bool IsDeliveryReport(GMimeObject* object) {
    const char* type = g_mime_object_get_content_type_parameter(object, "report-type");
    return type != nullptr && Fold(TextOf(type)) == "delivery-status";
  }

  void LookInReport(GMimeObject* object) {
    if (IsType(object, "message", "delivery-status")) return ReadStatus(ContentOf(object), *mail_.bounce);
    if (GMIME_IS_MESSAGE_PART(object)) {
      GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
      if (inner != nullptr) mail_.bounce->message_id = TextOf(g_mime_message_get_message_id(inner));
    } else if (IsType(object, "text", "rfc822-headers")) {
      const std::string headers = ContentOf(object) + "\n\n";
      const Owned<GMimeMessage> inner = Parse(headers);
      if (inner) mail_.bounce->message_id = TextOf(g_mime_message_get_message_id(inner.get()));
    }
  }

  ReadMail& mail_;
  int seen_ = 0;
};

}  // namespace

std::optional<ReadMail> Read(std::string_view bytes) {
  StartLibrary();
  const Owned<GMimeMessage> message = Parse(bytes.substr(0, kMaxReadMail));
  if (!message) return std::nullopt;
  GMimeObject* object = GMIME_OBJECT(message.get());
  ReadMail mail;
  mail.message_id = TextOf(g_mime_message_get_message_id(message.get()));
  AddIds(g_mime_object_get_header(object, "In-Reply-To"), false, mail.answers_to);
  AddIds(g_mime_object_get_header(object, "References"), true, mail.answers_to);
  mail.from = FromOf(message.get());
  if (GDateTime* date = g_mime_message_get_date(message.get())) {
    mail.at = Instant{g_date_time_to_unix(date) * 1000};
  }
  mail.is_automatic = IsSubmittedAutomatically(object) || IsInBulk(object);
  Parts(mail).Look(g_mime_message_get_mime_part(message.get()), false, 0);
  if (mail.message_id.empty() && mail.from.email.empty() && !mail.bounce) return std::nullopt;
  if (!IsUtf8(mail.calendar)) mail.calendar.clear();
  return mail;
}

}  // namespace baton::format::mime
