#include "review/review_text.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

#include "base/check.h"
#include "base/text.h"
#include "json/json.h"
#include "seal/seal.h"
#include "seal/unused.h"

namespace baton::review {
namespace {

struct SealedRow {
  Id org_id;
  Id id;
  std::string sealed;
};
BOOST_DESCRIBE_STRUCT(SealedRow, (), (org_id, id, sealed))

std::string PlaceOfText(Id org_id, Id id) { return "review_text:" + ToString(org_id) + ":" + ToString(id); }

seal::SealedTexts TextsRead() {
  const auto in_review = [](std::string_view table) {
    return fmt::format(
        "{0}.deleted_at IS NULL AND EXISTS (SELECT 1 FROM review WHERE review.org_id = $1 AND "
        "review.id = {0}.review_id AND review.deleted_at IS NULL)",
        table);
  };
  return {"review_text",
          {{"review_version", "text_id", in_review("review_version")},
           {"review_comment", "text_id", in_review("review_comment")},
           {"worked_letter", "text_id", "worked_letter.deleted_at IS NULL"},
           {"review", "verdict_text_id", "review.deleted_at IS NULL", false},
           {"review", "thanks_text_id", "review.deleted_at IS NULL", false}}};
}

}  // namespace

Id PutText(db::Tx& tx, const seal::Key& key, Id org_id, Id review_id, std::string_view text) {
  const Id id = tx.NewId();
  tx.Execute("INSERT INTO review_text (org_id, id, review_id, sealed) VALUES ($1, $2, $3, $4)", org_id, id,
             review_id, seal::Seal(key, PlaceOfText(org_id, id), text));
  return id;
}

Result<std::string> FindText(db::Connection& connection, const seal::Key& key, Id org_id, Id text_id) {
  const auto sealed = connection.QueryValue<std::string>(
      "SELECT sealed FROM review_text WHERE org_id = $1 AND id = $2", org_id, text_id);
  Check(sealed.has_value(), "a row of a review points to a text that is there");
  return seal::Open(key, PlaceOfText(org_id, text_id), *sealed);
}

Id PutWords(db::Tx& tx, const seal::Key& key, Id org_id, Id review_id, const CommentWords& words) {
  return PutText(tx, key, org_id, review_id, json::ToText(words));
}

Result<CommentWords> FindWords(db::Connection& connection, const seal::Key& key, Id org_id, Id text_id) {
  const auto text = FindText(connection, key, org_id, text_id);
  if (!text) return Fail(text.error());
  return json::FromText<CommentWords>(*text);
}

std::string RemarkKey(const seal::Key& key, std::string_view kind, std::string_view passage) {
  const std::string text = std::string(kind) + '\n' + Fold(passage);
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), key.data(), seal::Key::kBytes);
  std::array<char, hash.size() * 2 + 1> hex{};
  return std::string(kind) + '-' + sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

Result<Done> CheckTexts(db::Connection& connection, const seal::Key& key) {
  for (const SealedRow& row :
       connection.Query<SealedRow>("SELECT org_id, id, sealed FROM review_text ORDER BY id DESC LIMIT 10")) {
    if (auto text = seal::Open(key, PlaceOfText(row.org_id, row.id), row.sealed); !text)
      return Fail(text.error());
  }
  return Done{};
}

int ForgetUnusedTexts(db::Database& database, Id org_id, Instant now) {
  return seal::ForgetUnused(database, org_id, now, TextsRead());
}

void KeepTextsOf(std::string_view table, db::Tx& tx, Id org_id, Id row_id) {
  seal::KeepTexts(tx, org_id, "review_text",
                  fmt::format("review_id IN (SELECT {} FROM {} WHERE org_id = $1 AND id = $2)",
                              table == Review::kTable ? "id" : "review_id", table),
                  row_id);
}

}  // namespace baton::review
