#include "archive/zip_writer.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/check.h"

namespace baton::archive {
namespace {

constexpr std::uint64_t kVersion = 45;  // Zip64
constexpr std::uint64_t kUtf8Names = 1U << 11;
constexpr std::uint64_t kDeflated = 8;
constexpr std::uint64_t kDosDay = (1U << 5) | 1;  // 1980-01-01: the same rows give the same file
constexpr std::uint64_t kInExtra = 0xFFFFFFFF;    // the number is in the Zip64 field

// Little-endian, `bytes` of them.
void Append(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

}  // namespace

ZipWriter::ZipWriter(const std::string& path) : out_(path, std::ios::binary | std::ios::trunc) {
  if (!out_) throw std::runtime_error("cannot write " + path);
  // Negative window bits: a raw stream, as .zip has it.
  Check(deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK,
        "zlib starts");
}

ZipWriter::~ZipWriter() { deflateEnd(&stream_); }

// The local header before a member, or its entry in the directory at the end (APPNOTE 4.3.7, 4.3.12, 4.5.3).
std::string ZipWriter::HeaderOf(const Member& member, bool is_central) const {
  std::string header;
  Append(header, is_central ? 0x02014b50 : 0x04034b50, 4);
  if (is_central) Append(header, kVersion, 2);
  Append(header, kVersion, 2);
  Append(header, kUtf8Names, 2);
  Append(header, kDeflated, 2);
  Append(header, 0, 2);
  Append(header, kDosDay, 2);
  Append(header, member.crc, 4);
  Append(header, kInExtra, 4);
  Append(header, kInExtra, 4);
  Append(header, member.name.size(), 2);
  Append(header, is_central ? 28 : 20, 2);
  if (is_central) {
    Append(header, 0, 6);  // comment, disk, attributes
    Append(header, 0, 4);
    Append(header, kInExtra, 4);
  }
  header += member.name;
  Append(header, 1, 2);
  Append(header, is_central ? 24 : 16, 2);
  Append(header, member.unpacked, 8);
  Append(header, member.packed, 8);
  if (is_central) Append(header, member.offset, 8);
  return header;
}

void ZipWriter::Put(std::string_view bytes) {
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out_) throw std::runtime_error("cannot write the archive: is the disk full?");
  offset_ += bytes.size();
}

void ZipWriter::Begin(std::string_view name) {
  EndMember();
  members_.push_back({.name = std::string(name), .offset = offset_});
  Put(HeaderOf(members_.back(), false));  // its numbers follow in EndMember
  deflateReset(&stream_);
  is_open_ = true;
}

void ZipWriter::Deflate(std::string_view bytes, int flush) {
  std::array<unsigned char, 65'536> packed;
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream_.avail_in = static_cast<uInt>(bytes.size());
  do {
    stream_.next_out = packed.data();
    stream_.avail_out = static_cast<uInt>(packed.size());
    Check(deflate(&stream_, flush) != Z_STREAM_ERROR, "zlib goes on");
    const std::size_t made = packed.size() - stream_.avail_out;
    Put({reinterpret_cast<const char*>(packed.data()), made});
    members_.back().packed += made;
  } while (stream_.avail_out == 0);
}

void ZipWriter::Write(std::string_view bytes) {
  Check(is_open_, "a member has begun");
  constexpr std::size_t kPiece = 1U << 20;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kPiece))) {
    const std::string_view piece = bytes.substr(0, kPiece);
    Member& member = members_.back();
    member.unpacked += piece.size();
    member.crc = static_cast<std::uint32_t>(
        crc32(member.crc, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size())));
    Deflate(piece, Z_NO_FLUSH);
  }
}

void ZipWriter::EndMember() {
  if (!is_open_) return;
  is_open_ = false;
  Deflate({}, Z_FINISH);
  const std::uint64_t end = offset_;
  out_.seekp(static_cast<std::streamoff>(members_.back().offset));
  Put(HeaderOf(members_.back(), false));
  out_.seekp(static_cast<std::streamoff>(end));
  offset_ = end;
}

void ZipWriter::Finish() {
  EndMember();
  const std::uint64_t start = offset_;
  for (const Member& member : members_) Put(HeaderOf(member, true));
  const std::uint64_t end = offset_;
  std::string tail;
  Append(tail, 0x06064b50, 4);  // the end of the directory in Zip64
  Append(tail, 44, 8);
  Append(tail, kVersion, 2);
  Append(tail, kVersion, 2);
  Append(tail, 0, 8);
  Append(tail, members_.size(), 8);
  Append(tail, members_.size(), 8);
  Append(tail, end - start, 8);
  Append(tail, start, 8);
  Append(tail, 0x07064b50, 4);  // where that is
  Append(tail, 0, 4);
  Append(tail, end, 8);
  Append(tail, 1, 4);
  Append(tail, 0x06054b50, 4);  // the old end
  Append(tail, 0, 4);
  Append(tail, 0xFFFF, 2);
  Append(tail, 0xFFFF, 2);
  Append(tail, kInExtra, 4);
  Append(tail, kInExtra, 4);
  Append(tail, 0, 2);
  Put(tail);
  out_.close();
  if (!out_) throw std::runtime_error("cannot write the archive: is the disk full?");
}

}  // namespace baton::archive
