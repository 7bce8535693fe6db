// An IMAP server that is read from and never written to: folders are opened with EXAMINE and fetched with PEEK, so nothing
// changes there, not even what is "seen". libcurl connects, encrypts and signs in; what is said then is ours, since libcurl
// hands out only parts of what FETCH answers.
//
//   auto session = Session::Connect({.host = "imap.example.org", .user_name = "jim"}, password, {.hosts = hosts});
//   const auto opened = (*session)->Open("INBOX");
//   const auto uids = (*session)->UidsIn(7, opened->next_uid);
//   (*session)->Headers(*uids, {"FROM", "TO"}, [](std::int64_t uid, std::string_view header) { return true; });
//
// Failures are Kind::unavailable with a key "imap.problem.*" and, as `answer`, what the server or libcurl said. A session that
// failed is not used again. Each call blocks, at most kSilentSeconds without a byte: call it from a job, on one thread.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/problem.h"
#include "imap/wire.h"
#include "outward/address.h"

namespace baton::imap {

enum class Security {
  tls,       // from the first byte, usually port 993
  starttls,  // asked for and insisted on, usually port 143
  none,      // on this machine only
};
BOOST_DESCRIBE_ENUM(Security, tls, starttls, none)

struct Server {
  std::string host;
  std::int32_t port = 993;
  Security security = Security::tls;
  std::string user_name;
};

// What is wrong with it as somebody entered it: the name, the port, that it is not encrypted, nobody to sign in as.
std::vector<FieldFault> FaultsOf(const Server& server, outward::Hosts hosts);

struct Bounds {
  outward::Hosts hosts = outward::Hosts::public_only;
  int silent_seconds = 60;
  std::function<bool()> should_stop = {};  // asked about once a second
};

struct Folder {
  std::string name;      // as the server calls it
  std::string readable;  // as people do
  bool is_inbox = false;
  bool is_sent = false;  // by its mark (RFC 6154), or by a usual name where there are no marks
  // Mail that nobody wrote to anybody (yet), that somebody threw away, or that is in the other folders too.
  bool is_aside = false;

  bool operator==(const Folder&) const = default;
};
// Which folders these are, by what a server said of them. Those that cannot be opened are left out.
std::vector<Folder> FoldersOf(const std::vector<Answer>& answers);

// Mail is found again by its uid, as long as `uid_validity` stays (RFC 3501, 2.3.1.1).
struct OpenedFolder {
  std::int64_t uid_validity = 0;
  std::int64_t next_uid = 0;  // of the next mail to come
};

class Session {
 public:
  static Result<std::unique_ptr<Session>> Connect(const Server& server, const std::string& password,
                                                  const Bounds& bounds);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  Result<std::vector<Folder>> Folders();
  Result<OpenedFolder> Open(const std::string& folder);
  // What there is in [from, to) of the open folder, growing; of what came on `since` or later, where that is said.
  Result<std::vector<std::int64_t>> UidsIn(std::int64_t from, std::int64_t to, std::optional<Day> since = {});
  // These fields of these mails, as they stand in the header, and no more than kMaxHeader of each; `take` is given those that are
  // there, in the server's order. False ends it as imap.problem.stopped.
  static constexpr std::size_t kMaxHeader = 256 * 1024;
  static constexpr std::size_t kMostAtOnce = 500;
  Result<Done> Headers(std::span<const std::int64_t> uids, const std::vector<std::string>& fields,
                       const std::function<bool(std::int64_t uid, std::string_view header)>& take);
  // The first bytes of a whole mail; none of it where it is gone.
  Result<std::string> Fetch(std::int64_t uid, std::size_t limit);

 private:
  struct Talk;
  explicit Session(std::unique_ptr<Talk> talk);
  std::unique_ptr<Talk> talk_;
};

// Signing in again may succeed by itself: the server was away, or slow.
bool MayPass(const Problem& problem);
// What the server or libcurl said.
std::string AnswerOf(const Problem& problem);

}  // namespace baton::imap
