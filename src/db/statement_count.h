// How many statements this thread has run so far, on any database, and how many rows these answered: what a test holds against how
// many rows there are, so that nothing asks once a row, nor reads what it does not show.
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

inline std::int64_t& RowsRead() {
  thread_local std::int64_t count = 0;
  return count;
}

}  // namespace baton::db
