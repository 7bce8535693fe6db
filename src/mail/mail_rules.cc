#include "mail/mail_rules.h"

#include <array>

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

bool MayRetry(MailState state) { return MayCancel(state) || state == MailState::cancelled; }

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

std::string RecipientsText(const Draft& draft) {
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
