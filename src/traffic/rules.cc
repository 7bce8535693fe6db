#include "traffic/rules.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "book/own_meetings.h"
#include "people/directory.h"
#include "traffic/judge.h"
#include "traffic/touch_store.h"

namespace baton::traffic {
namespace {

constexpr const char* kExclusionColumns = "org_id, id, version, person_id, pattern, created_at";
constexpr const char* kAddressColumns = "org_id, id, version, person_id, email, created_at";
constexpr std::size_t kLongest = 254;

std::string Select(const char* columns, const char* from) {
  return std::string("SELECT ") + columns + " FROM " + from + ' ';
}

bool IsDomain(std::string_view text) {
  const auto dot = text.find('.');
  return dot != std::string_view::npos && dot > 0 && text.back() != '.' &&
         text.find_first_of(" \t@,;<>\"/") == std::string_view::npos;
}

bool IsEmail(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find_first_of(" \t,;<>\"/") == std::string_view::npos &&
         text.find('@', at + 1) == std::string_view::npos;
}

std::optional<std::string> FoldOf(std::string_view text) {
  const auto clean = CleanText(text);
  if (!clean) return std::nullopt;
  std::string folded = Fold(*clean);
  while (folded.starts_with('@') || folded.starts_with('.') || folded.starts_with('*')) folded.erase(0, 1);
  if (folded.empty() || folded.size() > kLongest) return std::nullopt;
  return folded;
}

// Whose touches an exclusion takes away.
void ForgetExcluded(action::Action& action, std::optional<Id> person_id, const std::string& pattern) {
  const std::unordered_set<std::string> patterns{pattern};
  std::vector<Id> contacts;
  for (const ContactEmail& one : FindTouchedEmails(action.tx(), action.org_id(), person_id)) {
    if (IsExcluded(patterns, one.email)) contacts.push_back(one.contact_id);
  }
  DeleteTouchesWith(action.tx(), action.org_id(), person_id, contacts);
}

}  // namespace

std::vector<MailExclusion> FindExclusions(db::Connection& connection, Id org_id, Id person_id) {
  auto found = connection.Query<MailExclusion>(
      Select(kExclusionColumns, "mail_exclusion") +
          "WHERE org_id = $1 AND (person_id IS NULL OR person_id = $2) ORDER BY pattern, id",
      org_id, person_id);
  std::stable_partition(found.begin(), found.end(), [](const MailExclusion& one) { return !one.person_id; });
  return found;
}

std::optional<MailExclusion> FindExclusion(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<MailExclusion>(
      Select(kExclusionColumns, "mail_exclusion") + "WHERE org_id = $1 AND id = $2", org_id, id);
}

Result<MailExclusion> AddExclusion(action::Action& action, std::optional<Id> person_id,
                                   std::string_view pattern) {
  const auto folded = FoldOf(pattern);
  if (!folded || !(IsEmail(*folded) || IsDomain(*folded)))
    return Fail(FieldFault{"pattern", {"problem.mail_exclusion.pattern"}});
  const auto there = FindExclusions(action.tx(), action.org_id(), person_id.value_or(Id{}));
  const auto same = std::ranges::find_if(
      there, [&](const MailExclusion& one) { return one.pattern == *folded && one.person_id == person_id; });
  if (same != there.end()) return *same;
  if (std::ssize(there) >= 2 * kMostExclusions)
    return Fail(Kind::conflict, "problem.mail_exclusion.too_many", {{"limit", kMostExclusions}});
  ForgetExcluded(action, person_id, *folded);
  return action.Insert(MailExclusion{{}, {}, 0, person_id, *folded, action.now()});
}

std::vector<MailAddress> FindPeoplesAddresses(db::Connection& connection, Id org_id) {
  return connection.Query<MailAddress>(
      Select(kAddressColumns, "mail_address") + "WHERE org_id = $1 ORDER BY id", org_id);
}

std::vector<MailAddress> FindAddresses(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<MailAddress>(
      Select(kAddressColumns, "mail_address") + "WHERE org_id = $1 AND person_id = $2 ORDER BY email, id",
      org_id, person_id);
}

std::vector<std::string> FindOwnEmails(db::Connection& connection, Id org_id, Id person_id) {
  std::vector<std::string> emails;
  const auto person = people::FindPerson(connection, org_id, person_id);
  if (person && person->email_fold) emails.push_back(*person->email_fold);
  for (const MailAddress& one : FindAddresses(connection, org_id, person_id)) emails.push_back(one.email);
  return emails;
}

std::optional<MailAddress> FindAddress(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<MailAddress>(
      Select(kAddressColumns, "mail_address") + "WHERE org_id = $1 AND id = $2", org_id, id);
}

Result<MailAddress> AddAddress(action::Action& action, Id person_id, std::string_view email) {
  db::Tx& tx = action.tx();
  const auto folded = FoldOf(email);
  if (!folded || !IsEmail(*folded)) return Fail(FieldFault{"email", {"problem.field.not_an_email"}});
  for (const MailAddress& one : tx.Query<MailAddress>(
           Select(kAddressColumns, "mail_address") + "WHERE org_id = $1 AND email = $2 ORDER BY id",
           action.org_id(), *folded)) {
    if (one.person_id == person_id) return one;
    return Fail(FieldFault{"email", {"problem.mail_address.taken"}});
  }
  const std::vector<std::string> emails{*folded};
  if (people::FindPersonByEmail(tx, action.org_id(), *folded) ||
      !book::FindClients(tx, action.org_id(), emails).empty()) {
    return Fail(FieldFault{"email", {"problem.mail_address.taken"}});
  }
  const auto count = tx.QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM mail_address WHERE org_id = $1 AND person_id = $2", action.org_id(), person_id);
  if (count.value_or(0) >= kMostAddresses)
    return Fail(Kind::conflict, "problem.mail_address.too_many", {{"limit", kMostAddresses}});
  return action.Insert(MailAddress{{}, {}, 0, person_id, *folded, action.now()});
}

}  // namespace baton::traffic
