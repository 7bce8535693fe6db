#include "client/client_rules.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace baton::client {
namespace {

// Forms send CR LF; one line break is one character.
std::string WithPlainBreaks(std::string_view text) {
  std::string plain(Trim(text));
  std::erase(plain, '\r');
  return plain;
}

bool IsPhone(std::string_view phone) {
  return phone.empty() || std::ranges::all_of(phone, [](char c) {
           return (c >= '0' && c <= '9') || std::string_view(" +()-./").find(c) != std::string_view::npos;
         });
}

// Is it a data URL of a picture, whose bytes begin as pictures of its type do?
bool IsPicture(std::string_view url) {
  using namespace std::string_view_literals;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kTypes = {{
      {"data:image/jpeg;base64,", "\xff\xd8\xff"sv},
      {"data:image/png;base64,", "\x89PNG\r\n\x1a\n"sv},
      {"data:image/webp;base64,", "RIFF"sv},
  }};
  for (const auto& [prefix, magic] : kTypes) {
    if (!url.starts_with(prefix)) continue;
    const std::string_view encoded = url.substr(prefix.size());
    std::string bytes(encoded.size() / 4 * 3 + 3, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    const int failed =
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), encoded.data(),
                          encoded.size(), nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL);
    bytes.resize(length);
    return failed == 0 && end == encoded.data() + encoded.size() && length <= kMostPictureBytes &&
           bytes.starts_with(magic);
  }
  return false;
}

}  // namespace

ReadAnswer Read(const AnswerForm& form) {
  ReadAnswer read{.kind = form.answer, .text = {}, .wanted_person_id = {}};
  if (form.answer == AnswerKind::accept) return read;  // its form has no other fields
  read.text = WithPlainBreaks(form.text.value_or(""));
  if (form.answer != AnswerKind::other || form.person.value_or("").empty()) return read;
  read.wanted_person_id = ParseId(*form.person);
  read.has_strange_person = !read.wanted_person_id;
  return read;
}

std::optional<Message> FaultOf(const ReadAnswer& answer, std::span<const Id> candidates) {
  if (CountCharacters(answer.text) > kMostCharacters) {
    return Message{"client.page.fault_long", {{"limit", static_cast<std::int64_t>(kMostCharacters)}}};
  }
  if (answer.kind == AnswerKind::question && answer.text.empty()) return Message{"client.page.fault_empty"};
  const bool is_unknown = answer.has_strange_person ||
                          (answer.wanted_person_id &&
                           std::ranges::find(candidates, *answer.wanted_person_id) == candidates.end());
  if (is_unknown) return Message{"client.page.fault_person"};
  return std::nullopt;
}

bool IsSame(const ReadAnswer& answer, const SaidAnswer& last) {
  return answer.kind == last.kind && answer.text == last.text &&
         answer.wanted_person_id == last.wanted_person_id;
}

std::vector<FieldFault> FaultsOf(const CardInput& input) {
  std::vector<FieldFault> faults;
  if (CountCharacters(input.phone) > kMostPhoneCharacters || !IsPhone(input.phone)) {
    faults.push_back(
        {"phone", {"problem.client.phone", {{"limit", static_cast<std::int64_t>(kMostPhoneCharacters)}}}});
  }
  if (!input.picture.empty() && !IsPicture(input.picture)) {
    faults.push_back(
        {"picture",
         {"problem.client.picture", {{"limit", static_cast<std::int64_t>(kMostPictureBytes >> 10)}}}});
  }
  return faults;
}

}  // namespace baton::client
