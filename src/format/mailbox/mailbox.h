// Mailboxes as files: an mbox, a Maildir or any folder of mails, a zip of these, a single mail. Each mail's header is handed over,
// one after the other; what is held does not grow with the mailbox, and bodies are passed over unread.
//
//   const Result<Done> read = ReadMailbox("/tmp/sent.mbox", [&](ReadOne one) { ...; return true; });
//
//   MboxReader reader(take);                    // the same from bytes as they come
//   while (...) if (!reader.Feed(bytes)) break;
//   reader.End();
//
// A mail of an mbox begins with "From ", an hour and a year on a line behind an empty one; a body that says "From here on" does not.
// ReadMailbox fails where a file is none of these: problem.mailbox.*. Of a zip that would be too large unpacked its first part is
// read, and that there is more is handed over as Refusal::cut. Thread-safe; a reader is not.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/problem.h"
#include "format/mime/header.h"

namespace baton::format::mailbox {

using mime::ReadOne;
using mime::Refusal;

// Takes what a reader finds; false: no more is wanted.
using Take = std::function<bool(ReadOne one)>;

class MboxReader {
 public:
  explicit MboxReader(Take take) : take_(std::move(take)) {}

  // False when no more is wanted.
  bool Feed(std::string_view bytes);
  // The last mail ends. False: as above.
  bool End();
  // Bytes that are held between two calls: of one header at most.
  std::size_t held() const { return line_.capacity() + header_.capacity(); }

 private:
  void TakeLine(std::string_view line);
  void EndHeader();

  Take take_;
  std::string line_;         // begun, not yet ended
  std::string header_;       // of the mail being read
  bool is_in_mail_ = false;  // a first "From " was seen
  bool is_in_header_ = false;
  bool is_too_large_ = false;
  bool is_after_empty_ = true;  // so is the beginning
  bool is_wanted_ = true;
};

// What a file looks like from its name and its first bytes; none: no mail.
enum class Shape { mbox, mail, zip, folder };
std::optional<Shape> ShapeOf(const std::string& path);
// Whether it is mail; of a zip, whether there is some among its first files. A folder is taken for one.
bool IsMailbox(const std::string& path);

// `told` is called now and then with the bytes that were read, for progress.
using Told = std::function<void(std::int64_t bytes)>;
inline constexpr std::int64_t kMostUnpacked = std::int64_t{20} << 30;  // of a zip
Result<Done> ReadMailbox(const std::string& path, const Take& take, const Told& told = {},
                         std::int64_t most_unpacked = kMostUnpacked);

}  // namespace baton::format::mailbox
