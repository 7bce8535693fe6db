// The words of coaching sessions in the database: sealed with the key outside it (seal/seal.h), each text a row that is
// never changed. What the log of changes sees is which row counts; an undo points back to the one before.
//
//   note.text_id = PutText(tx, org_id, key, "She talks too fast", now);
//   auto texts = OpenTexts(connection, org_id, key, ids);   // a Problem when the key is another one
//
// A text that nothing points to any more goes for good once no undo may bring it back (seal/unused.h).
//
// Stateless, hence thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/date.h"
#include "base/problem.h"
#include "db/database.h"
#include "seal/key.h"

namespace baton::coaching {

using Texts = std::unordered_map<Id, std::string>;

Id PutText(db::Tx& tx, Id org_id, const seal::Key& key, std::string_view text, Instant now);
Result<Texts> OpenTexts(db::Connection& connection, Id org_id, const seal::Key& key, std::span<const Id> ids);
// Whether the key opens what is there: tries the newest.
Result<Done> CheckTexts(db::Connection& connection, const seal::Key& key);

// The daily job: returns how many went.
int ForgetUnusedTexts(db::Database& database, Id org_id, Instant now);
// After an undo touched a row that points to a text, or a session with all of them.
void KeepTextsOf(std::string_view table, db::Tx& tx, Id org_id, Id row_id);
void KeepTextsOfSession(db::Tx& tx, Id org_id, Id session_id);

}  // namespace baton::coaching
