// Which folders of a mailbox hold what its owner wrote and got.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "imap/session.h"
#include "imap/wire.h"

namespace baton::imap {
namespace {

constexpr std::size_t kMostFolders = 500;
constexpr std::size_t kMaxName = 500;

// What mail programs call it where the server marks nothing, in the languages that we speak.
constexpr std::array<std::string_view, 7> kSent = {
    "sent",     "sent items",        "sent messages",     "sent mail",
    "gesendet", "gesendete objekte", "gesendete elemente"};

bool Has(const Value& marks, std::string_view mark) {
  return std::ranges::any_of(
      marks.items, [&](const Value& one) { return IsUtf8(one.text) && Fold(one.text) == Fold(mark); });
}

// It is sent back in quotes.
bool CanBeNamed(const std::string& name) {
  return !name.empty() && name.size() <= kMaxName && IsUtf8(name) &&
         std::ranges::none_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

std::string_view LastPart(std::string_view name, const Value& separator) {
  if (separator.text.size() != 1) return name;
  const auto at = name.rfind(separator.text[0]);
  return at == std::string_view::npos ? name : name.substr(at + 1);
}

}  // namespace

std::vector<Folder> FoldersOf(const std::vector<Answer>& answers) {
  std::vector<Folder> folders;
  std::vector<bool> is_named_sent;
  for (const Answer& answer : answers) {
    if (answer.name != "LIST" || answer.values.size() < 3 || folders.size() == kMostFolders) continue;
    const Value& marks = answer.values[0];
    const std::string& name = answer.values[2].text;
    if (Has(marks, "\\Noselect") || Has(marks, "\\NonExistent") || !CanBeNamed(name)) continue;
    Folder folder{.name = name, .readable = ReadableName(name)};
    folder.is_inbox = Fold(name) == "inbox";
    folder.is_sent = Has(marks, "\\Sent");
    for (const char* mark : {"\\Drafts", "\\Junk", "\\Trash", "\\All", "\\Flagged"})
      folder.is_aside = folder.is_aside || Has(marks, mark);
    const std::string last = Fold(LastPart(folder.readable, answer.values[1]));
    is_named_sent.push_back(!folder.is_aside && std::ranges::find(kSent, last) != kSent.end());
    folders.push_back(std::move(folder));
  }
  const bool has_sent = std::ranges::any_of(folders, &Folder::is_sent);
  for (std::size_t i = 0; !has_sent && i < folders.size(); ++i) folders[i].is_sent = is_named_sent[i];
  return folders;
}

}  // namespace baton::imap
