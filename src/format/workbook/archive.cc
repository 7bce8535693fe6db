#include "format/workbook/archive.h"

#include <algorithm>
#include <utility>

namespace baton::format {
namespace {

// "none" when it is not known which member is at fault.
tl::unexpected<Problem> Damaged(std::string_view name) {
  return Fail(Kind::malformed, "problem.workbook.damaged", {{"name", std::string(name)}});
}

tl::unexpected<Problem> Bomb(std::string_view name) {
  return Fail(Kind::too_large, "problem.workbook.unpacks_too_large", {{"name", std::string(name)}});
}

bool IsTooLarge(const ArchiveLimits& limits, std::uint64_t unpacked, std::uint64_t packed) {
  if (unpacked > limits.unpacked_bytes) return true;
  return unpacked > limits.ratio_free_bytes && unpacked / limits.ratio > packed;
}

}  // namespace

Result<std::shared_ptr<Archive>> Archive::Open(const std::filesystem::path& path, ArchiveLimits limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_file_create(path.c_str(), 0, -1, &error);
  zip_error_fini(&error);
  if (source == nullptr)
    return Fail(Kind::not_found, "problem.file.not_readable", {{"file", path.filename().string()}});
  return Start(source, nullptr, limits);
}

Result<std::shared_ptr<Archive>> Archive::FromMemory(std::shared_ptr<const std::string> bytes,
                                                     ArchiveLimits limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(bytes->data(), bytes->size(), 0, &error);
  zip_error_fini(&error);
  if (source == nullptr) return Damaged("none");
  return Start(source, std::move(bytes), limits);
}

Result<std::shared_ptr<Archive>> Archive::Start(zip_source_t* source,
                                                std::shared_ptr<const std::string> bytes,
                                                ArchiveLimits limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_t* const zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (zip == nullptr) {
    zip_source_free(source);
    return Damaged("none");
  }
  auto archive = std::make_shared<Archive>();
  archive->bytes_ = std::move(bytes);
  archive->zip_.reset(zip);
  archive->limits_ = limits;
  if (auto listed = archive->List(); !listed) return Fail(listed.error());
  return archive;
}

Result<Done> Archive::List() {
  const auto count = zip_get_num_entries(zip_.get(), 0);
  if (count < 0) return Damaged("none");
  if (static_cast<std::size_t>(count) > limits_.members) {
    return Fail(Kind::too_large, "problem.workbook.too_many_members",
                {{"limit", static_cast<std::int64_t>(limits_.members)}});
  }
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    const char* const name = zip_get_name(zip_.get(), i, ZIP_FL_ENC_GUESS);
    if (name == nullptr || zip_stat_index(zip_.get(), i, 0, &stat) != 0) return Damaged("none");
    members_.push_back({i, name, stat.size, stat.comp_size, stat.encryption_method != ZIP_EM_NONE});
  }
  return Done{};
}

std::optional<ArchiveMember> Archive::Find(std::string_view name) const {
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [name](const ArchiveMember& member) { return member.name == name; });
  if (found == members_.end()) return std::nullopt;
  return *found;
}

Result<ByteSource> Archive::Read(const ArchiveMember& member) {
  if (member.encrypted) return Fail(Kind::unsupported, "problem.workbook.encrypted");
  if (IsTooLarge(limits_, member.unpacked_bytes, member.packed_bytes)) return Bomb(member.name);
  std::shared_ptr<zip_file_t> file(zip_fopen_index(zip_.get(), member.index, 0), [](zip_file_t* open) {
    if (open != nullptr) zip_fclose(open);
  });
  if (!file) return Damaged(member.name);
  // `self` first, so that the member is closed before its archive.
  struct State {
    std::shared_ptr<Archive> self;
    std::shared_ptr<zip_file_t> file;
    ArchiveMember member;
    std::uint64_t unpacked = 0;
  };
  auto state = std::make_shared<State>(State{shared_from_this(), std::move(file), member});
  return ByteSource([state](std::span<char> into) -> Result<std::size_t> {
    const auto size = zip_fread(state->file.get(), into.data(), into.size());
    if (size < 0) return Damaged(state->member.name);
    state->unpacked += static_cast<std::uint64_t>(size);
    if (IsTooLarge(state->self->limits_, state->unpacked, state->member.packed_bytes))
      return Bomb(state->member.name);
    return static_cast<std::size_t>(size);
  });
}

Result<std::string> Archive::ReadWhole(const ArchiveMember& member, std::size_t most) {
  if (member.unpacked_bytes > most) return Bomb(member.name);
  auto source = Read(member);
  if (!source) return Fail(source.error());
  std::string bytes;
  std::string piece(std::size_t{64} << 10, '\0');
  while (true) {
    const auto size = (*source)(piece);
    if (!size) return Fail(size.error());
    if (*size == 0) return bytes;
    bytes.append(piece, 0, *size);
    if (bytes.size() > most) return Bomb(member.name);
  }
}

}  // namespace baton::format
