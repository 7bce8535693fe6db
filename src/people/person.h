// A person works for the organization: rep, manager, director or administrator, with a manager above and a
// team below (any depth). A placeholder stands for an owner that a source names and nobody has recognised
// yet.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "base/date.h"
#include "base/id.h"

namespace baton::people {

// The row.
struct Person {
  static constexpr std::string_view kTable = "person";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string name_fold;
  std::optional<std::string> email;
  std::optional<std::string> email_fold;
  access::Role role = access::Role::rep;
  std::string title;
  std::optional<Id> manager_id;
  std::string language = "en";
  std::string time_zone;  // empty: the organization's
  std::string territory;
  std::string languages;                         // codes separated by commas: "en,de"
  std::optional<std::int32_t> capacity_minutes;  // a week for accounts; none: the organization's default
  std::optional<Day> starts_on;
  std::optional<Day> ends_on;
  bool is_placeholder = false;
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (org_id, id, version, name, name_fold, email, email_fold, role, title, manager_id,
                       language, time_zone, territory, languages, capacity_minutes, starts_on, ends_on,
                       is_placeholder, created_at, deleted_at))

// A person as other rows show one.
struct PersonRef {
  static constexpr const char* kSchemaName = "PersonRef";

  Id id;
  std::string name;
  access::Role role = access::Role::rep;
  bool is_placeholder = false;
  // The last day, where one is known; of somebody who was removed before it, or without one, the day of that.
  std::optional<Day> ends_on = {};
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name, role, is_placeholder, ends_on))

// A person as the API answers one.
struct PersonView {
  static constexpr const char* kSchemaName = "Person";

  Id id;
  std::int64_t version = 0;
  std::string name;
  std::optional<std::string> email;
  access::Role role = access::Role::rep;
  std::string title;
  std::optional<Id> manager_id;
  std::optional<std::string> manager_name;
  std::string language;
  std::string time_zone;
  std::string territory;
  std::vector<std::string> languages;
  std::optional<std::int32_t> capacity_minutes;
  std::optional<Day> starts_on;
  std::optional<Day> ends_on;
  bool is_placeholder = false;
  bool has_sign_in = false;
  std::int64_t account_count = 0;
};
BOOST_DESCRIBE_STRUCT(PersonView, (),
                      (id, version, name, email, role, title, manager_id, manager_name, language, time_zone,
                       territory, languages, capacity_minutes, starts_on, ends_on, is_placeholder,
                       has_sign_in, account_count))

struct PersonInput {
  static constexpr const char* kSchemaName = "PersonInput";

  std::string name;
  std::optional<std::string> email;
  std::optional<access::Role> role;  // none: rep
  std::optional<std::string> title;
  std::optional<Id> manager_id;
  std::optional<std::string> language;
  std::optional<std::string> time_zone;
  std::optional<std::string> territory;
  std::optional<std::vector<std::string>> languages;
  std::optional<std::int32_t> capacity_minutes;
  std::optional<Day> starts_on;
  std::optional<Day> ends_on;
};
BOOST_DESCRIBE_STRUCT(PersonInput, (),
                      (name, email, role, title, manager_id, language, time_zone, territory, languages,
                       capacity_minutes, starts_on, ends_on))

// "Jada Ellis" -> "JE"; "李" -> "李".
std::string Initials(std::string_view name);

}  // namespace baton::people
