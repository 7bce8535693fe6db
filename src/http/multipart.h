// multipart/form-data, piece by piece as it comes: the parts of a form, with files of any size.
//
//   class Parts final : public MultipartSink { ... };
//   MultipartReader reader(boundary, parts);
//   while (...) if (!reader.Feed(bytes)) return malformed;
//   if (!reader.IsComplete()) return malformed;
//
// Not thread-safe. Holds at most a part's head and a boundary of what it was fed.
#pragma once

#include <string>
#include <string_view>

namespace baton::http {

struct PartHead {
  std::string name;
  std::string file_name;  // the last part of a path
  bool is_file = false;   // a file_name was given
  std::string content_type;
};

class MultipartSink {
 public:
  virtual ~MultipartSink() = default;
  // False stops the reading.
  virtual bool Begin(const PartHead& head) = 0;
  virtual bool Data(std::string_view bytes) = 0;
  virtual bool End() = 0;
};

class MultipartReader {
 public:
  // `sink` outlives this.
  MultipartReader(std::string_view boundary, MultipartSink& sink);

  // False when it is malformed, or the sink stopped; nothing more is read then.
  bool Feed(std::string_view bytes);
  bool IsComplete() const { return state_ == State::kEnd; }

 private:
  enum class State { kPreamble, kAfterBoundary, kHead, kData, kEnd, kFailed };

  bool Step();  // false: it needs more bytes, or failed
  bool ReadHead();
  bool Failed();

  static constexpr std::size_t kMaxHead = 8192;

  const std::string delimiter_;  // "\r\n--boundary"
  MultipartSink& sink_;
  State state_ = State::kPreamble;
  std::string buffer_;
};

}  // namespace baton::http
