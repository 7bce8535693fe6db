#include "traffic/judge.h"

#include <algorithm>

namespace baton::traffic {
namespace {

using format::mime::Mailbox;

bool IsOwn(const Parties& parties, const std::string& email) { return parties.own.contains(email); }

bool HasExcluded(const Note& note, const Parties& parties) {
  const auto is_excluded = [&](const std::string& email) {
    return !email.empty() && !IsOwn(parties, email) && IsExcluded(parties.excluded, email);
  };
  return is_excluded(note.from.email) || is_excluded(note.sender) ||
         std::ranges::any_of(note.to, [&](const Mailbox& one) { return is_excluded(one.email); });
}

bool IsContact(const Parties& parties, const Mailbox& one) { return parties.contacts.contains(one.email); }

void LookAtParty(const Mailbox& one, bool is_from_us, const Parties& parties, Judged& judged) {
  if (IsOurs(parties, one.email)) return;
  const auto found = parties.contacts.find(one.email);
  if (found == parties.contacts.end() || found->second.empty()) {
    judged.strangers.push_back(&one);
  } else if (found->second.size() > 1) {
    judged.shared.push_back(&one);
  } else if (std::ranges::find(judged.touches, found->second.front(), &Touched::contact_id) ==
             judged.touches.end()) {
    judged.touches.push_back({found->second.front(), is_from_us});
  }
}

}  // namespace

std::string_view DomainOf(std::string_view email) {
  const auto at = email.rfind('@');
  return at == std::string_view::npos ? std::string_view() : email.substr(at + 1);
}

bool IsExcluded(const std::unordered_set<std::string>& patterns, std::string_view email) {
  if (patterns.empty()) return false;
  if (patterns.contains(std::string(email))) return true;
  for (std::string_view domain = DomainOf(email); !domain.empty();) {
    if (patterns.contains(std::string(domain))) return true;
    const auto dot = domain.find('.');
    domain = dot == std::string_view::npos ? std::string_view() : domain.substr(dot + 1);
  }
  return false;
}

bool IsOurs(const Parties& parties, std::string_view email) {
  const std::string address(email);
  if (parties.own.contains(address) || parties.ours.contains(address)) return true;
  return !parties.contacts.contains(address) && parties.our_domains.contains(std::string(DomainOf(email)));
}

Judged Judge(const Note& note, const Parties& parties) {
  Judged judged;
  const auto leave_out = [&](LeftOut why) {
    judged.why = why;
    return judged;
  };
  if (note.at < parties.since) return leave_out(LeftOut::too_old);
  if (HasExcluded(note, parties)) return leave_out(LeftOut::excluded);
  const bool is_from_us = IsOwn(parties, note.from.email) || IsOwn(parties, note.sender);
  const bool is_to_us =
      std::ranges::any_of(note.to, [&](const Mailbox& one) { return IsOwn(parties, one.email); });
  if (!is_from_us && !is_to_us) return leave_out(LeftOut::not_yours);
  const bool is_internal =
      IsOurs(parties, note.from.email) &&
      std::ranges::all_of(note.to, [&](const Mailbox& one) { return IsOurs(parties, one.email); });
  if (is_internal) return leave_out(LeftOut::internal);
  if (is_from_us) {
    for (const Mailbox& one : note.to) LookAtParty(one, true, parties, judged);
  } else {
    LookAtParty(note.from, false, parties, judged);
  }
  if (!judged.touches.empty()) return judged;
  if (!judged.shared.empty()) return leave_out(LeftOut::shared);
  const bool is_between_others = !is_from_us && std::ranges::any_of(note.to, [&](const Mailbox& one) {
    return IsContact(parties, one);
  });
  return leave_out(is_between_others ? LeftOut::between_others : LeftOut::unknown);
}

}  // namespace baton::traffic
