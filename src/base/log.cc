#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <string>

namespace baton {
namespace {

// Values are quoted where a space, a quote or a line break could make one line look like two.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return quoted + "\"";
}

bool g_as_json = false;

std::string Line(std::string_view event, std::initializer_list<LogField> fields) {
  std::string line = g_as_json ? "\"event\":" + Quoted(event) : std::string(event);
  for (const auto& [key, value] : fields) {
    if (g_as_json) {
      line += "," + Quoted(key) + ":" + Quoted(value);
    } else {
      line += ' ';
      line += key;
      line += '=';
      line += value.find_first_of(" \"\n\r\t") == std::string_view::npos ? std::string(value) : Quoted(value);
    }
  }
  return line;
}

spdlog::logger& Logger() {
  static const auto logger = spdlog::stderr_color_mt("baton");
  return *logger;
}

}  // namespace

void StartLog(bool as_json) {
  g_as_json = as_json;
  Logger().set_pattern(
      as_json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})" : "%Y-%m-%d %H:%M:%S.%e %^%l%$ %v",
      spdlog::pattern_time_type::utc);
}

void LogInfo(std::string_view event, std::initializer_list<LogField> fields) {
  Logger().info(Line(event, fields));
}
void LogWarning(std::string_view event, std::initializer_list<LogField> fields) {
  Logger().warn(Line(event, fields));
}
void LogError(std::string_view event, std::initializer_list<LogField> fields) {
  Logger().error(Line(event, fields));
}

}  // namespace baton
