// How many statements this thread has run so far, on any database: what a test holds against how many rows there
// are, so that nothing asks once a row.
//
//   const auto before = db::StatementsRun();
//   ... Get(dana, "/api/v1/today") ...
//   EXPECT_LT(db::StatementsRun() - before, 20);
#pragma once

#include <cstdint>

namespace baton::db {

inline std::int64_t& StatementsRun() {
  thread_local std::int64_t count = 0;
  return count;
}

}  // namespace baton::db
