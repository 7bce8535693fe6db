// What a table is, from its name, its headers and some of its rows: whose export, which object, which column means what.
//
//   TableGuess guess = Recognise({.name = "Opportunity", .headers = headers, .rows = sample});
//   guess.source        "salesforce"
//   guess.target        Target::opportunity
//   guess.columns[5]    {.header = "StageName", .field = Field::stage, .confidence = 0.95, ...}
//
// Headers are compared folded, without blanks and signs, so that "Close Date", "close_date" and "CloseDate" are one; the
// words of the exports in several languages stand in vocabulary.cc. A person may correct all of it. Pure, thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/import.h"

namespace baton::intake {

struct TableSample {
  std::string name;                  // of the file or sheet
  std::vector<std::string> headers;  // empty: the table has no header row
  std::vector<std::vector<std::string>> rows;
};

struct TableGuess {
  Target target = Target::skip;
  std::string source;
  std::vector<ColumnMapping> columns;
};

TableGuess Recognise(const TableSample& sample);

// The columns for a target that a person chose instead.
std::vector<ColumnMapping> ProposeColumns(const TableSample& sample, Target target);

// "Deal - Close Date" -> "closedate": what a header is compared as.
std::string HeaderKey(std::string_view header);

}  // namespace baton::intake
