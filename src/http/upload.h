// Files on their way in: a raw body or a multipart form, written to a folder of its own as it comes.
//
//   UploadWriter writer(folder, request);
//   while (...) if (!writer.Feed(bytes)) break;
//   Result<Done> ended = writer.Finish();
//
// Not thread-safe. What was written is deleted with the writer.
#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "http/multipart.h"
#include "http/request.h"

namespace baton::http {

class UploadWriter final : private MultipartSink {
 public:
  UploadWriter(std::string folder, const RequestInfo& request);
  ~UploadWriter() override;
  UploadWriter(const UploadWriter&) = delete;
  UploadWriter& operator=(const UploadWriter&) = delete;

  // False when nothing more is wanted; Finish says why. Throws std::runtime_error when the disk is full.
  bool Feed(std::string_view bytes);
  Result<Done> Finish();

  const std::vector<Upload>& uploads() const { return uploads_; }
  const std::vector<std::pair<std::string, std::string>>& form() const { return form_; }

 private:
  bool Begin(const PartHead& head) override;
  bool Data(std::string_view bytes) override;
  bool End() override;
  void Open(Upload upload);

  static constexpr std::size_t kMaxParts = 100;
  static constexpr std::size_t kMaxField = 100'000;

  const std::string folder_;
  std::optional<MultipartReader> reader_;  // none: the body is the file
  std::optional<Problem> problem_;
  std::vector<Upload> uploads_;
  std::vector<std::pair<std::string, std::string>> form_;
  std::ofstream file_;
  bool is_in_file_ = false;
};

// Deletes the regular files that a stopped server left. Makes the folder when it is missing.
void EmptyUploads(const std::string& folder);

}  // namespace baton::http
