#include "format/vcard/card.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"
#include "format/vcard/value.h"

namespace baton::format::vcard {
namespace {

constexpr std::array<std::string_view, 14> kWanted = {"BEGIN", "END", "VERSION", "FN",    "N",
                                                      "EMAIL", "TEL", "ORG",     "TITLE", "ROLE",
                                                      "LANG",  "TZ",  "KIND",    "AGENT"};
constexpr std::string_view kAppleKind = "X-ADDRESSBOOKSERVER-KIND";

bool IsWanted(std::string_view name) {
  return name == kAppleKind || std::ranges::find(kWanted, name) != kWanted.end();
}

// One address or number, and how soon it is taken.
struct Ranked {
  std::tuple<int, int> rank;
  std::string text;
};

// RFC 6350 ranks from 1 to 100; before it there was one mark.
std::tuple<int, int> RankOf(const CardLine& line) {
  constexpr int kNone = 101;
  int first = line.HasType("PREF") ? 1 : kNone;
  if (const auto pref = line.Find("PREF"); pref && !pref->empty()) {
    int number = 0;
    for (const char c : *pref)
      number = c >= '0' && c <= '9' && number <= kNone ? (number * 10) + (c - '0') : kNone;
    first = std::clamp(number, 1, kNone);
  }
  return {first, line.HasType("WORK") ? 0 : line.HasType("HOME") ? 2 : 1};
}

void AddRanked(std::vector<Ranked>* into, const CardLine& line, std::string text) {
  const bool is_there = std::ranges::any_of(*into, [&](const Ranked& one) { return one.text == text; });
  if (!text.empty() && !is_there && into->size() < kMostOfAKind)
    into->push_back({RankOf(line), std::move(text)});
}

std::vector<std::string> InOrder(std::vector<Ranked>& ranked) {
  std::ranges::stable_sort(ranked, {}, &Ranked::rank);
  std::vector<std::string> texts;
  for (Ranked& one : ranked) texts.push_back(std::move(one.text));
  return texts;
}

std::string WithoutPrefix(std::string text, std::string_view prefix) {
  const std::string folded = Fold(text.substr(0, prefix.size()));
  return folded == prefix ? text.substr(prefix.size()) : text;
}

std::string EmailOf(const CardLine& line) {
  std::string email = WithoutPrefix(TextOf(line), "mailto:");
  if (email.size() > 2 && email.front() == '<' && email.back() == '>')
    email = email.substr(1, email.size() - 2);
  std::erase(email, ' ');  // a fold that left one
  return email;
}

std::string PhoneOf(const CardLine& line) {
  for (const std::string_view type : {"FAX", "PAGER", "MODEM", "BBS", "VIDEO", "TEXTPHONE"}) {
    if (line.HasType(type)) return {};
  }
  std::string phone = WithoutPrefix(TextOf(line), "tel:");
  return phone.substr(0, phone.find(";ext="));
}

// A card that is being read.
struct Draft {
  Card card;
  std::vector<Ranked> emails;
  std::vector<Ranked> phones;
  std::string role;
  std::string additional;  // names in between
  bool is_list = false;

  void Take(const CardLine& line) {
    const auto fill = [](std::string& into, std::string text) {
      if (into.empty()) into = std::move(text);
    };
    if (line.name == "FN") fill(card.full_name, TextOf(line));
    if (line.name == "EMAIL") AddRanked(&emails, line, EmailOf(line));
    if (line.name == "TEL") AddRanked(&phones, line, PhoneOf(line));
    if (line.name == "ORG") fill(card.organization, TextsOf(line).front());
    if (line.name == "TITLE") fill(card.title, TextOf(line));
    if (line.name == "ROLE") fill(role, TextOf(line));
    if (line.name == "LANG") fill(card.language, TextOf(line));
    if (line.name == "TZ") fill(card.time_zone, TextOf(line));
    if (line.name == "KIND" || line.name == kAppleKind) is_list = Fold(TextOf(line)) == "group";
    if (line.name == "N" && card.last_name.empty() && card.first_name.empty()) {
      const auto parts = TextsOf(line);
      card.last_name = parts.front();
      if (parts.size() > 1) card.first_name = parts[1];
      if (parts.size() > 2) additional = parts[2];
    }
  }

  Card Finish() {
    card.emails = InOrder(emails);
    card.phones = InOrder(phones);
    if (card.title.empty()) card.title = std::move(role);
    if (card.full_name.empty()) {
      for (const std::string* part : {&card.first_name, &additional, &card.last_name}) {
        if (!part->empty()) card.full_name += (card.full_name.empty() ? "" : " ") + *part;
      }
    }
    // A card of a company has no other name.
    if (card.full_name.empty() && card.emails.empty()) card.full_name = card.organization;
    return std::move(card);
  }
};

bool IsCard(const CardLine& line) { return Fold(TextOf(line)) == "vcard"; }

}  // namespace

bool IsCards(std::string_view head) {
  std::string text;
  const EncodingGuess guess = GuessEncoding(head, false);
  Decoder decoder(guess.encoding);
  decoder.Append(head.substr(guess.mark_bytes), false, &text);
  const std::string_view start = Trim(text);
  constexpr std::string_view kBegin = "begin:vcard";
  return IsUtf8(start.substr(0, kBegin.size())) && Fold(start.substr(0, kBegin.size())) == kBegin;
}

CardReader::CardReader(ByteSource source) : lines_(std::move(source), IsWanted) {}

Result<std::optional<Card>> CardReader::Next() {
  std::optional<Draft> draft;
  const auto begin = [&](std::int64_t line) { draft.emplace().card.line = line; };
  if (begun_) begin(*begun_);
  begun_.reset();
  int inside = 0;  // cards inside of this one
  bool is_agent = false;
  while (true) {
    const auto next = lines_.Next();
    if (!next) return Fail(next.error());
    if (!*next) break;
    const CardLine& line = **next;
    const bool is_begin = line.name == "BEGIN" && IsCard(line);
    const bool is_end = line.name == "END" && IsCard(line);
    if (!draft) {
      if (is_begin) begin(line.number);
      continue;
    }
    if (is_begin && !is_agent && inside == 0) {
      if (!draft->is_list) {
        begun_ = line.number;  // the end of the one before is missing, its lines are not
        return std::optional(draft->Finish());
      }
      begin(line.number);
    } else if (is_begin) {
      ++inside;
      is_agent = false;
    } else if (is_end && inside > 0) {
      --inside;
    } else if (is_end) {
      if (!draft->is_list) return std::optional(draft->Finish());
      draft.reset();
    } else if (inside == 0) {
      is_agent = line.name == "AGENT" && Trim(line.value).empty();
      draft->Take(line);
    }
  }
  if (draft) return Fail(Kind::malformed, "problem.vcard.cut_off", {{"line", draft->card.line}});
  return std::optional<Card>();
}

}  // namespace baton::format::vcard
