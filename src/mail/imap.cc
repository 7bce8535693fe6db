#include "mail/imap.h"

#include <algorithm>
#include <charconv>

#include "mail/curl_handle.h"

namespace baton::mail {
namespace {

// More in one look is more than anybody answers; the rest comes with the next one.
constexpr std::size_t kMaxListBytes = 1024 * 1024;

std::optional<std::int64_t> NumberAt(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return std::nullopt;
  return number;
}

// "* OK [UIDNEXT 7] ..." has 7.
std::optional<std::int64_t> CodeIn(std::string_view line, std::string_view name) {
  const auto at = line.find("[" + std::string(name) + " ");
  return at == std::string_view::npos ? std::nullopt : NumberAt(line.substr(at + name.size() + 2));
}

std::string Escaped(CURL* curl, const std::string& text) {
  char* escaped = curl_easy_escape(curl, text.data(), static_cast<int>(text.size()));
  Check(escaped != nullptr, "libcurl has memory");
  std::string out = escaped;
  curl_free(escaped);
  return out;
}

}  // namespace

struct ImapFolder::Talk {
  outward::Guard guard;  // outlives the handle
  std::unique_ptr<CURL, EndHandle> handle;
  std::string base;  // the URL of the folder
  std::string body;
  std::size_t limit = 0;
  bool is_cut = false;  // more came than was asked for
  OpenedFolder opened;
  std::string refusal;

  // No exception may pass through libcurl.
  static std::size_t TakeLine(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
    auto& talk = *static_cast<Talk*>(user);
    try {
      const std::string_view line(buffer, size * count);
      if (line.starts_with("* OK")) {
        if (const auto validity = CodeIn(line, "UIDVALIDITY")) talk.opened.uid_validity = *validity;
        if (const auto next = CodeIn(line, "UIDNEXT")) talk.opened.next_uid = *next;
      }
      // "A003 NO [AUTHENTICATIONFAILED] ..."
      const auto space = line.find(' ');
      if (space != std::string_view::npos && !line.starts_with('*')) {
        const std::string_view rest = line.substr(space + 1);
        if (rest.starts_with("NO") || rest.starts_with("BAD")) talk.refusal = ReadableAnswer(rest);
      }
      return line.size();
    } catch (const std::exception&) {
      return 0;
    }
  }

  static std::size_t TakeBytes(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
    auto& talk = *static_cast<Talk*>(user);
    try {
      const std::size_t length = size * count;
      if (talk.body.size() + length > talk.limit) {
        talk.is_cut = true;
        return 0;
      }
      talk.body.append(buffer, length);
      return length;
    } catch (const std::exception&) {
      return 0;
    }
  }

  Result<std::string> Ask(const std::string& url, const char* command, std::size_t most) {
    CURL* curl = handle.get();
    body.clear();
    refusal.clear();
    is_cut = false;
    limit = most;
    Set(curl, CURLOPT_URL, url.c_str());
    Set(curl, CURLOPT_CUSTOMREQUEST, command);
    const CURLcode code = curl_easy_perform(curl);
    if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && is_cut)) return std::move(body);
    if (code == CURLE_REMOTE_FILE_NOT_FOUND && refusal.empty()) return std::string();  // somebody deleted it
    if (guard.has_refused && code == CURLE_COULDNT_CONNECT) refusal = "mailbox.answer.private_address";
    const std::string answer = refusal.empty() ? curl_easy_strerror(code) : refusal;
    return Fail(Kind::unavailable, "problem.mailbox.failed", {{"answer", answer}});
  }
};

ImapFolder::ImapFolder(const Mailbox& mailbox, const std::string& password, outward::Hosts hosts)
    : talk_(std::make_unique<Talk>()) {
  outward::StartCurl();
  talk_->handle.reset(curl_easy_init());
  Check(talk_->handle != nullptr, "libcurl has memory");
  CURL* curl = talk_->handle.get();
  talk_->guard.hosts = hosts;
  outward::GuardAddresses(curl, talk_->guard);
  talk_->base = (mailbox.security == RelaySecurity::tls ? "imaps://" : "imap://") + HostInUrl(mailbox.host) +
                ":" + std::to_string(mailbox.port) + "/" + Escaped(curl, mailbox.folder);
  Set(curl, CURLOPT_PROTOCOLS_STR, "imap,imaps");
  Set(curl, CURLOPT_PROXY, "");  // whatever the environment says: the settings name the server
  if (mailbox.security != RelaySecurity::none) Set(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  Set(curl, CURLOPT_USERNAME, mailbox.user_name.c_str());
  Set(curl, CURLOPT_PASSWORD, password.c_str());
  Set(curl, CURLOPT_HEADERFUNCTION, &Talk::TakeLine);
  Set(curl, CURLOPT_HEADERDATA, talk_.get());
  Set(curl, CURLOPT_WRITEFUNCTION, &Talk::TakeBytes);
  Set(curl, CURLOPT_WRITEDATA, talk_.get());
  Set(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  Set(curl, CURLOPT_TIMEOUT, kWholeSeconds);
  Set(curl, CURLOPT_NOSIGNAL, 1L);
}

ImapFolder::~ImapFolder() = default;

Result<OpenedFolder> ImapFolder::Open() {
  auto asked = talk_->Ask(talk_->base, "NOOP", kMaxListBytes);
  if (!asked) return Fail(std::move(asked.error()));
  if (talk_->opened.uid_validity > 0 && talk_->opened.next_uid > 0) return talk_->opened;
  return Fail(Kind::unavailable, "problem.mailbox.failed", {{"answer", std::string("UIDVALIDITY, UIDNEXT")}});
}

Result<std::vector<std::int64_t>> ImapFolder::UidsIn(std::int64_t from, std::int64_t to) {
  Check(to - from <= kMostUids, "the answer fits into a line");
  if (from >= to) return std::vector<std::int64_t>{};
  const std::string command = "UID SEARCH UID " + std::to_string(from) + ":" + std::to_string(to - 1);
  const auto said = talk_->Ask(talk_->base, command.c_str(), kMaxListBytes);
  if (!said) return Fail(said.error());
  std::vector<std::int64_t> uids;
  for (std::string_view line : Split(*said, '\n')) {
    line = Trim(line);
    if (!line.starts_with("* SEARCH")) continue;
    for (const std::string_view word : Split(line.substr(8), ' ')) {
      const auto number = NumberAt(word);
      if (number && *number >= from && *number < to) uids.push_back(*number);
    }
  }
  std::ranges::sort(uids);
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  return uids;
}

Result<std::string> ImapFolder::Fetch(std::int64_t uid, std::size_t limit) {
  const std::string url =
      talk_->base + "/;UID=" + std::to_string(uid) + "/;PARTIAL=0." + std::to_string(limit);
  return talk_->Ask(url, nullptr, limit);
}

}  // namespace baton::mail
