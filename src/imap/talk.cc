#include "imap/talk.h"

#include <poll.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace baton::imap {
namespace {

constexpr long kConnectSeconds = 15;
constexpr std::size_t kPiece = 64 * 1024;

tl::unexpected<Problem> Broken(const char* key, std::string answer) {
  return Fail(Kind::unavailable, key, {{"answer", std::move(answer)}});
}

// "A002 NO [AUTHENTICATIONFAILED] ..." No exception may pass through libcurl.
std::size_t TakeLine(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
  try {
    const std::string_view line(buffer, size * count);
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return line.size();
    const std::string_view rest = line.substr(space + 1);
    if (rest.starts_with("NO") || rest.starts_with("BAD") || rest.starts_with("BYE"))
      *static_cast<std::string*>(user) = outward::ReadableAnswer(rest);
    return line.size();
  } catch (const std::exception&) {
    return 0;
  }
}

// Asked about once a second, also while it connects.
int StopWhenAsked(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
  const auto& should_stop = static_cast<const Bounds*>(user)->should_stop;
  try {
    return should_stop && should_stop() ? 1 : 0;
  } catch (const std::exception&) {
    return 1;
  }
}

}  // namespace

Session::Talk::Talk(const Bounds& its_bounds) : bounds_(its_bounds), guard_{bounds_.hosts} {}

Result<Done> Session::Talk::Connect(const Server& server, const std::string& password) {
  outward::StartCurl();
  handle_.reset(curl_easy_init());
  Check(handle_ != nullptr, "libcurl has memory");
  CURL* curl = handle_.get();
  outward::GuardAddresses(curl, guard_);
  const std::string url = (server.security == Security::tls ? "imaps://" : "imap://") +
                          outward::HostInUrl(server.host) + ':' + std::to_string(server.port) + '/';
  using outward::Set;
  Set(curl, CURLOPT_URL, url.c_str());
  Set(curl, CURLOPT_PROTOCOLS_STR, "imap,imaps");
  Set(curl, CURLOPT_PROXY, "");  // whatever the environment says: the settings name the server
  if (server.security != Security::none) Set(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  Set(curl, CURLOPT_USERNAME, server.user_name.c_str());
  Set(curl, CURLOPT_PASSWORD, password.c_str());
  Set(curl, CURLOPT_CONNECT_ONLY, 1L);
  Set(curl, CURLOPT_HEADERFUNCTION, &TakeLine);
  Set(curl, CURLOPT_HEADERDATA, &refusal_);
  Set(curl, CURLOPT_NOPROGRESS, 0L);
  Set(curl, CURLOPT_XFERINFOFUNCTION, &StopWhenAsked);
  Set(curl, CURLOPT_XFERINFODATA, &bounds_);
  Set(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  Set(curl, CURLOPT_TIMEOUT, static_cast<long>(bounds_.silent_seconds));
  Set(curl, CURLOPT_NOSIGNAL, 1L);
  if (const CURLcode code = curl_easy_perform(curl); code != CURLE_OK) return Fail(WhyNotConnected(code));
  if (curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket_) != CURLE_OK || socket_ == CURL_SOCKET_BAD)
    return Broken("imap.problem.lost", refusal_);
  return Done{};
}

Problem Session::Talk::WhyNotConnected(CURLcode code) const {
  const auto because = [&](const char* key) {
    return Problem{Kind::unavailable,
                   {key, {{"answer", refusal_.empty() ? std::string(curl_easy_strerror(code)) : refusal_}}}};
  };
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return because("imap.problem.unknown_host");
    case CURLE_COULDNT_CONNECT:
      return because(guard_.has_refused ? "imap.problem.private" : "imap.problem.no_answer");
    case CURLE_OPERATION_TIMEDOUT:
      return because("imap.problem.too_slow");
    case CURLE_PEER_FAILED_VERIFICATION:
      return because("imap.problem.certificate");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_USE_SSL_FAILED:
      return because("imap.problem.not_encrypted");
    case CURLE_LOGIN_DENIED:
      return because("imap.problem.sign_in");
    case CURLE_WEIRD_SERVER_REPLY:
      return because("imap.problem.not_imap");
    case CURLE_ABORTED_BY_CALLBACK:
      return because("imap.problem.stopped");
    default:
      return because("imap.problem.lost");
  }
}

