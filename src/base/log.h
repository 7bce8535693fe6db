// The log: one line an event, `event key=value ...`, never bodies, names or secrets.
//
//   LogInfo("import.finished", {{"job", ToString(id)}, {"rows", "5000"}});
//
// Thread-safe. StartLog is called once, in main; before it, lines go to standard error as text.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

namespace baton {

using LogField = std::pair<std::string_view, std::string_view>;

void StartLog(bool as_json);
void LogInfo(std::string_view event, std::initializer_list<LogField> fields = {});
void LogWarning(std::string_view event, std::initializer_list<LogField> fields = {});
void LogError(std::string_view event, std::initializer_list<LogField> fields = {});

}  // namespace baton
