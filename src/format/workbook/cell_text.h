// What a spreadsheet cell says as text: serial numbers become dates, floating-point noise goes, escapes are
// undone. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace baton::format {

enum class CellStyle { plain, date, time };

// By a built-in format number (ECMA-376, 18.8.30) or a format code such as "d.m.yyyy\ h:mm".
CellStyle BuiltInStyle(int format_id);
CellStyle StyleOf(std::string_view format_code);

// A number as the file has it -> "7450000.1", never with an exponent; what is no number comes back unchanged.
std::string NumberText(std::string_view value);
// A serial day number -> "2026-11-24", "2026-11-24T09:41:00" or, for a time alone, "09:41:00".
// `from_1904`: the workbook counts from 1904-01-01. A number outside the calendar is given as a number.
std::string SerialText(std::string_view value, CellStyle style, bool from_1904);
// Undoes _x000D_ and the like, in which control characters are stored.
std::string Unescape(std::string_view text);

}  // namespace baton::format
