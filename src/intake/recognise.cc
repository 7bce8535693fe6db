#include "intake/recognise.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "format/values/word_value.h"
#include "intake/vocabulary.h"

namespace baton::intake {
namespace {

constexpr int kEnough = 3;  // evidence for a target, below which a table stays for a person to say

constexpr std::array kTargets = {Target::person,  Target::product,     Target::account, Target::stage,
                                 Target::contact, Target::opportunity, Target::activity};

// Letters and digits of a folded text.
std::string Letters(std::string_view text) {
  if (!IsUtf8(text)) return {};
  std::string letters;
  for (const char c : Fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80) letters += c;
  }
  return letters;
}

// Pipedrive puts the object before each column: "Deal - Title".
std::optional<std::pair<std::string, std::string_view>> SplitPrefix(std::string_view header) {
  const auto dash = header.find(" - ");
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string object = Letters(header.substr(0, dash));
  static const std::set<std::string> kObjects = {"deal",   "organization", "organisation",
                                                 "person", "activity",     "product"};
  if (!kObjects.contains(object)) return std::nullopt;
  return std::pair(object, header.substr(dash + 3));
}

std::vector<std::string> KeysOf(const TableSample& sample) {
  std::vector<std::string> keys;
  for (const std::string& header : sample.headers) keys.push_back(HeaderKey(header));
  return keys;
}

std::size_t ColumnsOf(const TableSample& sample) {
  std::size_t columns = sample.headers.size();
  for (const auto& row : sample.rows) columns = std::max(columns, row.size());
  return columns;
}

std::vector<std::string_view> ValuesOf(const TableSample& sample, std::size_t column) {
  std::vector<std::string_view> values;
  for (const auto& row : sample.rows) {
    if (column < row.size()) values.push_back(row[column]);
  }
  return values;
}

// The three characters that say of which object a Salesforce id is, when a column holds such ids.
std::optional<std::string> SalesforcePrefix(const TableSample& sample, std::size_t column) {
  std::optional<std::string> prefix;
  for (const std::string_view value : ValuesOf(sample, column)) {
    const std::string_view text = Trim(value);
    if (text.empty()) continue;
    if (!format::IsSalesforceId(text)) return std::nullopt;
    if (!prefix) prefix = std::string(text.substr(0, 3));
    if (*prefix != text.substr(0, 3)) return std::nullopt;
  }
  return prefix;
}

Target TargetOfPrefix(std::string_view prefix) {
  static const std::map<std::string_view, Target> kPrefixes = {
      {"001", Target::account},  {"003", Target::contact},  {"006", Target::opportunity},
      {"00T", Target::activity}, {"00U", Target::activity}, {"005", Target::person},
      {"01t", Target::product}};
  const auto found = kPrefixes.find(prefix);
  if (found != kPrefixes.end()) return found->second;
  return Target::skip;
}

using Keys = std::set<std::string, std::less<>>;

bool HasAll(const Keys& keys, std::initializer_list<std::string_view> wanted) {
  return std::ranges::all_of(wanted, [&](std::string_view key) { return keys.contains(key); });
}

bool HasAny(const Keys& keys, std::initializer_list<std::string_view> wanted) {
  return std::ranges::any_of(wanted, [&](std::string_view key) { return keys.contains(key); });
}

// The files of Baton's own export, by columns that nobody else has.
std::optional<Target> OwnTarget(const TableSample& sample) {
  const auto has = [&](std::initializer_list<std::string_view> headers) {
    return std::ranges::all_of(headers, [&](std::string_view header) {
      return std::ranges::find(sample.headers, header) != sample.headers.end();
    });
  };
  if (has({"id", "revenue_minor"})) return Target::account;
  if (has({"id", "amount_minor"})) return Target::opportunity;
  if (has({"id", "price_minor"})) return Target::product;
  if (has({"id", "is_placeholder"})) return Target::person;
  if (has({"id", "is_confirmed", "category"})) return Target::stage;
  if (has({"activity_id", "person_id", "contact_id"})) return Target::attendance;
  if (has({"from_at", "to_at", "account_id"})) return Target::ownership;
  if (has({"external_id", "table_name", "row_id"})) return Target::reference;
  if (has({"said", "said_by_name", "said_at"}))
    return Target::skip;  // what people say is theirs to say again
  if (has({"id", "starts_at", "is_done", "created_at"})) return Target::activity;
  if (has({"id", "account_id", "account_name", "created_at"})) return Target::contact;
  return std::nullopt;
}

// HubSpot's tables of two ids and nothing of their own: deal_company, engagement_contact.
bool IsLink(const Keys& keys) {
  constexpr std::size_t kMostColumns = 8;
  const auto ids = std::ranges::count_if(std::array{"companyid", "contactid", "dealid", "engagementid"},
                                         [&](std::string_view key) { return keys.contains(key); });
  return ids >= 2 && keys.size() <= kMostColumns &&
         !HasAny(keys, {"id", "recordid", "hsobjectid", "ticketid"});
}

std::string SourceOf(const TableSample& sample, const Keys& keys) {
  if (OwnTarget(sample)) return "baton";
  if (IsLink(keys) || HasAll(keys, {"stageid", "pipelineid"})) return "hubspot";
  const auto properties = std::ranges::count_if(
      sample.headers, [](const std::string& header) { return header.starts_with("property_"); });
  if (properties >= 2) return "hubspot";
  const bool has_prefix = std::ranges::any_of(
      sample.headers, [](const std::string& header) { return SplitPrefix(header).has_value(); });
  if (has_prefix) return "pipedrive";
  if (HasAll(keys, {"salesagent", "dealstage"}) || HasAll(keys, {"salesagent", "regionaloffice"}) ||
      HasAll(keys, {"sector", "yearestablished"}) || HasAll(keys, {"series", "salesprice"})) {
    return "pipeline";
  }
  if (HasAny(keys, {"systemmodstamp", "stagename", "isdeleted", "lastmodifiedbyid", "whoid", "accountowner",
                    "opportunityowner", "opportunityid18"})) {
    return HasAny(keys, {"hubspotownerid", "dealname", "dealid", "engagementid"}) ? "hubspot" : "salesforce";
  }
  if (HasAny(keys, {"dealname", "dealstage", "dealid", "companyname", "companydomainname", "hubspotownerid",
                    "unternehmensname", "dealphase", "engagementid", "hsobjectid", "recordid", "companyowner",
                    "dealowner", "portalid", "primaryteamid"})) {
    return "hubspot";
  }
  return "table";
}

Target BestTarget(const TableSample& sample, const Keys& keys) {
  std::map<Target, int> score;
  for (const TargetWord& word : HeaderEvidence()) {
    if (keys.contains(word.word)) score[word.target] += word.weight;
  }
  const std::string name = Letters(sample.name);
  for (const TargetWord& word : NameEvidence()) {
    if (name.find(word.word) != std::string::npos) score[word.target] += word.weight;
  }
  Target best = Target::skip;
  int most = std::max(kEnough - 1, score[Target::skip]);
  for (const Target target : kTargets) {
    if (score[target] > most) {
      best = target;
      most = score[target];
    }
  }
  return best;
}

// Of Pipedrive, the object that most columns belong to.
std::optional<Target> TargetOfPrefixes(const TableSample& sample) {
  std::map<std::string, int> count;
  for (const std::string& header : sample.headers) {
    if (const auto split = SplitPrefix(header)) ++count[split->first];
  }
  if (count.empty()) return std::nullopt;
  const auto best = std::ranges::max_element(count, {}, [](const auto& entry) { return entry.second; });
  static const std::map<std::string, Target> kObjects = {
      {"deal", Target::opportunity}, {"organization", Target::account}, {"organisation", Target::account},
      {"person", Target::contact},   {"activity", Target::activity},    {"product", Target::product}};
  return kObjects.at(best->first);
}

Target TargetOf(const TableSample& sample, const std::vector<std::string>& keys) {
  if (const auto target = OwnTarget(sample)) return *target;
  if (const auto target = TargetOfPrefixes(sample)) return *target;
  const Keys all(keys.begin(), keys.end());
  // What rows were once has their ids too.
  if (all.contains("fivetranstart") || Letters(sample.name).find("history") != std::string::npos)
    return Target::skip;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] != "id") continue;
    if (const auto prefix = SalesforcePrefix(sample, i)) return TargetOfPrefix(*prefix);
  }
  return IsLink(all) ? Target::link : BestTarget(sample, all);
}

