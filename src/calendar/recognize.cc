#include "calendar/recognize.h"

namespace baton::calendar {
namespace {

class Recognizer {
 public:
  explicit Recognizer(std::span<const BusyRow> rows) : rows_(rows), is_(rows.size()) {}

  // The first row that is nothing yet and begins with it; `ends_too`: and ends with it.
  bool Find(const Span& known, std::size_t index, bool ends_too) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const BusyRow& row = rows_[i];
      if (is_[i] || row.is_whole_day || row.starts_at != known.from) continue;
      if (ends_too && row.ends_at != known.to) continue;
      TakeAllOf(row, index);
      return true;
    }
    return false;
  }

  std::vector<std::optional<std::size_t>> Take() { return std::move(is_); }

 private:
  // The same event of another calendar too.
  void TakeAllOf(const BusyRow& row, std::size_t index) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const BusyRow& other = rows_[i];
      if (!is_[i] && !other.is_whole_day && other.starts_at == row.starts_at &&
          other.ends_at == row.ends_at && other.title == row.title)
        is_[i] = index;
    }
  }

  std::span<const BusyRow> rows_;
  std::vector<std::optional<std::size_t>> is_;
};

}  // namespace

std::vector<std::optional<std::size_t>> Recognize(std::span<const BusyRow> rows,
                                                  std::span<const Span> known) {
  Recognizer recognizer(rows);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (!recognizer.Find(known[i], i, true)) open.push_back(i);
  }
  for (const std::size_t i : open) recognizer.Find(known[i], i, false);
  return recognizer.Take();
}

}  // namespace baton::calendar
