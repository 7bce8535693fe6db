// A contact is a person at an account. A source may name one whose account is not known: account_id is none.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"

namespace baton::book {

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
  std::string phone;
  std::string language;
  std::optional<std::string> time_zone;  // none: the client's last meeting's, else the organization's
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Contact, (),
                      (org_id, id, version, account_id, name, name_fold, title, email, email_fold, phone,
                       language, time_zone, created_at, deleted_at))

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
  std::optional<std::string> email;
  std::string phone;
  std::string language;
  std::optional<std::string> time_zone;
};
BOOST_DESCRIBE_STRUCT(ContactView, (),
                      (id, version, account_id, name, title, email, phone, language, time_zone))

struct ContactInput {
  static constexpr const char* kSchemaName = "ContactInput";

  std::string name;
  std::optional<std::string> title;
  std::optional<std::string> email;
  std::optional<std::string> phone;
  std::optional<std::string> language;
  std::optional<std::string> time_zone;  // of IANA, as "Europe/Berlin"
};
BOOST_DESCRIBE_STRUCT(ContactInput, (), (name, title, email, phone, language, time_zone))

}  // namespace baton::book
