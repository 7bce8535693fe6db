// For a director's Today: of each manager below, what hangs on that person alone and how far the handoffs are. Counts only: no
// client, no rep, no reason.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <vector>

#include "book/views.h"
#include "handoff/machine.h"
#include "http/call.h"
#include "people/person.h"

namespace baton::today {

struct StageCount {
  static constexpr const char* kSchemaName = "StageCount";

  handoff::Stage stage = handoff::Stage::proposed;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(StageCount, (), (stage, count))

struct ManagerProgress {
  static constexpr const char* kSchemaName = "ManagerProgress";

  people::PersonRef manager;
  book::BookSummary book;
  std::vector<StageCount> stages;  // in their order, those that clients are in
  std::int64_t on_the_way = 0;     // not owned by the successor yet
  std::int64_t handed_over = 0;    // owned or confirmed
  std::int64_t late = 0;           // the week planned for the introduction is over, and nobody was introduced
};
BOOST_DESCRIBE_STRUCT(ManagerProgress, (), (manager, book, stages, on_the_way, handed_over, late))

// The most money on one person first; nobody for whoever is no director. A fixed number of queries.
Result<http::Page<ManagerProgress>> ListManagers(const http::Call& call);

}  // namespace baton::today
