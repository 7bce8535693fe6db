#include "db/dialect.h"

#include <charconv>

namespace baton::db {
namespace {

constexpr std::string_view kPrefix = "baton_";

bool StartsWith(std::string_view sql, std::size_t position, std::string_view word) {
  return sql.substr(position, word.size()) == word;
}

std::size_t SkipQuoted(std::string_view sql, std::size_t position) {
  const char quote = sql[position];
  for (std::size_t i = position + 1; i < sql.size(); ++i) {
    if (sql[i] != quote) continue;
    if (i + 1 < sql.size() && sql[i + 1] == quote) {
      ++i;
    } else {
      return i + 1;
    }
  }
  return sql.size();
}

// The number after `$` at `position`, which moves behind it; 0 when there is none.
std::size_t ReadNumber(std::string_view sql, std::size_t& position) {
  std::size_t number = 0;
  const char* end = sql.data() + sql.size();
  const auto [stop, error] = std::from_chars(sql.data() + position + 1, end, number);
  if (error != std::errc()) return 0;
  position = static_cast<std::size_t>(stop - sql.data());
  return number;
}

class Expansion {
 public:
  Expansion(std::string_view sql, Engine engine, std::span<const ParameterType> types)
      : sql_(sql), engine_(engine), types_(types), is_named_(types.size(), false) {}

  std::string Make() {
    for (std::size_t at = 0; at < sql_.size();) {
      const bool starts_word = at == 0 || !IsWordCharacter(sql_[at - 1]);
      if (starts_word && StartsWith(sql_, at, kPrefix)) {
        at = Word(at);
      } else if (sql_[at] == '$') {
        const std::size_t start = at++;
        std::size_t end = start;
        if (Name(ReadNumber(sql_, end))) at = end;
        made_ += sql_.substr(start, at - start);
      } else {
        const std::size_t end = SkipToken(sql_, at);
        made_ += sql_.substr(at, end - at);
        at = end;
      }
    }
    for (std::size_t i = 0; i < is_named_.size(); ++i) {
      if (!is_named_[i]) Fail("does not name $" + std::to_string(i + 1));
    }
    return std::move(made_);
  }

 private:
  bool Name(std::size_t number) {
    if (number == 0 || number > types_.size()) Fail("names a parameter that is not given");
    is_named_[number - 1] = true;
    return true;
  }

  // A word of the dialect at `at`; returns where it ends. Other names that start alike (savepoints) are left
  // alone.
  std::size_t Word(std::size_t at) {
    const bool is_sqlite = engine_ == Engine::sqlite;
    constexpr std::string_view kSkipLocked = "baton_skip_locked()";
    constexpr std::string_view kForUpdate = "baton_for_update()";
    constexpr std::string_view kList = "baton_list(";
    if (StartsWith(sql_, at, kSkipLocked)) {
      if (!is_sqlite) made_ += "FOR UPDATE SKIP LOCKED";
      return at + kSkipLocked.size();
    }
    if (StartsWith(sql_, at, kForUpdate)) {
      if (!is_sqlite) made_ += "FOR UPDATE";
      return at + kForUpdate.size();
    }
    if (StartsWith(sql_, at, kList)) return List(at + kList.size());
    made_ += kPrefix;
    return at + kPrefix.size();
  }

  std::size_t List(std::size_t at) {
    const std::size_t start = at;
    const std::size_t number = at < sql_.size() && sql_[at] == '$' ? ReadNumber(sql_, at) : 0;
    if (number == 0 || at >= sql_.size() || sql_[at] != ')') Fail("needs baton_list($n)");
    Name(number);
    const std::string parameter(sql_.substr(start, at - start));
    const ParameterType type = types_[number - 1];
    if (type != ParameterType::id_list && type != ParameterType::text_list) {
      Fail("has baton_list of a parameter that is neither IdList nor TextList");
    }
    if (engine_ == Engine::sqlite) {
      made_ += "(SELECT value FROM json_each(" + parameter + "))";
    } else {
      const char* element = type == ParameterType::id_list ? "CAST(value AS BIGINT)" : "value";
      made_ += std::string("(SELECT ") + element + " FROM json_array_elements_text(CAST(" + parameter +
               " AS JSON)))";
    }
    return at + 1;
  }

  [[noreturn]] void Fail(const std::string& why) {
    throw Error(ErrorKind::other, "the statement " + why + ": " + std::string(sql_));
  }

  std::string_view sql_;
  Engine engine_;
  std::span<const ParameterType> types_;
  std::vector<bool> is_named_;
  std::string made_;
};

}  // namespace

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t SkipToken(std::string_view sql, std::size_t position) {
  const char c = sql[position];
  if (c == '\'' || c == '"') return SkipQuoted(sql, position);
  if (StartsWith(sql, position, "--")) {
    const std::size_t end = sql.find('\n', position);
    return end == std::string_view::npos ? sql.size() : end + 1;
  }
  if (StartsWith(sql, position, "/*")) {
    const std::size_t end = sql.find("*/", position + 2);
    return end == std::string_view::npos ? sql.size() : end + 2;
  }
  return position + 1;
}

std::string ExpandDialect(std::string_view sql, Engine engine, std::span<const ParameterType> types) {
  return Expansion(sql, engine, types).Make();
}

bool IsBlankSql(std::string_view sql) {
  for (std::size_t at = 0; at < sql.size();) {
    const bool is_comment = StartsWith(sql, at, "--") || StartsWith(sql, at, "/*");
    constexpr std::string_view kSpace = " \t\r\n;";
    if (!is_comment && kSpace.find(sql[at]) == std::string_view::npos) return false;
    at = SkipToken(sql, at);
  }
  return true;
}

std::vector<std::string_view> SplitStatements(std::string_view script) {
  std::vector<std::string_view> statements;
  std::size_t start = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view statement = script.substr(start, end - start);
    if (!IsBlankSql(statement)) statements.push_back(statement);
    start = end + 1;
  };
  for (std::size_t at = 0; at < script.size();) {
    if (script[at] == ';') {
      add(at++);
    } else {
      at = SkipToken(script, at);
    }
  }
  if (start < script.size()) add(script.size());
  return statements;
}

}  // namespace baton::db
