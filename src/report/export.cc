#include "report/export.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/money.h"
#include "base/temporary.h"
#include "format/csv/writer.h"
#include "json/json.h"
#include "report/lines.h"

namespace baton::report {
namespace {

constexpr double kMostWhole = 1e15;

// As a program wants it: money in whole units, a share from 0 to 1.
std::optional<double> Plain(const LineView& line, std::optional<double> value, const std::string& currency) {
  if (!value || line.unit != scoreboard::Unit::money) return value;
  return *value / std::pow(10.0, MinorDigits(currency));
}

std::string Text(std::optional<double> value) {
  if (!value) return "";
  // Whole where it is whole.
  if (const double whole = std::round(*value); whole == *value && std::abs(whole) < kMostWhole) {
    return std::to_string(static_cast<std::int64_t>(whole));
  }
  return fmt::format("{:.4f}", *value);
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

// A workbook in a file of its own, which is gone with it.
class Workbook {
 public:
  Workbook() {
    lxw_workbook_options options{};
    options.constant_memory = LXW_FALSE;
    book_ = workbook_new_opt(file_.path().c_str(), &options);
    if (!book_) throw std::runtime_error("no memory for a workbook");
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    wrapped_ = workbook_add_format(book_);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    day_ = workbook_add_format(book_);
    format_set_num_format(day_, "yyyy-mm-dd");
  }
  ~Workbook() {
    if (book_) lxw_workbook_free(book_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  // REQUIRES: no other sheet has the name. Spreadsheets take 31 characters without these signs.
  lxw_worksheet* Add(std::string name) {
    std::erase_if(name,
                  [](char c) { return std::string_view("[]:*?/\\'").find(c) != std::string_view::npos; });
    return workbook_add_worksheet(book_, name.c_str());
  }
  lxw_format* bold() { return bold_; }
  lxw_format* wrapped() { return wrapped_; }
  lxw_format* day() { return day_; }

  std::string Bytes() {
    const lxw_error error = workbook_close(book_);
    book_ = nullptr;
    if (error != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(error));
    std::ifstream file(file_.path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

 private:
  TemporaryFile file_{"report", ".xlsx"};
  lxw_workbook* book_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* wrapped_ = nullptr;
  lxw_format* day_ = nullptr;
};

// One row after the other; texts are written as texts, whatever they begin with.
class Sheet {
 public:
  Sheet(Workbook& book, lxw_worksheet* sheet, std::initializer_list<double> widths)
      : book_(book), sheet_(sheet) {
    lxw_col_t column = 0;
    for (const double width : widths) {
      worksheet_set_column(sheet_, column, column, width, nullptr);
      ++column;
    }
  }

  void Next() {
    ++row_;
    column_ = 0;
  }
  void Put(const std::string& text, lxw_format* format = nullptr) {
    worksheet_write_string(sheet_, row_, column_++, text.c_str(), format ? format : book_.wrapped());
  }
  void PutHead(const std::string& text) { Put(text, book_.bold()); }
  void Put(std::optional<double> number) {
    if (number) worksheet_write_number(sheet_, row_, column_, *number, nullptr);
    ++column_;
  }
  void Put(std::optional<Day> day) {
    if (day) {
      const CalendarDate date = ToCalendarDate(*day);
      lxw_datetime at{};
      at.year = date.year;
      at.month = date.month;
      at.day = date.day;
      worksheet_write_datetime(sheet_, row_, column_, &at, book_.day());
    }
    ++column_;
  }
  // What was written so far stays in sight.
  void Freeze() { worksheet_freeze_panes(sheet_, row_ + 1, 0); }

 private:
  Workbook& book_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
};

constexpr const char* kLineColumns[] = {"section", "line",  "figure", "value",  "low",
                                        "high",    "count", "of",     "beside", "meaning"};
constexpr const char* kRowColumns[] = {"line", "what", "client", "who", "day", "amount", "minutes"};

std::string HeadOf(const PageView& page) {
  return page.organization + " · " + page.person + " · " + page.title;
}

void PutLines(Workbook& book, const PageView& page, const Speaker& speaker) {
  Sheet sheet(book, book.Add(speaker.Say("report.sheet.lines")), {24, 34, 34, 14, 14, 14, 9, 9, 40, 60});
  sheet.PutHead(HeadOf(page));
  sheet.Next();
  for (const char* column : kLineColumns) sheet.PutHead(speaker.Say("report.column." + std::string(column)));
  sheet.Freeze();
  for (const SectionView& section : page.sections) {
    for (const LineView& line : section.lines) {
      sheet.Next();
      sheet.Put(section.heading);
      sheet.Put(line.label);
      sheet.Put(line.text);
      sheet.Put(Plain(line, line.value, page.currency));
      sheet.Put(Plain(line, line.low, page.currency));
      sheet.Put(Plain(line, line.high, page.currency));
      sheet.Put(std::optional(static_cast<double>(line.count)));
      sheet.Put(line.of > 0 ? std::optional(static_cast<double>(line.of)) : std::nullopt);
      sheet.Put(Joined(line.beside));
      sheet.Put(line.meaning);
    }
    for (const std::string& text : {section.note, section.comment}) {
      if (text.empty()) continue;
      sheet.Next();
      sheet.Put(section.heading);
      sheet.Put(text);
    }
  }
}

void PutRows(Workbook& book, const PageView& page, const Speaker& speaker) {
  Sheet sheet(book, book.Add(speaker.Say("report.sheet.rows")), {34, 40, 28, 28, 12, 14, 10});
  for (const char* column : kRowColumns) sheet.PutHead(speaker.Say("report.column." + std::string(column)));
  sheet.Freeze();
  const double unit = std::pow(10.0, MinorDigits(page.currency));
  for (const SectionView& section : page.sections) {
    for (const LineView& line : section.lines) {
      for (const RowView& row : line.rows) {
        sheet.Next();
        sheet.Put(line.label);
        sheet.Put(row.title);
        sheet.Put(row.account);
        sheet.Put(row.people);
        sheet.Put(row.on);
        sheet.Put(row.amount_minor ? std::optional(static_cast<double>(*row.amount_minor) / unit)
                                   : std::nullopt);
        sheet.Put(row.minutes ? std::optional(static_cast<double>(*row.minutes)) : std::nullopt);
      }
    }
  }
}

void PutCommitments(Workbook& book, const PageView& page, const Speaker& speaker) {
  Sheet sheet(book, book.Add(speaker.Say("report.sheet.commitments")), {12, 60, 12, 12});
  for (const char* column : {"month", "what", "due", "done"}) {
    sheet.PutHead(speaker.Say("report.column." + std::string(column)));
  }
  sheet.Freeze();
  for (const auto* list : {&page.earlier, &page.next}) {
    for (const CommitmentView& one : *list) {
      sheet.Next();
      sheet.Put(one.month);
      sheet.Put(one.text);
      sheet.Put(std::optional(one.due_on));
      sheet.Put(one.done_on);
    }
  }
}

bool HasCommitments(const PageView& page) { return !page.earlier.empty() || !page.next.empty(); }

}  // namespace

std::string WriteCsv(const ReportView& report, const std::string& language) {
  const PageView& page = report.page;
  const Speaker speaker(language, page.time_zone, page.currency);
  std::string text;
  format::CsvWriter writer(&text, {.byte_order_mark = true});
  std::vector<std::string> cells;
  const auto write = [&] {
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    writer.Write(views);
    cells.clear();
  };
  for (const char* column : kLineColumns)
    cells.push_back(speaker.Say("report.column." + std::string(column)));
  write();
  const auto note = [&](const std::string& heading, const std::string& what, const std::string& said) {
    cells = {heading, what, said, "", "", "", "", "", "", ""};
    write();
  };
  for (const SectionView& section : page.sections) {
    for (const LineView& line : section.lines) {
      cells = {section.heading,
               line.label,
               line.text,
               Text(Plain(line, line.value, page.currency)),
               Text(Plain(line, line.low, page.currency)),
               Text(Plain(line, line.high, page.currency)),
               std::to_string(line.count),
               line.of > 0 ? std::to_string(line.of) : "",
               Joined(line.beside),
               line.meaning};
      write();
    }
    if (!section.note.empty()) note(section.heading, "", section.note);
    if (!section.comment.empty())
      note(section.heading, speaker.Say("report.column.comment"), section.comment);
    if (section.key != SectionKey::commitments) continue;
    for (const auto* list : {&page.earlier, &page.next}) {
      for (const CommitmentView& one : *list) {
        note(section.heading, one.text,
             ToString(one.due_on) +
                 (one.done_on ? " · " + speaker.Say("report.column.done") + " " + ToString(*one.done_on)
                              : ""));
      }
    }
  }
  return text;
}

std::string WriteXlsx(const ReportView& report, const std::string& language) {
  const PageView& page = report.page;
  const Speaker speaker(language, page.time_zone, page.currency);
  Workbook book;
  PutLines(book, page, speaker);
  PutRows(book, page, speaker);
  if (HasCommitments(page)) PutCommitments(book, page, speaker);
  return book.Bytes();
}

}  // namespace baton::report
