#include "db/value.h"

#include <cmath>

namespace baton::db {
namespace {

void AppendJsonText(std::string& json, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  json += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (byte < 0x20) {
      json += "\\u00";
      json += kHex[byte >> 4];
      json += kHex[byte & 15];
    } else {
      json += c;
    }
  }
  json += '"';
}

const char* NameOfType(const Value& value) {
  constexpr const char* kNames[] = {"NULL", "an integer", "a double", "text"};
  return kNames[value.index()];
}

}  // namespace

Value Borrow(const OwnedValue& value) {
  return std::visit(
      [](const auto& held) -> Value {
        if constexpr (std::same_as<std::remove_cvref_t<decltype(held)>, std::string>) {
          return std::string_view(held);
        } else {
          return held;
        }
      },
      value);
}

OwnedValue Own(const Value& value) {
  return std::visit(
      [](const auto& held) -> OwnedValue {
        if constexpr (std::same_as<std::remove_cvref_t<decltype(held)>, std::string_view>) {
          return std::string(held);
        } else {
          return held;
        }
      },
      value);
}

IdList::IdList(std::span<const Id> ids) : json_("[") {
  for (const Id id : ids) {
    if (json_.size() > 1) json_ += ',';
    json_ += std::to_string(id.value);
  }
  json_ += ']';
}

TextList::TextList(std::span<const std::string> texts) : json_("[") {
  for (const std::string& text : texts) {
    // As JSON it would travel well, and come out as text with NUL on one engine only.
    if (text.find('\0') != std::string::npos) ThrowMisfit("parameter", "holds NUL");
    if (json_.size() > 1) json_ += ',';
    AppendJsonText(json_, text);
  }
  json_ += ']';
}

void ThrowMisfit(std::string_view column, std::string_view why) {
  throw Error(ErrorKind::other, "column " + std::string(column) + ' ' + std::string(why));
}

void CheckFinite(double number) {
  // SQLite would store NaN as NULL.
  if (!std::isfinite(number)) ThrowMisfit("parameter", "is not a finite number");
}

std::int64_t ReadInteger(const Value& value, std::string_view column) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  ThrowMisfit(column, std::string("holds ") + NameOfType(value) + " where an integer is read");
}

double ReadReal(const Value& value, std::string_view column) {
  if (const auto* real = std::get_if<double>(&value)) return *real;
  // An expression such as SUM over no REAL row, or a literal 1, comes out as an integer on SQLite.
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  ThrowMisfit(column, std::string("holds ") + NameOfType(value) + " where a number is read");
}

std::string_view ReadText(const Value& value, std::string_view column) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return *text;
  ThrowMisfit(column, std::string("holds ") + NameOfType(value) + " where text is read");
}

}  // namespace baton::db
