// A contact is a person at an account. A source may name one whose account is not known: account_id is none.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"

namespace baton::book {

// In a purchase: has the say, is for us, works with what we sell.
enum class ContactPart { decides, supports, uses };
BOOST_DESCRIBE_ENUM(ContactPart, decides, supports, uses)

// The row.
struct Contact {
  static constexpr std::string_view kTable = "contact";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::optional<Id> account_id;
  std::string name;
  std::string name_fold;
  std::string title;
  std::optional<std::string> email;
  std::optional<std::string> email_fold;
  std::string further_emails;  // as written, a blank between two; contact_address finds them
  std::string phone;
  std::string language;
  std::optional<std::string> time_zone;  // none: the client's last meeting's, else the organization's
  std::optional<ContactPart> part;       // none: not known
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Contact, (),
                      (org_id, id, version, account_id, name, name_fold, title, email, email_fold,
                       further_emails, phone, language, time_zone, part, created_at, deleted_at))

struct ContactRef {
  static constexpr const char* kSchemaName = "ContactRef";

  Id id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ContactRef, (), (id, name))

struct ContactView {
  static constexpr const char* kSchemaName = "Contact";

  Id id;
  std::int64_t version = 0;
  std::optional<Id> account_id;
  std::string name;
  std::string title;
  std::optional<std::string> email;  // the first: what is written to the contact goes there
  std::vector<std::string> further_emails;
  std::string phone;
  std::string language;
  std::optional<std::string> time_zone;
  std::optional<ContactPart> part;
};
BOOST_DESCRIBE_STRUCT(ContactView, (),
                      (id, version, account_id, name, title, email, further_emails, phone, language,
                       time_zone, part))

inline constexpr std::int64_t kMostFurtherEmails = 20;  // of one contact

struct ContactInput {
  static constexpr const char* kSchemaName = "ContactInput";

  std::string name;
  std::optional<std::string> title;
  std::optional<std::string> email;
  // All of them, in place of those that are there. Without an `email` the first of them becomes it.
  std::optional<std::vector<std::string>> further_emails;
  std::optional<std::string> phone;
  std::optional<std::string> language;
  std::optional<std::string> time_zone;  // of IANA, as "Europe/Berlin"
  std::optional<ContactPart> part;
};
BOOST_DESCRIBE_STRUCT(ContactInput, (),
                      (name, title, email, further_emails, phone, language, time_zone, part))

}  // namespace baton::book
