#include "http/upload.h"

#include <sodium.h>

#include <array>
#include <filesystem>
#include <stdexcept>

#include "base/text.h"
#include "base/too_large.h"
#include "http/header_text.h"

namespace baton::http {
namespace {

std::string RandomName() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, bytes.size() * 2 + 1> text{};
  return sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
}

}  // namespace

UploadWriter::UploadWriter(std::string folder, const RequestInfo& request) : folder_(std::move(folder)) {
  const std::string_view type = request.header("Content-Type").value_or("");
  if (MediaType(type) == "multipart/form-data") {
    reader_.emplace(ParameterOf(type, "boundary").value_or(""), static_cast<MultipartSink&>(*this));
    return;
  }
  std::string name = request.query("name").value_or("");
  name = name.substr(name.find_last_of("/\\") + 1);
  Open(Upload{
      .field = "", .file_name = CleanText(name).value_or(""), .content_type = MediaType(type), .path = ""});
}

UploadWriter::~UploadWriter() {
  file_.close();
  std::error_code ignored;
  for (const auto& upload : uploads_) std::filesystem::remove(upload.path, ignored);
}

void UploadWriter::Open(Upload upload) {
  upload.path = folder_ + '/' + RandomName();
  file_ = std::ofstream(upload.path, std::ios::binary | std::ios::trunc);
  if (!file_) throw std::runtime_error("cannot write to the folder for uploads");
  uploads_.push_back(std::move(upload));
  is_in_file_ = true;
}

bool UploadWriter::Feed(std::string_view bytes) {
  if (problem_) return false;
  if (!reader_) return Data(bytes);
  if (!reader_->Feed(bytes) && !problem_)
    problem_ = Problem{Kind::malformed, {"problem.multipart.malformed"}};
  return !problem_;
}

Result<Done> UploadWriter::Finish() {
  if (!problem_ && reader_ && !reader_->IsComplete()) {
    problem_ = Problem{Kind::malformed, {"problem.multipart.malformed"}};
  }
  if (problem_) return Fail(*problem_);
  if (!reader_ && !End()) return Fail(*problem_);
  return Done{};
}

bool UploadWriter::Begin(const PartHead& head) {
  if (uploads_.size() + form_.size() >= kMaxParts) {
    problem_ = Problem{Kind::too_large,
                       {"problem.multipart.too_many", {{"limit", static_cast<std::int64_t>(kMaxParts)}}}};
    return false;
  }
  if (head.is_file) {
    Open(Upload{.field = head.name,
                .file_name = head.file_name,
                .content_type = MediaType(head.content_type),
                .path = ""});
  } else {
    form_.emplace_back(head.name, "");
    is_in_file_ = false;
  }
  return true;
}

bool UploadWriter::Data(std::string_view bytes) {
  if (is_in_file_) {
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file_) throw std::runtime_error("cannot write an upload: is the disk full?");
    uploads_.back().bytes += static_cast<std::int64_t>(bytes.size());
    return true;
  }
  std::string& field = form_.back().second;
  field.append(bytes);
  if (field.size() <= kMaxField) return true;
  problem_ = TooLarge("problem.too_large", kMaxField);
  return false;
}

bool UploadWriter::End() {
  if (is_in_file_) {
    file_.close();
    if (file_.fail()) throw std::runtime_error("cannot write an upload: is the disk full?");
    return true;
  }
  auto clean = CleanText(form_.back().second);
  if (clean) {
    form_.back().second = std::move(*clean);
    return true;
  }
  problem_ = Problem{
      Kind::invalid, {"problem.invalid"}, {FieldFault{form_.back().first, {"problem.field.not_clean"}}}};
  return false;
}

void EmptyUploads(const std::string& folder) {
  std::filesystem::create_directories(folder);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) std::filesystem::remove(entry.path());
  }
}

}  // namespace baton::http
