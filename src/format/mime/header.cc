#include "format/mime/header.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "format/mime/library.h"
#include "format/mime/object.h"
#include "format/mime/separators.h"

namespace baton::format::mime {
namespace {

constexpr std::size_t kLongestAddress = 320;
constexpr int kDeepestGroup = 3;

// What shows that this is a mail, beside those.
constexpr std::array kKnown = {"subject",      "received", "return-path",
                               "mime-version", "reply-to", "delivered-to"};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The folded name in front of a colon; empty: the line is no field.
std::string NameOf(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 60) return {};
  std::string name(line.substr(0, colon));
  while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) name.pop_back();
  for (char& c : name) {
    if (c <= ' ' || c >= 0x7f) return {};
    c = Lower(c);
  }
  return name;
}

bool IsOfAddresses(std::string_view name) {
  return name == "from" || name == "sender" || name == "to" || name == "cc" || name == "bcc";
}

struct Picked {
  std::string text;  // the fields that are read, as a header of their own
  bool is_mail = false;
  bool has_end = false;  // an empty line
};

// Lines end with LF, CR LF, or in old ones with CR.
std::string_view NextLine(std::string_view& bytes) {
  const auto end = std::min(bytes.find_first_of("\r\n"), bytes.size());
  const std::string_view line = bytes.substr(0, end);
  const bool is_pair = bytes.substr(end).starts_with("\r\n");
  bytes.remove_prefix(std::min(end + (is_pair ? 2 : 1), bytes.size()));
  return line;
}

Picked PickFields(std::string_view bytes) {
  Picked picked;
  bool is_read = false;
  bool has_addresses = false;
  std::size_t value = 0;  // where that of the field begins
  const auto end_field = [&] {
    if (!std::exchange(has_addresses, false)) return;
    const std::string mended = MendSeparators(std::string_view(picked.text).substr(value)).text;
    picked.text.replace(value, std::string::npos, mended);
  };
  while (!bytes.empty()) {
    std::string_view line = NextLine(bytes);
    if (line.empty()) {
      picked.has_end = true;
      break;
    }
    if (line.front() != ' ' && line.front() != '\t') {
      const std::string name = NameOf(line);
      end_field();
      is_read = std::ranges::find(kFields, name) != kFields.end();
      picked.is_mail = picked.is_mail || is_read || std::ranges::find(kKnown, name) != kKnown.end();
      if (is_read) {
        line = line.substr(line.find(':'));
        picked.text += name;
        has_addresses = IsOfAddresses(name);
        value = picked.text.size() + 1;
      }
    }
    if (!is_read) continue;
    // NUL ends a text of C.
    std::ranges::replace_copy(line, std::back_inserter(picked.text), '\0', ' ');
    picked.text += '\n';
  }
  end_field();
  return picked;
}

// "'jim@x.example'" and "\"jim\"@x.example" are jim@x.example.
std::string AddressOf(const char* text) {
  std::string address = TextOf(text);
  const bool is_plain = std::ranges::all_of(address, [](unsigned char c) { return c > ' ' && c < 0x7f; });
  if (is_plain) {
    std::ranges::transform(address, address.begin(), Lower);
  } else {
    address = Fold(address);
  }
  if (address.starts_with("mailto:")) address.erase(0, 7);
  while (address.size() > 2 && address.front() == '\'' && address.back() == '\'')
    address = address.substr(1, address.size() - 2);
  const auto at = address.rfind('@');
  if (at == std::string::npos || at == 0 || at + 1 == address.size() || address.size() > kLongestAddress)
    return {};
  if (at > 2 && address.front() == '"' && address[at - 1] == '"' &&
      address.find_first_of(" \\\"", 1) == at - 1) {
    address = address.substr(1, at - 2) + address.substr(at);
  }
  return address;
}

class Recipients {
 public:
  explicit Recipients(Header& header) : header_(header) {}

