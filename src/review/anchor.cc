#include "review/anchor.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "review/word_diff.h"

namespace baton::review {
namespace {

constexpr std::int32_t kContext = 40;  // characters
// Below these shares of its words a passage is another one.
constexpr std::size_t kFollowedPercent = 50;
constexpr std::size_t kFoundPercent = 66;
constexpr std::size_t kFewWords = 3;  // a passage this short is only found as it was

// Byte offsets of the characters, with the end.
std::vector<std::size_t> Offsets(std::string_view text) {
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) offsets.push_back(i);
  }
  offsets.push_back(text.size());
  return offsets;
}

// The number of the character that begins at a byte.
std::int32_t PlaceOf(const std::vector<std::size_t>& offsets, std::size_t byte) {
  return static_cast<std::int32_t>(std::ranges::lower_bound(offsets, byte) - offsets.begin());
}

std::string SliceAt(std::string_view text, const std::vector<std::size_t>& offsets, std::int32_t begin,
                    std::int32_t finish) {
  const auto last = static_cast<std::int32_t>(offsets.size()) - 1;
  const auto from = offsets[static_cast<std::size_t>(std::clamp(begin, 0, last))];
  const auto to = offsets[static_cast<std::size_t>(std::clamp(finish, 0, last))];
  return std::string(text.substr(from, to > from ? to - from : 0));
}

struct Token {
  std::string_view text;
  std::size_t begin = 0;  // byte
  std::size_t end() const { return begin + text.size(); }
};

std::vector<Token> Placed(std::string_view text) {
  std::vector<Token> placed;
  for (const std::string_view token : Tokens(text))
    placed.push_back({token, static_cast<std::size_t>(token.data() - text.data())});
  return placed;
}

std::size_t CommonPrefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}
std::size_t CommonSuffix(std::string_view a, std::string_view b) {
  std::size_t count = 0;
  while (count < a.size() && count < b.size() && a[a.size() - 1 - count] == b[b.size() - 1 - count]) ++count;
  return count;
}

std::optional<Range> FindExact(const Anchor& anchor, std::string_view text) {
  const auto offsets = Offsets(text);
  std::optional<Range> best;
  std::size_t best_likeness = 0;
  std::int32_t best_distance = 0;
  for (std::size_t at = text.find(anchor.quote); at != std::string_view::npos;
       at = text.find(anchor.quote, at + 1)) {
    const std::size_t likeness = CommonSuffix(text.substr(0, at), anchor.prefix) +
                                 CommonPrefix(text.substr(at + anchor.quote.size()), anchor.suffix);
    const Range range{PlaceOf(offsets, at), PlaceOf(offsets, at + anchor.quote.size())};
    const std::int32_t distance = std::abs(range.begin - anchor.begin);
    if (best && (likeness < best_likeness || (likeness == best_likeness && distance >= best_distance)))
      continue;
    best = range;
    best_likeness = likeness;
    best_distance = distance;
  }
  return best;
}

std::vector<Token> WordsOf(std::string_view text) {
  std::vector<Token> words;
  for (const Token& token : Placed(text)) {
    if (IsWord(token.text)) words.push_back(token);
  }
  return words;
}

// The window of words, as long as the passage, that holds the most of its words; counted while it slides.
std::optional<Range> FindAlike(const Anchor& anchor, std::string_view text) {
  std::unordered_map<std::string, int> wanted;
  const auto passage = WordsOf(anchor.quote);
  for (const Token& token : passage) ++wanted[Fold(token.text)];
  const auto words = WordsOf(text);
  const std::size_t size = std::min(passage.size(), words.size());
  if (passage.size() < kFewWords || size == 0) return std::nullopt;
  std::vector<std::string> folded;
  for (const Token& token : words) folded.push_back(Fold(token.text));
  std::size_t shared = 0;
  std::size_t best = 0;
  std::size_t best_start = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (const auto found = wanted.find(folded[i]); found != wanted.end() && found->second-- > 0) ++shared;
    if (i >= size) {
      if (const auto left = wanted.find(folded[i - size]); left != wanted.end() && left->second++ >= 0)
        --shared;
    }
    if (i + 1 >= size && shared > best) {
      best = shared;
      best_start = i + 1 - size;
    }
  }
  if (best * 100 < passage.size() * kFoundPercent) return std::nullopt;
  // Without words at the edges that are not the passage's.
  const auto is_of = [&](std::size_t i) { return wanted.contains(folded[i]); };
  std::size_t first = best_start;
  std::size_t last = best_start + size - 1;
  while (first < last && !is_of(first)) ++first;
  while (last > first && !is_of(last)) --last;
  const auto offsets = Offsets(text);
  return Range{PlaceOf(offsets, words[first].begin), PlaceOf(offsets, words[last].end())};
}

