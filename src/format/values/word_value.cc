#include "format/values/word_value.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/check.h"
#include "base/text.h"
#include "format/values/fault.h"

namespace baton::format {
namespace {

bool IsAlphanumeric(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

constexpr std::array<std::string_view, 10> kYes = {"true", "yes", "y",  "t",  "on",
                                                   "ja",   "oui", "si", "sí", "1"};
constexpr std::array<std::string_view, 8> kNo = {"false", "no", "n", "f", "off", "nein", "non", "0"};

std::string Lower(std::string_view text) {
  std::string lower(Trim(text));
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

// One character of A..Z 0..5 for each five: bit i says that the i-th is upper case.
char CaseCheck(std::string_view five) {
  unsigned bits = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    if (five[i] >= 'A' && five[i] <= 'Z') bits |= 1U << i;
  }
  return "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits];
}

bool IsDomain(std::string_view domain) {
  if (domain.size() > 253) return false;
  const std::vector<std::string_view> labels = Split(domain, '.');
  return labels.size() >= 2 && std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
           const bool letters = std::all_of(label.begin(), label.end(), [](char c) {
             return IsAlphanumeric(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80;
           });
           return !label.empty() && label.size() <= 63 && letters && label.front() != '-' &&
                  label.back() != '-';
         });
}

}  // namespace

bool IsBooleanWord(std::string_view text) {
  const std::string word = Lower(text);
  if (word == "1" || word == "0") return false;
  return std::find(kYes.begin(), kYes.end(), word) != kYes.end() ||
         std::find(kNo.begin(), kNo.end(), word) != kNo.end();
}

Result<bool> ParseBoolean(std::string_view text) {
  const std::string word = Lower(text);
  if (std::find(kYes.begin(), kYes.end(), word) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), word) != kNo.end()) return false;
  return FailValue("problem.value.not_yes_or_no", text);
}

bool IsEmail(std::string_view text) {
  text = Trim(text);
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
  const std::string_view local = text.substr(0, at);
  const bool plain = std::all_of(local.begin(), local.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7F &&
           std::string_view("()<>[]:;,\\\"").find(c) == std::string_view::npos;
  });
  return plain && local.front() != '.' && local.back() != '.' && IsDomain(text.substr(at + 1));
}

bool IsSalesforceId(std::string_view text) {
  text = Trim(text);
  if ((text.size() != 15 && text.size() != 18) || !std::all_of(text.begin(), text.end(), IsAlphanumeric))
    return false;
  const auto digits =
      std::count_if(text.begin(), text.begin() + 15, [](char c) { return c >= '0' && c <= '9'; });
  // A 15-character number or word is no id: ids have a few digits (the pod and a counter) beside letters.
  if (digits < 3 || digits == 15) return false;
  return text.size() == 15 || LongSalesforceId(text.substr(0, 15)) == text;
}

std::string LongSalesforceId(std::string_view text) {
  text = Trim(text);
  Check(text.size() == 15 || text.size() == 18, "a Salesforce id has 15 or 18 characters");
  std::string id(text.substr(0, 15));
  for (std::size_t start = 0; start < 15; start += 5) id += CaseCheck(text.substr(start, 5));
  return id;
}

}  // namespace baton::format
