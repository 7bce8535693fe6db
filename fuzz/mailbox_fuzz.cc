// Any bytes as a mailbox and as a single mail: never a crash, what is said of a mail is short clean text, and however the bytes are
// cut into pieces it is the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/text.h"
#include "format/mailbox/mailbox.h"

namespace {

using namespace baton::format;

// A text that can be a line of a file, as a spool has it.
std::string Clean(const std::string& text) {
  baton::Check(baton::IsUtf8(text), "a text is UTF-8");
  for (const char c : text) {
    baton::Check(static_cast<unsigned char>(c) >= ' ' && c != 0x7f, "a text has no control character");
  }
  return text + '\n';
}

std::string TextOf(const mailbox::ReadOne& one) {
  if (!one) return std::to_string(static_cast<int>(one.error())) + '\n';
  baton::Check(one->to.size() <= mime::kMostRecipients && one->to.size() <= one->recipients,
               "so many recipients and no more");
  std::string text =
      Clean(one->message_id) + Clean(one->sender) + Clean(one->in_reply_to) + Clean(one->thread);
  std::vector<mime::Mailbox> all = one->to;
  if (one->from) all.push_back(*one->from);
  for (const mime::Mailbox& party : all) {
    baton::Check(party.email.find('@') != std::string::npos, "an address is one");
    text += Clean(party.name) + Clean(party.email);
  }
  text += one->at ? std::to_string(one->at->milliseconds) : "-";
  for (const bool is : {one->is_list, one->is_bulk, one->is_automatic}) text += is ? '1' : '0';
  return text + std::to_string(one->recipients) + '\n';
}

std::vector<std::string> Read(std::string_view bytes, std::size_t piece) {
  std::vector<std::string> texts;
  mailbox::MboxReader reader([&](const mailbox::ReadOne& one) {
    texts.push_back(TextOf(one));
    return texts.size() < 1'000;
  });
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    if (!reader.Feed(bytes.substr(at, piece))) return texts;
  }
  reader.End();
  return texts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  TextOf(mime::ReadHeader(bytes));
  const std::string mbox = "From a Tue Mar 04 03:33:20 2003\n" + bytes;
  for (const std::string* one : {&bytes, &mbox}) {
    const auto whole = Read(*one, one->size() + 1);
    for (const std::size_t piece : {1, 7})
      baton::Check(Read(*one, piece) == whole, "pieces make no difference");
  }
  return 0;
}