  void Add(InternetAddressList* list, int depth = 0) {
    if (list == nullptr || depth > kDeepestGroup) return;
    const int count = internet_address_list_length(list);
    for (int i = 0; i < count; ++i) {
      InternetAddress* one = internet_address_list_get_address(list, i);
      if (INTERNET_ADDRESS_IS_GROUP(one)) {
        Add(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one)), depth + 1);
      } else if (INTERNET_ADDRESS_IS_MAILBOX(one)) {
        Add(one);
      }
    }
  }

 private:
  void Add(InternetAddress* one) {
    std::string email = AddressOf(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)));
    if (!email.empty() && !seen_.insert(email).second) return;
    ++header_.recipients;
    if (email.empty() || header_.to.size() >= kMostRecipients) return;
    header_.to.push_back({TextOf(internet_address_get_name(one)), std::move(email)});
  }

  Header& header_;
  std::unordered_set<std::string> seen_;
};

std::optional<Mailbox> FirstOf(InternetAddressList* list, int depth = 0) {
  if (list == nullptr || depth > kDeepestGroup) return std::nullopt;
  const int count = internet_address_list_length(list);
  for (int i = 0; i < count; ++i) {
    InternetAddress* one = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(one)) {
      auto found = FirstOf(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one)), depth + 1);
      if (found) return found;
    } else if (INTERNET_ADDRESS_IS_MAILBOX(one)) {
      std::string email = AddressOf(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)));
      if (!email.empty()) return Mailbox{TextOf(internet_address_get_name(one)), std::move(email)};
    }
  }
  return std::nullopt;
}

std::string FirstIdOf(GMimeObject* object, const char* name) {
  const char* text = g_mime_object_get_header(object, name);
  if (text == nullptr) return {};
  GMimeReferences* references = g_mime_references_parse(nullptr, text);
  std::string id;
  if (g_mime_references_length(references) > 0) id = TextOf(g_mime_references_get_message_id(references, 0));
  g_mime_references_free(references);
  return id;
}

bool IsOfList(GMimeObject* object) {
  return std::ranges::any_of(
      std::initializer_list<const char*>{"List-Id", "List-Post", "List-Unsubscribe"},
      [&](const char* name) { return g_mime_object_get_header(object, name) != nullptr; });
}

bool IsReport(GMimeMessage* message) {
  GMimeObject* part = g_mime_message_get_mime_part(message);
  return part != nullptr &&
         g_mime_content_type_is_type(g_mime_object_get_content_type(part), "multipart", "report") != 0;
}

Header HeaderOf(GMimeMessage* message) {
  GMimeObject* object = GMIME_OBJECT(message);
  Header header;
  header.message_id = TextOf(g_mime_message_get_message_id(message));
  header.from = FirstOf(g_mime_message_get_from(message));
  if (const auto sender = FirstOf(g_mime_message_get_sender(message))) header.sender = sender->email;
  Recipients recipients(header);
  for (const auto type : {GMIME_ADDRESS_TYPE_TO, GMIME_ADDRESS_TYPE_CC, GMIME_ADDRESS_TYPE_BCC}) {
    recipients.Add(g_mime_message_get_addresses(message, type));
  }
  if (GDateTime* date = g_mime_message_get_date(message)) {
    header.at = Instant{g_date_time_to_unix(date) * 1000};
  }
  header.in_reply_to = FirstIdOf(object, "In-Reply-To");
  header.thread = FirstIdOf(object, "References");
  if (header.thread.empty())
    header.thread = header.in_reply_to.empty() ? header.message_id : header.in_reply_to;
  header.is_list = IsOfList(object);
  header.is_bulk = IsInBulk(object);
  header.is_automatic = IsSubmittedAutomatically(object) || IsReport(message);
  return header;
}

}  // namespace

ReadOne ReadHeader(std::string_view bytes) {
  const Picked picked = PickFields(bytes.substr(0, kMostHeader));
  if (!picked.has_end && bytes.size() > kMostHeader) return tl::unexpected(Refusal::header_too_large);
  if (!picked.is_mail) return tl::unexpected(Refusal::no_header);
  StartLibrary();
  const std::string text = picked.text + "\n";
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(text.data(), text.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return Header{};
  return HeaderOf(message.get());
}

}  // namespace baton::format::mime
