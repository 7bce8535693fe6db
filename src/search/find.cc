#include "search/find.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "json/json.h"
#include "search/match.h"

namespace baton::search {
namespace {

constexpr int kCandidates = 300;  // rows that are ranked
constexpr int kCounted = 20'000;  // beyond it a word is common
constexpr int kWordsOfPrefix = 100;
constexpr int kWordsOfVariant = 60;
constexpr std::size_t kNearWords = 60;
constexpr std::size_t kNearJoins = 3;
constexpr int kEnough = 5;  // exact finds that leave no need to look for typos

struct Candidate {
  SearchKind kind = SearchKind::account;
  Id row_id;
  std::optional<Id> account_id;
  auto operator<=>(const Candidate&) const = default;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (kind, row_id, account_id))

struct RowWord {
  SearchKind kind = SearchKind::account;
  Id row_id;
  std::string word;
};
BOOST_DESCRIBE_STRUCT(RowWord, (), (kind, row_id, word))

// Behind every text that begins with `prefix`: the last code point there is.
std::string EndOf(std::string_view prefix) { return std::string(prefix) + "\xF4\x8F\xBF\xBF"; }

std::string KindsText(const std::vector<SearchKind>& kinds) {
  std::string text;
  for (const SearchKind kind : kinds)
    text += fmt::format("{}'{}'", text.empty() ? "" : ", ", json::NameOf(kind));
  return text.empty() ? "" : fmt::format(" AND w0.kind IN ({})", text);
}

// One alias of search_word a typed word, each found by the row of the first; `condition(i)` is on w<i>.word. CROSS JOIN
// keeps SQLite to this order, in which the rarest word comes first.
template <class F>
std::string CandidatesSql(const Ask& ask, std::size_t words, F&& condition) {
  std::string joins;
  std::string conditions;
  for (std::size_t i = 0; i < words; ++i) {
    conditions += fmt::format(" AND w{}.org_id = $1 AND {}", i, condition(i));
    if (i == 0) continue;
    joins += fmt::format(" CROSS JOIN search_word AS w{}", i);
    conditions += fmt::format(" AND w{0}.kind = w0.kind AND w{0}.row_id = w0.row_id", i);
  }
  return fmt::format(
      "SELECT w0.kind, w0.row_id, w0.account_id FROM search_word AS w0{} WHERE (w0.kind = 'person' OR "
      "{}){}{} "
      "ORDER BY w0.word, w0.kind, w0.row_id LIMIT {}",
      joins, ask.visible, KindsText(ask.kinds), conditions, kCandidates);
}

template <class Argument, std::size_t... I>
std::vector<Candidate> QueryWith(db::Connection& connection, const std::string& sql, const Ask& ask,
                                 const std::vector<Argument>& arguments, std::index_sequence<I...>) {
  return connection.Query<Candidate>(sql, ask.org_id, ask.person_id, arguments[I]...);
}

// The number of arguments is known at run time; of a statement at compile time.
template <class Argument, std::size_t kEach, std::size_t kWords = kMaxTypedWords>
std::vector<Candidate> QueryCandidates(db::Connection& connection, const std::string& sql, const Ask& ask,
                                       const std::vector<Argument>& arguments) {
  if constexpr (kWords == 0) {
    return {};
  } else {
    if (arguments.size() == kWords * kEach) {
      return QueryWith(connection, sql, ask, arguments, std::make_index_sequence<kWords * kEach>());
    }
    return QueryCandidates<Argument, kEach, kWords - 1>(connection, sql, ask, arguments);
  }
}

// The rarest first.
void SortByCount(db::Connection& connection, Id org_id, std::vector<std::string>& typed) {
  if (typed.size() < 2) return;
  std::map<std::string, std::int64_t> counts;
  for (const std::string& word : typed) {
    counts[word] = connection
                       .QueryValue<std::int64_t>(
                           "SELECT COUNT(*) AS found FROM (SELECT 1 AS one FROM search_word "
                           "WHERE org_id = $1 AND word >= $2 AND word < $3 LIMIT $4) AS some_rows",
                           org_id, word, EndOf(word), kCounted)
                       .value_or(0);
  }
  std::ranges::stable_sort(typed, {}, [&](const std::string& word) { return counts[word]; });
}

std::vector<Candidate> FindExact(db::Connection& connection, const Ask& ask,
                                 const std::vector<std::string>& typed) {
  std::vector<std::string> ranges;
  for (const std::string& word : typed) {
    ranges.push_back(word);
    ranges.push_back(EndOf(word));
  }
  const std::string sql = CandidatesSql(ask, typed.size(), [](std::size_t i) {
    return fmt::format("w{0}.word >= ${1} AND w{0}.word < ${2}", i, 2 * i + 3, 2 * i + 4);
  });
  return QueryCandidates<std::string, 2>(connection, sql, ask, ranges);
}

// The stored words that a typed one may mean.
std::vector<std::string> WordsNear(db::Connection& connection, Id org_id, const std::string& typed) {
  std::vector<std::string> words = connection.Query<std::string>(
      "SELECT word FROM search_near WHERE org_id = $1 AND variant >= $2 AND variant < $3 AND word = variant "
      "ORDER BY variant LIMIT $4",
      org_id, typed, EndOf(typed), kWordsOfPrefix);
  if (MistakesAllowed(typed) == 0) return words;
  std::set<std::pair<Match, std::string>> near;
  for (const std::string& variant : VariantsOf(typed)) {
    for (std::string& word : connection.Query<std::string>(
             "SELECT word FROM search_near WHERE org_id = $1 AND variant >= $2 AND variant < $3 "
             "ORDER BY variant, word LIMIT $4",
             org_id, variant, EndOf(variant), kWordsOfVariant)) {
      const auto match = MatchWord(typed, word);
      if (match && match->mistakes > 0) near.emplace(*match, std::move(word));
    }
  }
  for (const auto& [match, word] : near) {
    if (words.size() >= kWordsOfPrefix + kNearWords) break;
    words.push_back(word);
  }
  return words;
}

// Of a long text the longest words say enough; a join of many lists of near words is what PostgreSQL plans badly.
std::vector<std::string> Longest(std::vector<std::string> typed) {
  std::ranges::stable_sort(typed, std::ranges::greater(), &std::string::size);
  if (typed.size() > kNearJoins) typed.resize(kNearJoins);
  return typed;
}

std::int64_t CountRowsOf(db::Connection& connection, Id org_id, const db::TextList& words) {
  return connection
      .QueryValue<std::int64_t>(
          "SELECT COUNT(*) AS found FROM (SELECT 1 AS one FROM search_word "
          "WHERE org_id = $1 AND word IN baton_list($2) LIMIT $3) AS some_rows",
          org_id, words, kCounted)
      .value_or(0);
}

std::vector<Candidate> FindNear(db::Connection& connection, const Ask& ask,
                                const std::vector<std::string>& all_typed) {
  const std::vector<std::string> typed = Longest(all_typed);
  std::vector<std::pair<std::int64_t, db::TextList>> counted;
  for (const std::string& word : typed) {
    const auto words = WordsNear(connection, ask.org_id, word);
    if (words.empty()) return {};
    const db::TextList list(words);
    counted.emplace_back(CountRowsOf(connection, ask.org_id, list), list);
  }
  // The rarest first, by what they may mean: the longest one, or a misspelt one, may mean the commonest word there is.
  std::ranges::stable_sort(counted, {}, &std::pair<std::int64_t, db::TextList>::first);
  std::vector<db::TextList> lists;
  for (auto& [count, list] : counted) lists.push_back(std::move(list));
  const std::string sql = CandidatesSql(
      ask, typed.size(), [](std::size_t i) { return fmt::format("w{}.word IN baton_list(${})", i, i + 3); });
  return QueryCandidates<db::TextList, 1>(connection, sql, ask, lists);
}

// How well the row's words answer what was typed; none when one is not answered.
std::optional<Match> Rate(const std::vector<std::string>& typed, const std::vector<std::string>& words) {
  Match total;
  for (const std::string& wanted : typed) {
    std::optional<Match> best;
    for (const std::string& word : words) {
      const auto match = MatchWord(wanted, word);
      if (match && (!best || *match < *best)) best = match;
    }
    if (!best) return std::nullopt;
    total.mistakes += best->mistakes;
    total.letters_missing += best->letters_missing;
  }
  return total;
}

std::vector<Hit> Rank(db::Connection& connection, const Ask& ask, const std::vector<std::string>& typed,
                      const std::set<Candidate>& candidates) {
  std::vector<Id> ids;
  for (const Candidate& candidate : candidates) ids.push_back(candidate.row_id);
  std::map<std::pair<SearchKind, Id>, std::vector<std::string>> words;
  for (RowWord& row :
       connection.Query<RowWord>("SELECT kind, row_id, word FROM search_word WHERE org_id = $1 "
                                 "AND kind IN ('account', 'contact', 'person') AND row_id IN baton_list($2) "
                                 "ORDER BY kind, row_id, word",
                                 ask.org_id, db::IdList(ids))) {
    words[{row.kind, row.row_id}].push_back(std::move(row.word));
  }
  std::vector<Hit> hits;
  for (const Candidate& candidate : candidates) {
    if (const auto match = Rate(typed, words[{candidate.kind, candidate.row_id}])) {
      hits.push_back(
          {candidate.kind, candidate.row_id, candidate.account_id, match->mistakes, match->letters_missing});
    }
  }
  std::ranges::sort(hits, {}, [](const Hit& hit) {
    return std::tuple(hit.mistakes, hit.letters_missing, hit.kind, hit.row_id);
  });
  if (std::ssize(hits) > ask.limit) hits.resize(static_cast<std::size_t>(ask.limit));
  return hits;
}

}  // namespace

std::vector<Hit> Find(db::Connection& connection, const Ask& ask) {
  std::vector<std::string> typed = TypedWords(ask.text);
  if (typed.empty() || ask.limit <= 0) return {};
  SortByCount(connection, ask.org_id, typed);
  const auto exact = FindExact(connection, ask, typed);
  std::set<Candidate> candidates(exact.begin(), exact.end());
  if (std::ssize(candidates) < std::min(ask.limit, kEnough)) {
    const auto near = FindNear(connection, ask, typed);
    candidates.insert(near.begin(), near.end());
  }
  return Rank(connection, ask, typed, candidates);
}

}  // namespace baton::search
