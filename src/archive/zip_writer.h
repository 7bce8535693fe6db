// Writes a .zip file piece by piece: memory is bounded whatever the size. Always Zip64, so that neither the file nor
// a member has a limit of 4 GiB.
//
//   ZipWriter zip(path);
//   zip.Begin("account.csv");
//   zip.Write(text);                 // as often as one likes
//   zip.Begin("contact.csv"); ...
//   zip.Finish();
//
// Throws std::runtime_error when the disk is full or the file cannot be made. Not thread-safe.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace baton::archive {

class ZipWriter {
 public:
  explicit ZipWriter(const std::string& path);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  // Ends the member before. REQUIRES: `name` is UTF-8, and new in this file.
  void Begin(std::string_view name);
  // REQUIRES: Begin.
  void Write(std::string_view bytes);
  void Finish();

 private:
  struct Member {
    std::string name;
    std::uint64_t offset = 0;
    std::uint64_t packed = 0;
    std::uint64_t unpacked = 0;
    std::uint32_t crc = 0;
  };

  std::string HeaderOf(const Member& member, bool is_central) const;
  void Deflate(std::string_view bytes, int flush);
  void EndMember();
  void Put(std::string_view bytes);

  std::ofstream out_;
  std::uint64_t offset_ = 0;
  std::vector<Member> members_;
  bool is_open_ = false;  // the last member
  z_stream stream_{};
};

}  // namespace baton::archive
