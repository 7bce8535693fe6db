// The content lines of vCards (RFC 2425 and what came before): folded lines put together, quoted-printable ones over their soft
// breaks, and cut into name, parameters and value. What nobody asks for, a photo above all, is passed over without being held.
//
//   CardLines lines(FileSource("contacts.vcf"), [](std::string_view name) { return name == "FN"; });
//   while (auto line = lines.Next(); line && *line) Use((*line)->name, (*line)->value);
//
// Bytes that are UTF-16 or UTF-32 by their mark are read as such. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "format/csv/encoding.h"
#include "format/csv/source.h"

namespace baton::format::vcard {

inline constexpr std::size_t kMostLineBytes =
    64 * 1024;  // of what is wanted; the rest of a longer one is dropped

struct CardLine {
  std::int64_t number = 0;                                      // of the file, from 1, where it starts
  std::string name;                                             // upper case, without its group
  std::vector<std::pair<std::string, std::string>> parameters;  // upper-case names; a bare one has no value
  std::string value;                                            // as bytes: neither decoded nor unescaped

  // Of the first parameter of that name.
  std::optional<std::string_view> Find(std::string_view parameter) const;
  // Whether it is one of its types, however written: TYPE=work,pref and TYPE=WORK and a bare WORK.
  bool HasType(std::string_view type) const;
  bool IsQuotedPrintable() const;
};

class CardLines {
 public:
  using IsWanted = std::function<bool(std::string_view name)>;

  CardLines(ByteSource source, IsWanted is_wanted);

  // Of lines that nobody wants, those of a name come without a value. Nothing at the end.
  Result<std::optional<CardLine>> Next();
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  struct Physical {
    std::int64_t number = 0;
    std::string text;  // without its end
  };

  Result<Done> Start();
  Result<Done> Pull();
  Result<bool> Look();  // fills next_; false at the end
  void Join(CardLine* line, std::string_view text) const;

  ByteSource source_;
  IsWanted is_wanted_;
  std::optional<Decoder> decoder_;  // none: the bytes as they are
  std::string buffer_;
  std::size_t begin_ = 0;
  std::optional<Physical> next_;
  bool is_started_ = false;
  bool has_ended_ = false;
  std::int64_t number_ = 0;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace baton::format::vcard
