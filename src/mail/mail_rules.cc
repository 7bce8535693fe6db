#include "mail/mail_rules.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace baton::mail {

std::optional<std::int64_t> PauseAfter(int attempts) {
  constexpr std::int64_t kHour = 60 * kMillisecondsPerMinute;
  constexpr std::array<std::int64_t, 13> kPauses = {1 * kMillisecondsPerMinute,
                                                    5 * kMillisecondsPerMinute,
                                                    15 * kMillisecondsPerMinute,
                                                    kHour,
                                                    2 * kHour,
                                                    4 * kHour,
                                                    6 * kHour,
                                                    6 * kHour,
                                                    6 * kHour,
                                                    6 * kHour,
                                                    6 * kHour,
                                                    6 * kHour,
                                                    6 * kHour};
  if (attempts < 1 || attempts > static_cast<int>(kPauses.size())) return std::nullopt;
  return kPauses.at(static_cast<std::size_t>(attempts - 1));
}

bool MayCancel(MailState state) { return state == MailState::waiting || state == MailState::failed; }

bool MayRetry(MailState state) {
  return MayCancel(state) || state == MailState::bounced || state == MailState::cancelled;
}

bool IsAddress(std::string_view email) {
  const auto at = email.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == email.size() || email.size() > 254) return false;
  for (const char c : email) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7f || std::string_view("<>,;:()\"\\").find(c) != std::string_view::npos)
      return false;
  }
  return true;
}

bool IsDomain(std::string_view domain) {
  const auto is_label = [](std::string_view label) {
    const auto may_stand = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, may_stand);
  };
  const auto labels = Split(domain, '.');
  return domain.size() <= 253 && labels.size() >= 2 && std::ranges::all_of(labels, is_label);
}

std::string RecipientsText(const Draft& draft) {
  if (IsAboutPassword(draft.kind) && !draft.to.empty()) return draft.to.front().name;
  std::string text;
  for (const auto* list : {&draft.to, &draft.cc}) {
    for (const Recipient& recipient : *list) {
      if (!text.empty()) text += ", ";
      text += recipient.name.empty() ? recipient.email : recipient.name + " <" + recipient.email + ">";
    }
  }
  return text;
}

std::vector<FieldFault> FaultsOf(const Draft& draft) {
  std::vector<FieldFault> faults;
  if (draft.to.empty()) faults.push_back({"to", {"problem.mail.nobody"}});
  for (const auto& [name, list] : {std::pair{"to", &draft.to}, {"cc", &draft.cc}}) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (IsAddress((*list)[i].email)) continue;
      faults.push_back(
          {std::string(name) + "[" + std::to_string(i) + "].email", {"problem.field.not_an_email"}});
    }
  }
  if (draft.subject.empty()) faults.push_back({"subject", {"problem.field.required"}});
  return faults;
}

}  // namespace baton::mail
