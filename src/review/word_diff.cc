#include "review/word_diff.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace baton::review {
namespace {

enum class Sort { kWord, kSpace, kSign };

struct Character {
  Sort sort = Sort::kSign;
  bool joins = false;  // within a word: it's, on-site
  std::int32_t end = 0;
};

Character CharacterAt(std::string_view text, std::size_t at) {
  auto end = static_cast<std::int32_t>(at);
  UChar32 point = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), end, static_cast<std::int32_t>(text.size()),
          point);
  Character character{.end = end};
  if (point < 0) return character;
  if (u_isUWhiteSpace(point)) {
    character.sort = Sort::kSpace;
  } else if (u_isalnum(point) || u_charType(point) == U_NON_SPACING_MARK) {
    character.sort = Sort::kWord;
  }
  constexpr UChar32 kApostrophe = 0x2019;
  character.joins = point == '\'' || point == '-' || point == kApostrophe;
  return character;
}

// The middle of a shortest way from the start of both to the end of both: `x` tokens of the old ones and `y` of the new
// ones lie before it.
struct Middle {
  std::ptrdiff_t x = 0;
  std::ptrdiff_t y = 0;
  bool is_found = false;
};

class Differ {
 public:
  Differ(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after)
      : before_(before), after_(after), match_(before.size(), -1) {}

  std::vector<std::ptrdiff_t> Run() {
    Solve(0, std::ssize(before_), 0, std::ssize(after_));
    return std::move(match_);
  }

 private:
  // Half of the changes between which a middle is looked for; beyond it the texts count as different throughout.
  static constexpr std::ptrdiff_t kMostSteps = 1500;

  bool Same(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(y)];
  }
  void Pair(std::ptrdiff_t x, std::ptrdiff_t y) { match_[static_cast<std::size_t>(x)] = y; }

  // Tokens [x, x_end) against [y, y_end).
  void Solve(std::ptrdiff_t x, std::ptrdiff_t x_end, std::ptrdiff_t y, std::ptrdiff_t y_end) {
    while (x < x_end && y < y_end && Same(x, y)) Pair(x++, y++);
    while (x < x_end && y < y_end && Same(x_end - 1, y_end - 1)) Pair(--x_end, --y_end);
    if (x == x_end || y == y_end) return;
    const Middle middle = FindMiddle(x, x_end, y, y_end);
    if (!middle.is_found) return;
    Solve(x, middle.x, y, middle.y);
    Solve(middle.x, x_end, middle.y, y_end);
  }

  // Ways from both ends, a change longer each time, until they meet. forward_[k] is how far along the old tokens the
  // way on the diagonal k = x - y has come, backward_ the same from the end.
  Middle FindMiddle(std::ptrdiff_t x0, std::ptrdiff_t x1, std::ptrdiff_t y0, std::ptrdiff_t y1) {
    const std::ptrdiff_t n = x1 - x0;
    const std::ptrdiff_t m = y1 - y0;
    const std::ptrdiff_t delta = n - m;
    const std::ptrdiff_t most = std::min((n + m + 1) / 2, kMostSteps);
    const std::ptrdiff_t offset = most + 1;
    forward_.assign(static_cast<std::size_t>(2 * offset + 1), 0);
    backward_.assign(static_cast<std::size_t>(2 * offset + 1), 0);
    const auto at = [offset](std::vector<std::ptrdiff_t>& ways, std::ptrdiff_t k) -> std::ptrdiff_t& {
      return ways[static_cast<std::size_t>(k + offset)];
    };
    const bool is_odd = delta % 2 != 0;
    for (std::ptrdiff_t d = 0; d <= most; ++d) {
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        std::ptrdiff_t x = k == -d || (k != d && at(forward_, k - 1) < at(forward_, k + 1))
                               ? at(forward_, k + 1)
                               : at(forward_, k - 1) + 1;
        std::ptrdiff_t y = x - k;
        const bool is_inside = x <= n && y <= m && y >= 0;
        while (is_inside && x < n && y < m && Same(x0 + x, y0 + y)) ++x, ++y;
        at(forward_, k) = x;
        if (is_inside && is_odd && std::abs(k - delta) <= d - 1 && x + at(backward_, delta - k) >= n)
          return {x0 + x, y0 + y, true};
      }
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        std::ptrdiff_t x = k == -d || (k != d && at(backward_, k - 1) < at(backward_, k + 1))
                               ? at(backward_, k + 1)
                               : at(backward_, k - 1) + 1;
        std::ptrdiff_t y = x - k;
        const bool is_inside = x <= n && y <= m && y >= 0;
        while (is_inside && x < n && y < m && Same(x1 - 1 - x, y1 - 1 - y)) ++x, ++y;
        at(backward_, k) = x;
        if (is_inside && !is_odd && std::abs(k - delta) <= d && x + at(forward_, delta - k) >= n)
          return {x1 - x, y1 - y, true};
      }
    }
    return {};
  }

  const std::vector<std::string_view>& before_;
  const std::vector<std::string_view>& after_;
  std::vector<std::ptrdiff_t> match_;
  std::vector<std::ptrdiff_t> forward_;
  std::vector<std::ptrdiff_t> backward_;
};

