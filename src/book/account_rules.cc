#include "book/account_rules.h"

#include <fmt/format.h>

#include <set>

#include "base/money.h"
#include "base/text.h"
#include "base/zone.h"
#include "people/person_rules.h"

namespace baton::book {
namespace {

constexpr std::size_t kMaxCharacters = 200;
constexpr std::int32_t kMaxLoadMinutes = 7 * 24 * 60;
constexpr std::int64_t kMaxAmount =
    1'000'000'000'000'000;  // sums of a million such fit 63 bits less one digit

void CheckText(std::vector<FieldFault>& faults, const char* path, const std::optional<std::string>& text) {
  if (!text || CountCharacters(*text) <= kMaxCharacters) return;
  faults.push_back({path, {"problem.field.too_long", {{"limit", std::int64_t{kMaxCharacters}}}}});
}

void CheckName(std::vector<FieldFault>& faults, const std::string& name) {
  if (Trim(name).empty()) faults.push_back({"name", {"problem.field.required"}});
  CheckText(faults, "name", name);
}

void CheckRange(std::vector<FieldFault>& faults, const char* path, std::int64_t value, std::int64_t maximum) {
  if (value >= 0 && value <= maximum) return;
  faults.push_back(
      {path, {"problem.field.out_of_range", {{"minimum", std::int64_t{0}}, {"maximum", maximum}}}});
}

void CheckEmail(std::vector<FieldFault>& faults, const char* path, const std::optional<std::string>& email) {
  if (email && !people::LooksLikeEmail(*email)) faults.push_back({path, {"problem.field.not_an_email"}});
  CheckText(faults, path, email);
}

void CheckFurtherEmails(std::vector<FieldFault>& faults, const ContactInput& input) {
  if (!input.further_emails) return;
  std::set<std::string> seen;
  if (input.email) seen.insert(Fold(*input.email));
  for (std::size_t i = 0; i < input.further_emails->size(); ++i) {
    const std::string& email = (*input.further_emails)[i];
    const std::string path = fmt::format("further_emails[{}]", i);
    CheckEmail(faults, path.c_str(), email);
    if (!seen.insert(Fold(email)).second) faults.push_back({path, {"problem.contact.email_twice"}});
  }
  if (std::ssize(*input.further_emails) > kMostFurtherEmails) {
    faults.push_back(
        {"further_emails", {"problem.contact.too_many_emails", {{"limit", kMostFurtherEmails}}}});
  }
}

std::string Trimmed(const std::optional<std::string>& text) { return std::string(Trim(text.value_or(""))); }

}  // namespace

std::vector<FieldFault> FaultsOf(const AccountInput& input) {
  std::vector<FieldFault> faults;
  CheckName(faults, input.name);
  CheckText(faults, "industry", input.industry);
  CheckText(faults, "segment", input.segment);
  CheckText(faults, "territory", input.territory);
  CheckText(faults, "city", input.city);
  CheckText(faults, "country", input.country);
  CheckText(faults, "language", input.language);
  CheckText(faults, "phone", input.phone);
  CheckText(faults, "website", input.website);
  if (input.currency && !IsCurrency(*input.currency))
    faults.push_back({"currency", {"problem.field.not_a_currency"}});
  if (input.revenue_minor) CheckRange(faults, "revenue_minor", *input.revenue_minor, kMaxAmount);
  if (input.load_minutes) CheckRange(faults, "load_minutes", *input.load_minutes, kMaxLoadMinutes);
  return faults;
}

std::vector<FieldFault> FaultsOf(const AccountLine& line) {
  std::vector<FieldFault> faults = FaultsOf(static_cast<const AccountInput&>(line));
  CheckText(faults, "contact_name", line.contact_name);
  CheckEmail(faults, "contact_email", line.contact_email);
  return faults;
}

std::vector<FieldFault> FaultsOf(const ContactInput& input) {
  std::vector<FieldFault> faults;
  CheckName(faults, input.name);
  CheckText(faults, "title", input.title);
  CheckEmail(faults, "email", input.email);
  CheckFurtherEmails(faults, input);
  CheckText(faults, "phone", input.phone);
  CheckText(faults, "language", input.language);
  if (const std::string zone = Trimmed(input.time_zone); !zone.empty() && !IsZone(zone)) {
    faults.push_back({"time_zone", {"problem.field.not_a_time_zone"}});
  }
  return faults;
}

std::vector<FieldFault> FaultsOf(const StageInput& input) {
  std::vector<FieldFault> faults;
  CheckName(faults, input.name);
  CheckRange(faults, "position", input.position, 1'000);
  return faults;
}

Account Apply(const AccountInput& input, Account account, const std::string& currency) {
  account.name = Trim(input.name);
  account.industry = Trimmed(input.industry);
  account.segment = Trimmed(input.segment);
  account.territory = Trimmed(input.territory);
  account.city = Trimmed(input.city);
  account.country = Trimmed(input.country);
  account.language = Trimmed(input.language);
  account.phone = Trimmed(input.phone);
  account.website = Trimmed(input.website);
  account.revenue_minor = input.revenue_minor;
  account.currency = input.currency.value_or(currency);
  account.load_minutes = input.load_minutes;
  account.renewal_on = input.renewal_on;
  return account;
}

Contact Apply(const ContactInput& input, Contact contact) {
  contact.name = Trim(input.name);
  contact.title = Trimmed(input.title);
  std::vector<std::string> further = input.further_emails.value_or(std::vector<std::string>{});
  contact.email = input.email;
  if (!contact.email && !further.empty()) {
    contact.email = further.front();
    further.erase(further.begin());
  }
  contact.further_emails = JoinEmails(further);
  contact.phone = Trimmed(input.phone);
  contact.language = Trimmed(input.language);
  const std::string zone = Trimmed(input.time_zone);
  contact.time_zone = zone.empty() ? std::nullopt : std::optional(zone);
  contact.part = input.part;
  return contact;
}

AccountInput InputOf(const Account& account) {
  return {account.name,       account.industry,      account.segment,  account.territory,
          account.city,       account.country,       account.language, account.phone,
          account.website,    account.revenue_minor, account.currency, account.load_minutes,
          account.renewal_on, std::nullopt};
}

ContactInput InputOf(const Contact& contact) {
  return {contact.name,  contact.title,    contact.email,     SplitEmails(contact.further_emails),
          contact.phone, contact.language, contact.time_zone, contact.part};
}

ContactView ToView(const Contact& contact) {
  return {contact.id,
          contact.version,
          contact.account_id,
          contact.name,
          contact.title,
          contact.email,
          SplitEmails(contact.further_emails),
          contact.phone,
          contact.language,
          contact.time_zone,
          contact.part};
}

std::string JoinEmails(std::span<const std::string> emails) {
  std::string joined;
  for (const std::string& email : emails) {
    if (!joined.empty()) joined += ' ';
    joined += email;
  }
  return joined;
}

std::vector<std::string> SplitEmails(std::string_view joined) {
  std::vector<std::string> emails;
  for (const std::string_view email : Split(joined, ' ')) {
    if (!email.empty()) emails.emplace_back(email);
  }
  return emails;
}

}  // namespace baton::book
