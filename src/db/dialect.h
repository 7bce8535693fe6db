// The little of SQL that this layer reads itself: where a statement ends, which parameters it names, and the
// words that differ between the engines. Quoted text, quoted names and comments are passed over; PostgreSQL's
// dollar quotes and E'' strings are not known, and not used in Baton.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/backend.h"

namespace baton::db {

// `sql` with baton_list($n), baton_skip_locked() and baton_for_update() in the engine's words. Throws Error
// when the parameters that it names are not exactly $1 to $<types.size()>, or a list is asked of something
// else.
std::string ExpandDialect(std::string_view sql, Engine engine, std::span<const ParameterType> types);

// The statements of a script, without their semicolons; empty ones are left out. Comments stay in them.
std::vector<std::string_view> SplitStatements(std::string_view script);

// The end of the quoted text, quoted name, comment or single character that starts at `position`.
std::size_t SkipToken(std::string_view sql, std::size_t position);

// Whether there is nothing but white space, comments and semicolons.
bool IsBlankSql(std::string_view sql);

bool IsWordCharacter(char c);

}  // namespace baton::db
