// Words that belong to a review, sealed with the key that lies outside the database (seal/seal.h). A text never changes and is
// never taken away by an undo: rows that point to it are. What nothing points to any more goes for good once no undo may
// bring it back (seal/unused.h).
#pragma once

#include <string>
#include <string_view>

#include "db/database.h"
#include "review/review.h"
#include "seal/key.h"

namespace baton::review {

Id PutText(db::Tx& tx, const seal::Key& key, Id org_id, Id review_id, std::string_view text);
// An unknown id is a bug; another key is Kind::conflict.
Result<std::string> FindText(db::Connection& connection, const seal::Key& key, Id org_id, Id text_id);

Id PutWords(db::Tx& tx, const seal::Key& key, Id org_id, Id review_id, const CommentWords& words);
Result<CommentWords> FindWords(db::Connection& connection, const seal::Key& key, Id org_id, Id text_id);

// Names a remark so that it is known again when the passage is the same; says nothing about the words to who has no key.
std::string RemarkKey(const seal::Key& key, std::string_view kind, std::string_view passage);

// For `baton doctor`: does the key open the texts?
Result<Done> CheckTexts(db::Connection& connection, const seal::Key& key);

// The daily job: returns how many went.
int ForgetUnusedTexts(db::Database& database, Id org_id, Instant now);
// After an undo touched a row of a review; `table` is `review` or holds the column review_id.
void KeepTextsOf(std::string_view table, db::Tx& tx, Id org_id, Id row_id);

}  // namespace baton::review
