#include "traffic/note.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace baton::traffic {
namespace {

using format::mime::Header;

constexpr std::int64_t kEarliest = 631'152'000'000;  // 1990-01-01: no mail of a client is from before

// The first 63 bits of a BLAKE2b: never 0, and another for each organization.
std::int64_t HashOf(Id org_id, std::string_view text) {
  if (text.empty()) return 0;
  crypto_generichash_state state;
  std::array<unsigned char, 16> hash{};
  crypto_generichash_init(&state, nullptr, 0, hash.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&org_id.value),
                            sizeof(org_id.value));
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::uint64_t bits = 0;
  std::memcpy(&bits, hash.data(), sizeof(bits));
  return static_cast<std::int64_t>(bits >> 1) | 1;
}

// Addresses that nobody reads or writes by hand.
bool IsMachine(std::string_view email) {
  const std::string_view local = email.substr(0, email.find('@'));
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"noreply", "no-reply", "no_reply", "donotreply", "do-not-reply",
                                              "mailer-daemon", "postmaster", "notifications", "bounce"},
      [&](std::string_view name) { return local == name; });
}

// A mail without an id is known by who wrote it when to whom.
std::string IdOf(const Header& header) {
  if (!header.message_id.empty()) return header.message_id;
  std::string id = std::to_string(header.at->milliseconds) + ' ' + header.from->email;
  for (const auto& one : header.to) id += ' ' + one.email;
  return id;
}

}  // namespace

Noted NoteOf(Id org_id, const format::mime::ReadOne& one, Instant now) {
  if (!one) {
    if (one.error() == format::mime::Refusal::cut) return tl::unexpected(LeftOut::cut);
    const bool is_mail = one.error() != format::mime::Refusal::not_mail;
    return tl::unexpected(is_mail ? LeftOut::unreadable : LeftOut::not_mail);
  }
  const Header& header = *one;
  if (!header.at) return tl::unexpected(LeftOut::no_date);
  if (header.at->milliseconds < kEarliest || now + kMillisecondsPerDay < *header.at)
    return tl::unexpected(LeftOut::wrong_date);
  if (!header.from) return tl::unexpected(LeftOut::no_sender);
  if (header.is_automatic || IsMachine(header.from->email)) return tl::unexpected(LeftOut::automatic);
  if (header.is_list) return tl::unexpected(LeftOut::list);
  if (header.is_bulk) return tl::unexpected(LeftOut::bulk);
  if (header.recipients > kMostOthers) return tl::unexpected(LeftOut::crowd);
  const std::int64_t message = HashOf(org_id, IdOf(header));
  return Note{.message_hash = message,
              .thread_hash = header.thread.empty() ? message : HashOf(org_id, header.thread),
              .answers_hash = HashOf(org_id, header.in_reply_to),
              .at = *header.at,
              .others = std::max<std::int32_t>(1, static_cast<std::int32_t>(header.recipients)),
              .from = *header.from,
              .sender = header.sender == header.from->email ? std::string() : header.sender,
              .to = header.to};
}

}  // namespace baton::traffic
