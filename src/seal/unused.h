// Sealed words that nothing points to any more go for good, once no undo may bring them back. A daily job notes which texts
// are unused, and a month later takes those away that still are, with the deleted rows that pointed to them.
//
//   const SealedTexts kTexts{"coaching_text", {{"coaching_note", "text_id", "coaching_note.deleted_at IS NULL"}}};
//   seal::ForgetUnused(database, org_id, now, kTexts);       // from the job
//   seal::KeepTexts(tx, org_id, "coaching_text", "id IN (SELECT ... WHERE org_id = $1 AND id = $2)", note_id);   // after an undo
//
// An action that such a text belongs to is undone for kUndoDays (action::Table::undo_days). A text is kept a day longer, so
// that no undo on its way meets the job. Stateless, hence thread-safe; may be cut at any point and repeated.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/database.h"

namespace baton::seal {

inline constexpr int kUndoDays = 30;
inline constexpr std::int64_t kKeepUnused = (kUndoDays + 1) * kMillisecondsPerDay;

// A column that points to texts. Its names and conditions are constants of the code.
struct TextPointer {
  std::string_view table;
  std::string_view column;
  // Of a row of the table: somebody can still read it. $1 is the organization.
  std::string is_read;
  // Whether a row that nobody reads goes with its text; else the column is emptied.
  bool goes = true;
};

struct SealedTexts {
  std::string_view table;  // org_id, id, sealed, unused_at
  std::vector<TextPointer> pointers;
};

// Returns how many texts went.
int ForgetUnused(db::Database& database, Id org_id, Instant now, const SealedTexts& texts);

// An undo may have brought texts back: they are not unused any more. `which` is a condition on rows of the texts' table,
// with $1 the organization and $2 the row that the undo touched.
void KeepTexts(db::Tx& tx, Id org_id, std::string_view table, std::string_view which, Id row_id);

}  // namespace baton::seal
