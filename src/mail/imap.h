// Reads new mail from one folder of an IMAP server, with libcurl. What is read becomes "seen" there; nothing is moved or
// deleted. Each call blocks for a minute at most: use it from a job, on one thread.
//
//   ImapFolder folder(mailbox, password);
//   auto opened = folder.Open();
//   for (const std::int64_t uid : *folder.UidsIn(7, opened->next_uid)) auto bytes = folder.Fetch(uid, 256 * 1024);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/problem.h"
#include "mail/mailbox.h"
#include "outward/address.h"

namespace baton::mail {

// Mail is found again by its uid, as long as `uid_validity` stays (RFC 3501, 2.3.1.1).
struct OpenedFolder {
  std::int64_t uid_validity = 0;
  std::int64_t next_uid = 0;  // of the next mail to come
};

class ImapFolder {
 public:
  ImapFolder(const Mailbox& mailbox, const std::string& password, outward::Hosts hosts);
  ImapFolder(const ImapFolder&) = delete;
  ImapFolder& operator=(const ImapFolder&) = delete;
  ~ImapFolder();

  // The failures are Kind::unavailable, "problem.mailbox.failed" with `answer`: the server's words, libcurl's, or a
  // key "mailbox.answer.*".
  Result<OpenedFolder> Open();
  // What there is in [from, to), growing. REQUIRES: Open succeeded, and to - from is at most kMostUids: the answer is one
  // line, of which libcurl takes some 8 kB.
  static constexpr std::int64_t kMostUids = 500;
  Result<std::vector<std::int64_t>> UidsIn(std::int64_t from, std::int64_t to);
  // The first bytes of a mail; none of it where it is gone.
  Result<std::string> Fetch(std::int64_t uid, std::size_t limit);

 private:
  struct Talk;
  std::unique_ptr<Talk> talk_;
};

}  // namespace baton::mail