struct Followed {
  Range range;
  std::size_t percent = 0;  // of the words and signs of the passage
};

// From the first word that stayed to the last one.
std::optional<Followed> FollowTokens(const Revision& revision, const Range& range) {
  const auto& [before, after, match] = revision;
  const auto old_tokens = Placed(before);
  const auto new_tokens = Placed(after);
  const auto old_offsets = Offsets(before);
  const std::size_t from = old_offsets[static_cast<std::size_t>(range.begin)];
  const std::size_t to = old_offsets[static_cast<std::size_t>(range.finish)];
  std::size_t count = 0;
  std::size_t stayed = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < old_tokens.size(); ++i) {
    const Token& token = old_tokens[i];
    if (token.end() <= from || token.begin >= to || Trim(token.text).empty()) continue;
    ++count;
    if (match[i] < 0) continue;
    if (++stayed == 1) first = static_cast<std::size_t>(match[i]);
    last = static_cast<std::size_t>(match[i]);
  }
  if (stayed == 0) return std::nullopt;
  const auto offsets = Offsets(after);
  return Followed{{PlaceOf(offsets, new_tokens[first].begin), PlaceOf(offsets, new_tokens[last].end())},
                  stayed * 100 / count};
}

}  // namespace

std::string Slice(std::string_view text, const Range& range) {
  return SliceAt(text, Offsets(text), range.begin, range.finish);
}

bool IsWithin(std::string_view text, const Range& range) {
  return range.begin >= 0 && range.begin < range.finish &&
         range.finish <= static_cast<std::int32_t>(CountCharacters(text));
}

Anchor AnchorAt(std::string_view text, const Range& range) {
  const auto offsets = Offsets(text);
  return Anchor{.quote = SliceAt(text, offsets, range.begin, range.finish),
                .prefix = SliceAt(text, offsets, range.begin - kContext, range.begin),
                .suffix = SliceAt(text, offsets, range.finish, range.finish + kContext),
                .begin = range.begin,
                .finish = range.finish};
}

std::optional<Range> Follow(std::string_view before, const Range& range, std::string_view after) {
  const auto followed = FollowTokens({before, after}, range);
  if (!followed || followed->percent < kFollowedPercent) return std::nullopt;
  return followed->range;
}

std::optional<Range> Find(const Anchor& anchor, std::string_view text) {
  if (anchor.quote.empty()) return std::nullopt;
  if (auto exact = FindExact(anchor, text)) return exact;
  return FindAlike(anchor, text);
}

Revision::Revision(std::string_view old_text, std::string_view new_text)
    : before(old_text), after(new_text), match(MatchTokens(Tokens(before), Tokens(after))) {}

std::optional<Range> Reanchor(const Revision& revision, const std::optional<Range>& range,
                              const Anchor& anchor) {
  const std::string_view before = revision.before;
  const std::string_view after = revision.after;
  if (!range || !IsWithin(before, *range)) return Find(anchor, after);
  const auto followed = FollowTokens(revision, *range);
  if (followed && followed->percent == 100) return followed->range;
  // It may have moved as it was; a word or two may stand anywhere.
  const Anchor now = AnchorAt(before, *range);
  if (WordsOf(now.quote).size() >= kFewWords) {
    if (auto moved = FindExact(now, after)) return moved;
  }
  if (followed && followed->percent >= kFollowedPercent) return followed->range;
  if (auto alike = FindAlike(now, after)) return alike;
  return FindAlike(anchor, after);
}

}  // namespace baton::review
