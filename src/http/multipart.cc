#include "http/multipart.h"

#include "base/text.h"
#include "http/header_text.h"

namespace baton::http {

MultipartReader::MultipartReader(std::string_view boundary, MultipartSink& sink)
    : delimiter_("\r\n--" + std::string(boundary)), sink_(sink), buffer_("\r\n") {
  // The first boundary may stand at the very beginning: as if a line ended before it.
  if (boundary.empty() || boundary.size() > 200) state_ = State::kFailed;
}

bool MultipartReader::Failed() {
  state_ = State::kFailed;
  return false;
}

bool MultipartReader::Feed(std::string_view bytes) {
  if (state_ == State::kFailed) return false;
  if (state_ == State::kEnd) return true;  // the epilogue means nothing
  buffer_.append(bytes);
  while (Step()) {
  }
  return state_ != State::kFailed;
}

bool MultipartReader::Step() {
  switch (state_) {
    case State::kPreamble:
    case State::kData: {
      const auto at = buffer_.find(delimiter_);
      const bool is_found = at != std::string::npos;
      // What may be the beginning of a boundary stays.
      const std::size_t kept = delimiter_.size() - 1;
      const std::size_t safe = is_found ? at : buffer_.size() > kept ? buffer_.size() - kept : 0;
      if (state_ == State::kData && safe > 0 && !sink_.Data(std::string_view(buffer_).substr(0, safe))) {
        return Failed();
      }
      buffer_.erase(0, is_found ? at + delimiter_.size() : safe);
      if (!is_found) return false;
      if (state_ == State::kData && !sink_.End()) return Failed();
      state_ = State::kAfterBoundary;
      return true;
    }
    case State::kAfterBoundary: {
      if (buffer_.size() < 2) return false;
      if (buffer_.starts_with("--")) {
        state_ = State::kEnd;
        return false;
      }
      const auto end = buffer_.find("\r\n");
      if (end == std::string::npos) return buffer_.size() > kMaxHead + 2 ? Failed() : false;
      if (end > kMaxHead || !Trim(std::string_view(buffer_).substr(0, end)).empty()) return Failed();
      // The line break stays: a part without a head begins with the empty line.
      buffer_.erase(0, end);
      state_ = State::kHead;
      return true;
    }
    case State::kHead:
      return ReadHead();
    case State::kEnd:
    case State::kFailed:
      return false;
  }
  return false;
}

bool MultipartReader::ReadHead() {
  const auto end = buffer_.find("\r\n\r\n");
  if (end == std::string::npos) return buffer_.size() > kMaxHead + 4 ? Failed() : false;
  if (end > kMaxHead) return Failed();
  PartHead head;
  const std::string text = buffer_.substr(0, end);
  buffer_.erase(0, end + 4);
  for (const std::string_view raw : Split(text, '\n')) {
    const std::string_view line = Trim(raw);
    const auto colon = line.find(':');
    if (line.empty()) continue;
    if (colon == std::string_view::npos) return Failed();
    const std::string_view value = Trim(line.substr(colon + 1));
    if (EqualsIgnoringCase(line.substr(0, colon), "Content-Disposition")) {
      head.name = ParameterOf(value, "name").value_or("");
      if (auto name = ParameterOf(value, "filename")) {
        head.is_file = true;
        head.file_name = name->substr(name->find_last_of("/\\") + 1);
      }
    } else if (EqualsIgnoringCase(line.substr(0, colon), "Content-Type")) {
      head.content_type = value;
    }
  }
  auto name = CleanText(head.name);
  auto file_name = CleanText(head.file_name);
  if (!name || !file_name) return Failed();
  head.name = std::move(*name);
  head.file_name = std::move(*file_name);
  if (!sink_.Begin(head)) return Failed();
  state_ = State::kData;
  return true;
}

}  // namespace baton::http