void Put(std::vector<DiffPart>& parts, DiffKind kind, std::string_view text) {
  if (text.empty()) return;
  if (!parts.empty() && parts.back().kind == kind) {
    parts.back().text += text;
  } else {
    parts.push_back({kind, std::string(text)});
  }
}

// Gathers a run of changes and gives it out as one removal and one addition.
struct Change {
  std::string removed;
  std::string added;

  void Flush(std::vector<DiffPart>& parts) {
    Put(parts, DiffKind::removed, removed);
    Put(parts, DiffKind::added, added);
    removed.clear();
    added.clear();
  }
};

// What stayed between two changes and is shorter than either reads better as changed too: a sentence written anew keeps its
// "of" and "the" by chance. Line breaks stay.
std::vector<DiffPart> WithoutCrumbs(const std::vector<DiffPart>& parts) {
  const auto size_at = [&](std::size_t first, std::size_t end) {
    std::size_t size = 0;
    for (std::size_t i = first; i < end; ++i) {
      if (parts[i].kind != DiffKind::same) size = std::max(size, parts[i].text.size());
    }
    return size;
  };
  std::vector<DiffPart> clean;
  Change change;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const DiffPart& part = parts[i];
    if (part.kind == DiffKind::removed) change.removed += part.text;
    if (part.kind == DiffKind::added) change.added += part.text;
    if (part.kind != DiffKind::same) continue;
    const bool is_crumb = part.text.find('\n') == std::string::npos &&
                          part.text.size() <= size_at(i < 2 ? 0 : i - 2, i) &&
                          part.text.size() <= size_at(i + 1, std::min(parts.size(), i + 3));
    if (is_crumb) {
      change.removed += part.text;
      change.added += part.text;
    } else {
      change.Flush(clean);
      Put(clean, DiffKind::same, part.text);
    }
  }
  change.Flush(clean);
  return clean;
}

// Line breaks shape a letter: they are matched like words.
bool IsSpace(std::string_view token) {
  return CharacterAt(token, 0).sort == Sort::kSpace && token.find('\n') == std::string_view::npos;
}

// The tokens that can be seen, and where they stand among all.
struct Visible {
  explicit Visible(const std::vector<std::string_view>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (IsSpace(all[i])) continue;
      tokens.push_back(all[i]);
      places.push_back(i);
    }
  }
  std::vector<std::string_view> tokens;
  std::vector<std::size_t> places;
};

}  // namespace

std::vector<std::string_view> Tokens(std::string_view text) {
  std::vector<std::string_view> tokens;
  std::size_t at = 0;
  while (at < text.size()) {
    const Character first = CharacterAt(text, at);
    auto end = static_cast<std::size_t>(first.end);
    while (first.sort != Sort::kSign && end < text.size()) {
      const Character next = CharacterAt(text, end);
      auto after = static_cast<std::size_t>(next.end);
      const bool joins = first.sort == Sort::kWord && next.joins && after < text.size() &&
                         CharacterAt(text, after).sort == Sort::kWord;
      if (next.sort != first.sort && !joins) break;
      end = after;
    }
    tokens.push_back(text.substr(at, end - at));
    at = end;
  }
  return tokens;
}

bool IsWord(std::string_view token) { return !token.empty() && CharacterAt(token, 0).sort == Sort::kWord; }

std::vector<std::ptrdiff_t> MatchTokens(const std::vector<std::string_view>& before,
                                        const std::vector<std::string_view>& after) {
  // White space is alike everywhere, so words and signs are matched first, and white space beside them.
  const Visible old_words(before);
  const Visible new_words(after);
  const auto words = Differ(old_words.tokens, new_words.tokens).Run();
  std::vector<std::ptrdiff_t> match(before.size(), -1);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] >= 0)
      match[old_words.places[i]] =
          static_cast<std::ptrdiff_t>(new_words.places[static_cast<std::size_t>(words[i])]);
  }
  std::vector<bool> is_used(after.size());
  const auto take = [&](std::size_t i, std::ptrdiff_t place) {
    if (place < 0 || place >= std::ssize(after)) return false;
    const auto at = static_cast<std::size_t>(place);
    if (is_used[at] || after[at] != before[i]) return false;
    is_used[at] = true;
    match[i] = place;
    return true;
  };
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!IsSpace(before[i])) continue;
    const bool follows = i > 0 && match[i - 1] >= 0 && take(i, match[i - 1] + 1);
    if (!follows && i + 1 < before.size() && match[i + 1] >= 0) take(i, match[i + 1] - 1);
  }
  return match;
}

std::vector<DiffPart> DiffWords(std::string_view before, std::string_view after) {
  const auto old_tokens = Tokens(before);
  const auto new_tokens = Tokens(after);
  const auto match = MatchTokens(old_tokens, new_tokens);
  std::vector<DiffPart> parts;
  Change change;
  std::size_t next = 0;
  for (std::size_t i = 0; i < old_tokens.size(); ++i) {
    if (match[i] < 0) {
      change.removed += old_tokens[i];
      continue;
    }
    const auto to = static_cast<std::size_t>(match[i]);
    while (next < to) change.added += new_tokens[next++];
    change.Flush(parts);
    Put(parts, DiffKind::same, old_tokens[i]);
    next = to + 1;
  }
  while (next < new_tokens.size()) change.added += new_tokens[next++];
  change.Flush(parts);
  return WithoutCrumbs(parts);
}

}  // namespace baton::review
