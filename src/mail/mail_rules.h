// When a mail is tried again, and which states may follow. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "mail/mail.h"

namespace baton::mail {

// Milliseconds to wait after so many attempts: a minute, then longer, up to six hours; nothing after the last, some two
// days after the first.
std::optional<std::int64_t> PauseAfter(int attempts);

// May a person cancel it, or have it tried at once?
bool MayCancel(MailState state);
bool MayRetry(MailState state);

// Who it goes to, in words; of a mail about a password only the name, since the log keeps it.
std::string RecipientsText(const Draft& draft);
// Faults of a draft: nobody to send it to, an address that is none.
std::vector<FieldFault> FaultsOf(const Draft& draft);

// An address with a local part and a domain, no spaces or control characters; what the server makes of it is its
// business.
bool IsAddress(std::string_view email);
// What may follow the @: labels of letters, digits and hyphens between dots, at least two.
bool IsDomain(std::string_view domain);

}  // namespace baton::mail
