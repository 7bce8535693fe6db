// Any bytes as what an IMAP server says: never a crash, the same answers in whatever pieces they come, and names that can be
// stored and shown.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/text.h"
#include "imap/session.h"
#include "imap/wire.h"

namespace {

std::vector<baton::imap::Answer> AnswersIn(std::string_view bytes, std::size_t piece) {
  baton::imap::AnswerReader reader;
  std::vector<baton::imap::Answer> answers;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.Add(bytes.substr(at, piece));
    while (auto answer = reader.Next()) answers.push_back(std::move(*answer));
  }
  return answers;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto answers = AnswersIn(bytes, size + 1);
  Check(AnswersIn(bytes, 3) == answers, "pieces change nothing");
  for (const imap::Folder& folder : imap::FoldersOf(answers)) {
    Check(IsUtf8(folder.name) && CleanText(folder.readable).has_value(), "a name can be stored");
  }
  return 0;
}
