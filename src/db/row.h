// Rows as described structs: a member is the column of its name, inherited members first.
//
//   struct Promise { Id org_id; Id id; std::int64_t version = 0; std::string title; std::optional<Instant>
//   kept_at; }; BOOST_DESCRIBE_STRUCT(Promise, (), (org_id, id, version, title, kept_at))
//
//   RowNames<Promise>()            {"org_id", "id", "version", "title", "kept_at"}
//   RowValues(promise)             the values in that order, owning their text
//   InsertSql<Promise>("promise")  INSERT INTO promise (org_id, ...) VALUES ($1, ...)
//   RowFromValues<Promise>(...)    back again, by name
#pragma once

#include <algorithm>
#include <array>
#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "db/value.h"

namespace baton::db {

template <class Row>
concept DescribedRow =
    std::is_class_v<Row> && boost::describe::has_describe_members<Row>::value && !Readable<Row>;

namespace row_detail {

template <class Row>
using Members =
    boost::describe::describe_members<Row, boost::describe::mod_public | boost::describe::mod_inherited>;
template <class Row>
constexpr std::size_t kCount = boost::mp11::mp_size<Members<Row>>::value;

// Calls f(index, name, member pointer) for each member.
template <class Row, class F>
void ForEachMember(F&& f) {
  std::size_t index = 0;
  boost::mp11::mp_for_each<Members<Row>>(
      [&](auto member) { f(index++, std::string_view(member.name), member.pointer); });
}

}  // namespace row_detail

template <DescribedRow Row>
const std::vector<std::string_view>& RowNames() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> made;
    row_detail::ForEachMember<Row>([&](std::size_t, std::string_view name, auto) { made.push_back(name); });
    return made;
  }();
  return names;
}

// The members as parameters. REQUIRES: `row` outlives the result.
template <DescribedRow Row>
std::vector<Parameter> RowParameters(const Row& row) {
  std::vector<Parameter> parameters;
  parameters.reserve(row_detail::kCount<Row>);
  row_detail::ForEachMember<Row>(
      [&](std::size_t, std::string_view, auto member) { parameters.push_back(ToParameter(row.*member)); });
  return parameters;
}

template <DescribedRow Row>
std::vector<OwnedValue> RowValues(const Row& row) {
  std::vector<OwnedValue> values;
  values.reserve(row_detail::kCount<Row>);
  row_detail::ForEachMember<Row>([&](std::size_t, std::string_view, auto member) {
    values.push_back(Own(ToParameter(row.*member).value));
  });
  return values;
}

// INSERT INTO table (names) VALUES ($1, ...)
std::string InsertStatement(std::string_view table, std::span<const std::string_view> names);

template <DescribedRow Row>
std::string InsertSql(std::string_view table) {
  return InsertStatement(table, RowNames<Row>());
}

// Where each member's column stands in a result. Throws Error unless members and columns are the same set.
std::vector<std::size_t> MatchColumns(std::span<const std::string_view> members,
                                      std::span<const std::string_view> columns);

// One row of a result. `columns` comes from MatchColumns.
template <DescribedRow Row>
Row ReadRow(std::span<const Value> cells, std::span<const std::size_t> columns) {
  Row row{};
  row_detail::ForEachMember<Row>([&](std::size_t index, std::string_view name, auto member) {
    using Member = std::remove_cvref_t<decltype(row.*member)>;
    row.*member = FromValue<Member>(cells[columns[index]], name);
  });
  return row;
}

template <DescribedRow Row>
Row RowFromValues(std::span<const std::string_view> names, std::span<const OwnedValue> values) {
  std::vector<Value> cells;
  for (const OwnedValue& value : values) cells.push_back(Borrow(value));
  return ReadRow<Row>(cells, MatchColumns(RowNames<Row>(), names));
}

}  // namespace baton::db
