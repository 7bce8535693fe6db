// PostgreSQL's text forms of values: parameters, rows of COPY, and what a result holds.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "db/value.h"

namespace baton::db {

inline constexpr Oid kInt8Oid = 20;
inline constexpr Oid kTextOid = 25;
inline constexpr Oid kFloat8Oid = 701;

// REQUIRES: not NULL.
void AppendPostgresql(const Value& value, std::string& out);
// A field of COPY's text format, NULL too. Throws Error for NUL.
void AppendCopy(const Value& value, std::string& out);
// A column's text as what its type says. Types that Baton does not use are refused: numeric most of all,
// which is what SUM of BIGINT is, so that the cast is not forgotten.
Value ParsePostgresql(Oid type, std::string_view text, std::string_view column);
// The number of rows in a command's tag; 0 when it has none.
std::int64_t ParseCount(std::string_view text);

}  // namespace baton::db