Result<Done> Session::Talk::Wait(short events) {
  for (int second = 0; second < bounds_.silent_seconds; ++second) {
    if (bounds_.should_stop && bounds_.should_stop())
      return Broken("imap.problem.stopped", curl_easy_strerror(CURLE_ABORTED_BY_CALLBACK));
    pollfd one{.fd = socket_, .events = events, .revents = 0};
    if (::poll(&one, 1, 1'000) > 0) return Done{};
  }
  return Broken("imap.problem.too_slow", curl_easy_strerror(CURLE_OPERATION_TIMEDOUT));
}

Result<Done> Session::Talk::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t sent = 0;
    const CURLcode code = curl_easy_send(handle_.get(), bytes.data(), bytes.size(), &sent);
    if (code == CURLE_AGAIN) {
      if (auto ready = Wait(POLLOUT); !ready) return ready;
    } else if (code != CURLE_OK) {
      return Broken("imap.problem.lost", curl_easy_strerror(code));
    }
    bytes.remove_prefix(sent);
  }
  return Done{};
}

Result<Answer> Session::Talk::Hear() {
  std::vector<char> piece(kPiece);
  while (true) {
    if (auto answer = reader_.Next()) return std::move(*answer);
    if (reader_.is_broken())
      return Broken("imap.problem.not_imap", curl_easy_strerror(CURLE_WEIRD_SERVER_REPLY));
    std::size_t length = 0;
    const CURLcode code = curl_easy_recv(handle_.get(), piece.data(), piece.size(), &length);
    if (code == CURLE_AGAIN) {
      if (auto ready = Wait(POLLIN); !ready) return Fail(std::move(ready.error()));
    } else if (code != CURLE_OK || length == 0) {
      return Broken("imap.problem.lost", curl_easy_strerror(code == CURLE_OK ? CURLE_RECV_ERROR : code));
    } else {
      reader_.Add({piece.data(), length});
    }
  }
}

Result<Done> Session::Talk::Ask(const std::string& command, const std::function<bool(const Answer&)>& take) {
  const std::string tag = 'B' + std::to_string(++commands_);
  if (auto sent = Send(tag + ' ' + command + "\r\n"); !sent) return sent;
  while (true) {
    const auto answer = Hear();
    if (!answer) return Fail(answer.error());
    const bool is_end = answer->tag == tag;
    if (is_end && answer->name == "OK")
      return take(*answer) ? Result<Done>(Done{})
                           : Broken("imap.problem.stopped", curl_easy_strerror(CURLE_ABORTED_BY_CALLBACK));
    if (is_end)
      return Broken("imap.problem.refused", outward::ReadableAnswer(answer->name + ' ' + answer->text));
    if (answer->name == "BYE") return Broken("imap.problem.lost", outward::ReadableAnswer(answer->text));
    if (!take(*answer)) return Broken("imap.problem.stopped", curl_easy_strerror(CURLE_ABORTED_BY_CALLBACK));
  }
}

Result<std::vector<Answer>> Session::Talk::Collect(const std::string& command) {
  std::vector<Answer> answers;
  const auto said = Ask(command, [&](const Answer& answer) { return answers.push_back(answer), true; });
  if (!said) return Fail(said.error());
  return answers;
}

void Session::Talk::Leave() {
  if (socket_ == CURL_SOCKET_BAD) return;
  const std::string_view bye = "B0 LOGOUT\r\n";
  std::size_t sent = 0;
  (void)curl_easy_send(handle_.get(), bye.data(), bye.size(), &sent);
}

}  // namespace baton::imap
