// What the question and the work of an erasure share. For erasure*.cc only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/personal_rules.h"
#include "administration/schema.h"

namespace baton::administration {

// The table of the row itself.
std::string_view TableOf(Subject subject);
// Where a rule's rows are; $1 the organization, $2 whom it is about.
std::string WhereOf(const PersonalRule& rule, const Table& table);

class Schema {
 public:
  explicit Schema(db::Connection& connection) : tables_(ReadSchema(connection)) {}

  // REQUIRES: the table is there.
  const Table& Of(std::string_view name) const;
  const std::vector<Table>& tables() const { return tables_; }

 private:
  std::vector<Table> tables_;
};

}  // namespace baton::administration
