// A .zip file opened for reading, with bounds: nothing is unpacked to disk, and a member that grows beyond
// what any honest file does (a zip bomb) ends with a problem while it is read.
//
//   auto archive = Archive::Open("accounts.zip", {});
//   auto member = (*archive)->Find("accounts.csv");
//   auto source = (*archive)->Read(*member);        // a ByteSource; keeps the archive open by itself
//
// One archive and its sources are used by one thread at a time.
#pragma once

#include <zip.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "format/csv/source.h"

namespace baton::format {

struct ArchiveLimits {
  std::uint64_t unpacked_bytes = std::uint64_t{2} << 30;     // one member
  std::uint64_t ratio = 200;                                 // unpacked : packed ...
  std::uint64_t ratio_free_bytes = std::uint64_t{16} << 20;  // ... beyond this size
  std::size_t members = 10'000;
};

struct ArchiveMember {
  std::uint64_t index = 0;
  std::string name;                  // with its folders, UTF-8
  std::uint64_t unpacked_bytes = 0;  // as the archive says; reading holds it against the truth
  std::uint64_t packed_bytes = 0;
  bool encrypted = false;
};

class Archive : public std::enable_shared_from_this<Archive> {
 public:
  static Result<std::shared_ptr<Archive>> Open(const std::filesystem::path& path, ArchiveLimits limits);
  static Result<std::shared_ptr<Archive>> FromMemory(std::shared_ptr<const std::string> bytes,
                                                     ArchiveLimits limits);

  const std::vector<ArchiveMember>& members() const { return members_; }
  std::optional<ArchiveMember> Find(std::string_view name) const;

  Result<ByteSource> Read(const ArchiveMember& member);
  // All of a small member; a problem when it is larger than `most`.
  Result<std::string> ReadWhole(const ArchiveMember& member, std::size_t most);

 private:
  struct Close {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };

  static Result<std::shared_ptr<Archive>> Start(zip_source_t* source,
                                                std::shared_ptr<const std::string> bytes,
                                                ArchiveLimits limits);
  Result<Done> List();

  std::shared_ptr<const std::string> bytes_;  // what zip_ reads from, when it is memory
  std::unique_ptr<zip_t, Close> zip_;
  std::vector<ArchiveMember> members_;
  ArchiveLimits limits_;
};

}  // namespace baton::format