std::vector<std::string_view> WordsIn(std::string_view list) {
  std::vector<std::string_view> words;
  for (const auto word : Split(list, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

// Does what stands in the column speak against the field?
bool Fits(const FieldInfo& info, const format::ColumnProfile& profile) {
  using format::ValueKind;
  if (profile.kind == ValueKind::blank) return true;
  switch (info.kind) {
    case FieldKind::number:
    case FieldKind::money:
      return profile.kind == ValueKind::integer || profile.kind == ValueKind::decimal ||
             profile.kind == ValueKind::money;
    case FieldKind::day:
    case FieldKind::instant:
      return profile.kind == ValueKind::day || profile.kind == ValueKind::instant;
    case FieldKind::email:
      return profile.kind == ValueKind::email;
    case FieldKind::text:
      // A key is no day, and a name is no number.
      return info.field != Field::name ||
             (profile.kind != ValueKind::day && profile.kind != ValueKind::instant);
    case FieldKind::yes_no:
      return true;
  }
  return true;
}

// The values that read as what the field wants; a column of dates with mistakes in it is still one of dates.
std::vector<std::string_view> Readable(const FieldInfo& info, const std::vector<std::string_view>& values) {
  std::vector<std::string_view> readable;
  for (const std::string_view value : values) {
    const bool is_date = info.kind == FieldKind::day || info.kind == FieldKind::instant;
    const std::string_view text = Trim(value);
    if (is_date ? format::ReadDate(text).has_value() : format::ReadNumber(text).has_value())
      readable.push_back(value);
  }
  return readable;
}

bool HasSome(const FieldInfo& info, const std::vector<std::string_view>& values) {
  if (info.kind == FieldKind::email) return true;  // what is no address is left out row by row
  if (info.kind == FieldKind::text || info.kind == FieldKind::yes_no) return false;
  const auto blank =
      std::ranges::count_if(values, [](std::string_view value) { return Trim(value).empty(); });
  return Readable(info, values).size() * 3 >= values.size() - static_cast<std::size_t>(blank);
}

struct Claim {
  std::size_t column = 0;
  std::size_t rank = 0;
  bool fits = true;
};

ColumnMapping Describe(const TableSample& sample, std::size_t column, const format::ColumnProfile& profile) {
  constexpr std::size_t kSamples = 3;
  constexpr std::size_t kSampleBytes = 60;
  ColumnMapping mapping;
  mapping.index = static_cast<std::int32_t>(column);
  if (column < sample.headers.size()) mapping.header = sample.headers[column];
  for (const std::string_view value : ValuesOf(sample, column)) {
    const std::string_view text = Trim(value);
    if (text.empty() || mapping.samples.size() == kSamples) continue;
    std::size_t size = std::min(text.size(), kSampleBytes);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    mapping.samples.push_back(CleanText(text.substr(0, size)).value_or(""));
  }
  using format::ValueKind;
  if (profile.kind == ValueKind::day || profile.kind == ValueKind::instant) {
    mapping.date_form = profile.date.order == format::DateOrder::month_first ? DateChoice::mdy
                        : profile.date.order == format::DateOrder::day_first ? DateChoice::dmy
                                                                             : DateChoice::ymd;
    mapping.is_ambiguous = profile.date_ambiguous || profile.date_conflict;
  }
  if (profile.kind == ValueKind::decimal || profile.kind == ValueKind::money ||
      profile.kind == ValueKind::integer) {
    mapping.decimal = profile.decimal.decimal == ',' ? DecimalChoice::comma : DecimalChoice::point;
    mapping.is_ambiguous = profile.decimal_ambiguous || profile.decimal_conflict;
  }
  return mapping;
}

// Fields whose values decide how the column's dates and numbers read also when the sample is blank.
void FillForms(const FieldInfo& info, ColumnMapping& column) {
  const bool is_date = info.kind == FieldKind::day || info.kind == FieldKind::instant;
  const bool is_number = info.kind == FieldKind::money || info.kind == FieldKind::number;
  if (is_date && !column.date_form) column.date_form = DateChoice::ymd;
  if (is_number && !column.decimal) column.decimal = DecimalChoice::point;
  if (!is_date) column.date_form.reset();
  if (!is_number) column.decimal.reset();
  if (!is_date && !is_number) column.is_ambiguous = false;
}

bool HasName(const std::vector<ColumnMapping>& columns, Target target) {
  const auto has = [&](Field field) {
    return std::ranges::any_of(columns, [&](const ColumnMapping& column) { return column.field == field; });
  };
  switch (target) {
    case Target::person:
    case Target::contact:
      return has(Field::name) || has(Field::last_name) || has(Field::email) || has(Field::first_name);
    case Target::opportunity:
      return has(Field::name) || has(Field::id);
    case Target::activity:
      return has(Field::starts_at);
    case Target::account:
    case Target::product:
    case Target::stage:
      return has(Field::name);
    case Target::attendance:
      return has(Field::activity_id);
    case Target::ownership:
      return has(Field::account_id);
    case Target::reference:
      return has(Field::row_id);
    case Target::link:
      return true;
    case Target::skip:
      break;
  }
  return true;
}

}  // namespace

std::string HeaderKey(std::string_view header) {
  if (const auto split = SplitPrefix(header)) header = split->second;
  std::string key = Letters(header);
  if (key.starts_with("property") && key.size() > 8) key = key.substr(8);
  return key;
}

std::vector<ColumnMapping> ProposeColumns(const TableSample& sample, Target target) {
  const std::vector<std::string> keys = KeysOf(sample);
  std::vector<ColumnMapping> columns;
  std::vector<format::ColumnProfile> profiles;
  for (std::size_t i = 0; i < ColumnsOf(sample); ++i) {
    profiles.push_back(format::ProfileColumn(ValuesOf(sample, i)));
    columns.push_back(Describe(sample, i, profiles.back()));
  }
  // Each field takes the column whose header stands first among its words; of equals, the one whose values fit.
  std::vector<bool> taken(columns.size());
  const bool is_own = OwnTarget(sample) == target;
  for (const FieldWords& words : AllFieldWords()) {
    if (words.target != target) continue;
    const auto info = *FindField(target, words.field);
    if (info.is_own && !is_own) continue;
    std::optional<Claim> best;
    const auto list = WordsIn(words.headers);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto found = std::ranges::find(list, keys[i]);
      if (found == list.end() || taken[i]) continue;
      const Claim claim{i, static_cast<std::size_t>(found - list.begin()), Fits(info, profiles[i])};
      if (!best || std::pair(!claim.fits, claim.rank) < std::pair(!best->fits, best->rank)) best = claim;
    }
    if (!best) continue;
    const auto values = ValuesOf(sample, best->column);
    if (!is_own && !best->fits && !HasSome(info, values)) continue;
    taken[best->column] = true;
    ColumnMapping& column = columns[best->column];
    if (!best->fits) {
      const auto readable = Readable(info, values);
      const auto described = Describe(sample, best->column, format::ProfileColumn(readable));
      column.date_form = described.date_form;
      column.decimal = described.decimal;
      column.is_ambiguous = described.is_ambiguous;
    }
    column.field = words.field;
    column.confidence = !best->fits ? 0.5 : best->rank < 3 ? 0.95 : 0.8;
    FillForms(info, column);
  }
  return columns;
}

TableGuess Recognise(const TableSample& sample) {
  const std::vector<std::string> keys = KeysOf(sample);
  TableGuess guess;
  guess.source = SourceOf(sample, Keys(keys.begin(), keys.end()));
  guess.target = sample.headers.empty() ? Target::skip : TargetOf(sample, keys);
  guess.columns = ProposeColumns(sample, guess.target);
  // Links and other tables that only look like the object.
  if (!HasName(guess.columns, guess.target)) {
    guess.target = Target::skip;
    guess.columns = ProposeColumns(sample, guess.target);
  }
  const bool has_salesforce_ids = std::ranges::any_of(guess.columns, [&](const ColumnMapping& column) {
    return column.field == Field::id &&
           SalesforcePrefix(sample, static_cast<std::size_t>(column.index)).has_value();
  });
  if (has_salesforce_ids) guess.source = "salesforce";
  return guess;
}

}  // namespace baton::intake
