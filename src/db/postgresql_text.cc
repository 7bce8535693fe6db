#include "db/postgresql_text.h"

#include <charconv>

namespace baton::db {
namespace {

template <class Number>
Number Parse(std::string_view text, std::string_view column) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) ThrowMisfit(column, "is not a number: " + std::string(text));
  return number;
}

template <class Number>
void AppendNumber(Number number, std::string& out) {
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof(digits), number);
  out.append(digits, end);
}

const char* EscapeOf(char c) {
  switch (c) {
    case '\\':
      return "\\\\";
    case '\t':
      return "\\t";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    default:
      return nullptr;
  }
}

}  // namespace

void AppendPostgresql(const Value& value, std::string& out) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    AppendNumber(*integer, out);
  } else if (const auto* real = std::get_if<double>(&value)) {
    AppendNumber(*real, out);
  } else {
    out += std::get<std::string_view>(value);
  }
}

void AppendCopy(const Value& value, std::string& out) {
  if (std::holds_alternative<std::monostate>(value)) {
    out += "\\N";
    return;
  }
  const auto* text = std::get_if<std::string_view>(&value);
  if (text == nullptr) return AppendPostgresql(value, out);
  for (const char c : *text) {
    if (c == '\0') ThrowMisfit("of COPY", "holds NUL");
    if (const char* escape = EscapeOf(c)) {
      out += escape;
    } else {
      out += c;
    }
  }
}

Value ParsePostgresql(Oid type, std::string_view text, std::string_view column) {
  switch (type) {
    case 20:  // int8
    case 21:  // int2
    case 23:  // int4
    case 26:  // oid
      return Parse<std::int64_t>(text, column);
    case 16:  // bool
      return std::int64_t{text == "t" ? 1 : 0};
    case 700:  // float4
    case 701:  // float8
      return Parse<double>(text, column);
    case 18:    // "char"
    case 19:    // name
    case 25:    // text
    case 114:   // json
    case 705:   // unknown
    case 1042:  // char(n)
    case 1043:  // varchar
      return text;
    case 1700:
      ThrowMisfit(column, "is numeric: write CAST(... AS BIGINT) or AS DOUBLE PRECISION");
    default:
      ThrowMisfit(column, "has a type that Baton does not use: " + std::to_string(type));
  }
}

std::int64_t ParseCount(std::string_view text) {
  return text.empty() ? 0 : Parse<std::int64_t>(text, "count");
}

}  // namespace baton::db
