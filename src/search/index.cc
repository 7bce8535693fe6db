#include "search/index.h"

#include <fmt/format.h>
#include <boost/describe/class.hpp>

#include <algorithm>
#include <set>

#include "search/match.h"

namespace baton::search {
namespace {

struct SearchWord {
  Id org_id;
  SearchKind kind = SearchKind::account;
  Id row_id;
  std::string word;
  std::optional<Id> account_id;
};
BOOST_DESCRIBE_STRUCT(SearchWord, (), (org_id, kind, row_id, word, account_id))

// Pairs of (variant, word) that go in with one statement.
constexpr std::size_t kPairs = 64;

std::string InsertNearSql(std::size_t pairs) {
  std::string sql = "INSERT INTO search_near (org_id, variant, word) VALUES ";
  for (std::size_t i = 0; i < pairs; ++i) {
    sql += fmt::format("{}($1, ${}, ${})", i == 0 ? "" : ", ", 2 * i + 2, 2 * i + 3);
  }
  return sql + " ON CONFLICT (org_id, variant, word) DO NOTHING";
}

// Two statements of fixed size, so that they stay prepared.
void InsertNear(db::Tx& tx, Id org_id, std::span<const std::pair<std::string, std::string>> pairs) {
  static const std::string kMany = InsertNearSql(kPairs);
  static const std::string kOne = InsertNearSql(1);
  while (!pairs.empty()) {
    const std::size_t count = pairs.size() >= kPairs ? kPairs : 1;
    std::vector<db::OwnedValue> values{org_id.value};
    for (const auto& [variant, word] : pairs.first(count)) {
      values.emplace_back(variant);
      values.emplace_back(word);
    }
    tx.ExecuteValues(count == 1 ? kOne : kMany, values);
    pairs = pairs.subspan(count);
  }
}

// Words of which there is no row yet get their variants. REQUIRES: before their rows are inserted.
void LearnWords(db::Tx& tx, Id org_id, const std::set<std::string>& words) {
  const auto known = tx.Query<std::string>(
      "SELECT word FROM search_near WHERE org_id = $1 AND variant IN baton_list($2) AND word = variant ORDER "
      "BY word",
      org_id, db::TextList(std::vector<std::string>(words.begin(), words.end())));
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& word : words) {
    if (std::ranges::binary_search(known, word)) continue;
    for (std::string& variant : VariantsOf(word)) pairs.emplace_back(std::move(variant), word);
  }
  std::ranges::sort(pairs);  // one order everywhere: two transactions cannot wait for each other
  InsertNear(tx, org_id, pairs);
}

// Words that no row has any more leave nothing behind: they may have been somebody's name.
void ForgetWords(db::Tx& tx, Id org_id, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (tx.QueryValue<std::int64_t>(
            "SELECT 1 AS one FROM search_word WHERE org_id = $1 AND word = $2 LIMIT 1", org_id, word)) {
      continue;
    }
    tx.Execute("DELETE FROM search_near WHERE org_id = $1 AND variant IN baton_list($2) AND word = $3",
               org_id, db::TextList(VariantsOf(word)), word);
  }
}

std::set<std::string> WordsOfAll(std::span<const std::string> texts) {
  std::set<std::string> words;
  for (const std::string& text : texts)
    words.merge([&] {
      const auto found = WordsOf(text);
      return std::set<std::string>(found.begin(), found.end());
    }());
  return words;
}

}  // namespace

void Put(db::Tx& tx, Id org_id, SearchKind kind, Id row_id, std::initializer_list<std::string_view> texts,
         std::optional<Id> account_id) {
  const std::vector<std::string> owned(texts.begin(), texts.end());
  const std::set<std::string> words = WordsOfAll(owned);
  const auto before = tx.Query<SearchWord>(
      "SELECT org_id, kind, row_id, word, account_id FROM search_word WHERE org_id = $1 AND kind = $2 AND "
      "row_id = $3",
      org_id, kind, row_id);
  const bool is_same =
      before.size() == words.size() && std::ranges::all_of(before, [&](const SearchWord& row) {
        return row.account_id == account_id && words.contains(row.word);
      });
  if (is_same) return;
  tx.Execute("DELETE FROM search_word WHERE org_id = $1 AND kind = $2 AND row_id = $3", org_id, kind, row_id);
  PutNew(tx, org_id, std::vector{Document{kind, row_id, owned, account_id}});
  std::vector<std::string> gone;
  for (const SearchWord& row : before) {
    if (!words.contains(row.word)) gone.push_back(row.word);
  }
  ForgetWords(tx, org_id, gone);
}

void PutNew(db::Tx& tx, Id org_id, std::span<const Document> documents) {
  std::vector<SearchWord> rows;
  std::set<std::string> all;
  for (const Document& document : documents) {
    for (const std::string& word : WordsOfAll(document.texts)) {
      rows.push_back({org_id, document.kind, document.row_id, word, document.account_id});
      all.insert(word);
    }
  }
  if (rows.empty()) return;
  LearnWords(tx, org_id, all);
  tx.InsertMany("search_word", rows);
}

void Remove(db::Tx& tx, Id org_id, SearchKind kind, Id row_id) {
  const auto words = tx.Query<std::string>(
      "SELECT word FROM search_word WHERE org_id = $1 AND kind = $2 AND row_id = $3 ORDER BY word", org_id,
      kind, row_id);
  tx.Execute("DELETE FROM search_word WHERE org_id = $1 AND kind = $2 AND row_id = $3", org_id, kind, row_id);
  ForgetWords(tx, org_id, words);
}

}  // namespace baton::search
