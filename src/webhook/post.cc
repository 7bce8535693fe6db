#include "webhook/post.h"

#include <algorithm>
#include <list>
#include <memory>

#include "base/check.h"
#include "base/text.h"
#include "outward/curl.h"

namespace baton::webhook {
namespace {

constexpr long kConnectSeconds = 10;
constexpr long kWholeSeconds = 20;
constexpr std::size_t kMaxRead = 2'048;
constexpr std::size_t kMaxAnswer = 200;
constexpr std::int64_t kLongestPause = 24 * 60 * kMillisecondsPerMinute;
constexpr int kWaitMillis = 250;

struct EndMulti {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
using outward::Set;
using Headers = std::unique_ptr<curl_slist, outward::EndList>;

void Add(Headers& headers, const std::string& line) {
  curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
  Check(longer != nullptr, "libcurl has memory");
  (void)headers.release();
  headers.reset(longer);
}

// One request under way. Stays where it is while libcurl has it.
struct Talk {
  Post post;
  std::unique_ptr<CURL, outward::EndHandle> handle;
  Headers headers;
  std::string heard;
  outward::Guard guard;
  std::optional<CURLcode> code;  // none: under way
};

// No exception may pass through libcurl. What is more than we read ends the transfer.
std::size_t TakeBytes(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
  auto& talk = *static_cast<Talk*>(user);
  try {
    const std::size_t room = kMaxRead - talk.heard.size();
    talk.heard.append(buffer, std::min(room, size * count));
    return size * count <= room ? size * count : 0;
  } catch (const std::exception&) {
    return 0;
  }
}

void Prepare(Talk& talk) {
  const Post& post = talk.post;
  talk.handle.reset(curl_easy_init());
  Check(talk.handle != nullptr, "libcurl has memory");
  Add(talk.headers, "Content-Type: application/json");
  Add(talk.headers, "Expect:");
  Add(talk.headers, "webhook-id: " + post.message_id);
  Add(talk.headers, "webhook-timestamp: " + std::to_string(post.seconds));
  std::string signatures;
  for (const std::string& one : post.signatures) signatures += (signatures.empty() ? "" : " ") + one;
  Add(talk.headers, "webhook-signature: " + signatures);
  CURL* curl = talk.handle.get();
  Set(curl, CURLOPT_URL, post.url.c_str());
  Set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  Set(curl, CURLOPT_PROXY, "");  // whatever the environment says
  Set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  Set(curl, CURLOPT_USERAGENT, "Baton");
  Set(curl, CURLOPT_HTTPHEADER, talk.headers.get());
  Set(curl, CURLOPT_POST, 1L);
  Set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
  Set(curl, CURLOPT_POSTFIELDS, post.body.c_str());  // not copied: the talk has it
  Set(curl, CURLOPT_WRITEFUNCTION, &TakeBytes);
  Set(curl, CURLOPT_WRITEDATA, &talk);
  outward::GuardAddresses(curl, talk.guard);
  Set(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  Set(curl, CURLOPT_TIMEOUT, kWholeSeconds);
  Set(curl, CURLOPT_NOSIGNAL, 1L);
  Set(curl, CURLOPT_PRIVATE, &talk);
}

// A receiver may say anything; what is kept can be stored and shown.
std::string Readable(std::string_view heard) {
  std::string text(Trim(heard).substr(0, kMaxAnswer));
  while (!text.empty() && !IsUtf8(text) && (static_cast<unsigned char>(text.back()) & 0x80) != 0) {
    text.pop_back();  // a character that was cut
  }
  const bool is_utf8 = IsUtf8(text);
  std::ranges::replace_if(
      text, [is_utf8](unsigned char c) { return c < 0x20 || c == 0x7f || (!is_utf8 && c > 0x7f); }, ' ');
  return text;
}

Outcome OutcomeOf(const Talk& talk) {
  CURL* curl = talk.handle.get();
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  Outcome outcome;
  // Whoever says more than we read has answered.
  if (talk.code == CURLE_OK || (talk.code == CURLE_WRITE_ERROR && status != 0)) {
    outcome.status = static_cast<std::int32_t>(status);
    outcome.answer = Readable(talk.heard);
    if (status >= 300 && status < 400) outcome.fault = Fault::redirected;
    if (status == 410) outcome.fault = Fault::gone;
    curl_off_t seconds = 0;
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
    if (seconds > 0) outcome.pause_at_least = std::min<std::int64_t>(seconds, kLongestPause / 1'000) * 1'000;
    return outcome;
  }
  // A name may lead to several addresses, of which one was refused and another answered.
  const bool is_private = talk.guard.has_refused && talk.code == CURLE_COULDNT_CONNECT;
  outcome.fault = is_private                              ? Fault::private_address
                  : talk.code == CURLE_OPERATION_TIMEDOUT ? Fault::too_slow
                                                          : Fault::no_answer;
  outcome.answer = is_private ? std::string() : curl_easy_strerror(*talk.code);
  return outcome;
}

}  // namespace

class Poster::Talks {
 public:
  explicit Talks(outward::Hosts hosts) : hosts_(hosts), multi_(curl_multi_init()) {
    Check(multi_ != nullptr, "libcurl has memory");
  }
  ~Talks() {
    for (const Talk& talk : talks_) curl_multi_remove_handle(multi_.get(), talk.handle.get());
  }
  Talks(const Talks&) = delete;
  Talks& operator=(const Talks&) = delete;

  void Start(Post post) {
    Talk& talk = talks_.emplace_back();
    talk.post = std::move(post);
    talk.guard.hosts = hosts_;
    Prepare(talk);
    Check(curl_multi_add_handle(multi_.get(), talk.handle.get()) == CURLM_OK, "libcurl takes a request");
  }

  std::size_t Count() const { return talks_.size(); }

  std::vector<std::pair<Id, Outcome>> Wait() {
    Go();
    auto ended = TakeEnded();
    if (!ended.empty() || talks_.empty()) return ended;
    curl_multi_poll(multi_.get(), nullptr, 0, kWaitMillis, nullptr);
    Go();
    return TakeEnded();
  }

 private:
  void Go() {
    int running = 0;
    Check(curl_multi_perform(multi_.get(), &running) == CURLM_OK, "libcurl goes on");
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      char* talk = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &talk);
      reinterpret_cast<Talk*>(talk)->code = message->data.result;
    }
  }

  std::vector<std::pair<Id, Outcome>> TakeEnded() {
    std::vector<std::pair<Id, Outcome>> ended;
    for (auto talk = talks_.begin(); talk != talks_.end();) {
      if (!talk->code) {
        ++talk;
        continue;
      }
      ended.emplace_back(talk->post.key, OutcomeOf(*talk));
      curl_multi_remove_handle(multi_.get(), talk->handle.get());
      talk = talks_.erase(talk);
    }
    return ended;
  }

  const outward::Hosts hosts_;
  const std::unique_ptr<CURLM, EndMulti> multi_;
  std::list<Talk> talks_;  // they stay where they are
};

Poster::Poster(outward::Hosts hosts) {
  outward::StartCurl();
  talks_ = std::make_unique<Talks>(hosts);
}
Poster::~Poster() = default;
void Poster::Start(Post post) { talks_->Start(std::move(post)); }
std::size_t Poster::Count() const { return talks_->Count(); }
std::vector<std::pair<Id, Outcome>> Poster::Wait() { return talks_->Wait(); }

}  // namespace baton::webhook
