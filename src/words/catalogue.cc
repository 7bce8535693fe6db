#include "words/catalogue.h"

#include <unicode/datefmt.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <unordered_map>

#include "base/check.h"
#include "base/text.h"
#include "json/json.h"
#include "words/compiled.h"

namespace baton::words {
namespace {

constexpr std::string_view kEnglish = "en";

icu::UnicodeString ToUnicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::Locale LocaleOf(std::string_view language) { return icu::Locale(std::string(language).c_str()); }

// A number as a double where that is exact: ICU formats only such as a date, too.
icu::Formattable ToFormattable(const Argument& argument) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  if (const auto* text = std::get_if<std::string>(&argument)) return ToUnicode(*text);
  if (const auto* real = std::get_if<double>(&argument)) return *real;
  const std::int64_t number = std::get<std::int64_t>(argument);
  if (number > kExact || number < -kExact) return icu::Formattable(number);
  return static_cast<double>(number);
}

std::unique_ptr<icu::MessageFormat> MakeFormat(std::string_view pattern, std::string_view language,
                                               std::string_view zone) {
  UErrorCode error = U_ZERO_ERROR;
  auto format = std::make_unique<icu::MessageFormat>(ToUnicode(pattern), LocaleOf(language), error);
  Check(U_SUCCESS(error) != 0, "a text of the catalogue does not parse");
  const std::unique_ptr<icu::TimeZone> time_zone(
      icu::TimeZone::createTimeZone(ToUnicode(zone.empty() ? "UTC" : zone)));
  std::int32_t count = 0;
  const icu::Format** parts = format->getFormats(count);
  for (std::int32_t index = 0; index < count; ++index) {
    const auto* date = dynamic_cast<const icu::DateFormat*>(parts[index]);
    if (!date) continue;
    const std::unique_ptr<icu::DateFormat> zoned(date->clone());
    zoned->setTimeZone(*time_zone);
    format->setFormat(index, *zoned);
    parts = format->getFormats(count);
  }
  return format;
}

// A MessageFormat may not be shared between threads, and making one costs more than using it.
const icu::MessageFormat& FormatFor(std::string_view pattern, std::string_view language,
                                    std::string_view zone) {
  constexpr std::size_t kMaxKept = 1000;
  thread_local std::unordered_map<std::string, std::unique_ptr<icu::MessageFormat>> kept;
  std::string key;
  key.append(language).append(1, '\n').append(zone).append(1, '\n').append(pattern);
  const auto found = kept.find(key);
  if (found != kept.end()) return *found->second;
  if (kept.size() >= kMaxKept) kept.clear();
  return *kept.emplace(std::move(key), MakeFormat(pattern, language, zone)).first->second;
}

bool IsPlain(std::string_view pattern) { return pattern.find_first_of("{'") == std::string_view::npos; }

void CheckPattern(const std::string& language, const std::string& key, const std::string& pattern) {
  if (IsPlain(pattern)) return;
  UErrorCode error = U_ZERO_ERROR;
  const icu::MessagePattern parsed(ToUnicode(pattern), nullptr, error);
  Check(U_SUCCESS(error) != 0, ("messages/" + language + ".json: " + key + " does not parse").c_str());
}

}  // namespace

struct Catalogue::Patterns {
  std::map<std::string, Texts, std::less<>> languages;

  // The pattern in that language, or in English; and which of them it is.
  std::pair<const std::string*, std::string_view> Find(std::string_view key,
                                                       std::string_view language) const {
    for (const std::string_view wanted : {language, kEnglish}) {
      const auto texts = languages.find(wanted);
      if (texts == languages.end()) continue;
      const auto text = texts->second.find(key);
      if (text != texts->second.end()) return {&text->second, wanted};
    }
    return {nullptr, kEnglish};
  }
};

Catalogue::Catalogue(std::map<std::string, Texts, std::less<>> languages)
    : patterns_(std::make_unique<Patterns>()) {
  Check(languages.contains(kEnglish), "the catalogue has English texts");
  for (const auto& [language, texts] : languages) {
    for (const auto& [key, pattern] : texts) CheckPattern(language, key, pattern);
  }
  patterns_->languages = std::move(languages);
}

Catalogue::~Catalogue() = default;

const Catalogue& Catalogue::Compiled() {
  static const Catalogue catalogue([] {
    std::map<std::string, Texts, std::less<>> languages;
    for (const auto& file : CompiledFiles()) {
      auto texts = json::FromText<std::map<std::string, std::string>>(file.json);
      Check(texts.has_value(), "messages/*.json are flat objects of texts");
      languages.emplace(file.language, Texts(texts->begin(), texts->end()));
    }
    return languages;
  }());
  return catalogue;
}

std::string Catalogue::Say(const Message& message, std::string_view language, std::string_view zone) const {
  const auto [pattern, spoken] = patterns_->Find(message.key, language);
  if (!pattern) return message.key;
  if (IsPlain(*pattern)) return *pattern;
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, argument] : message.arguments) {
    names.push_back(ToUnicode(name));
    values.push_back(ToFormattable(argument));
  }
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString said;
  FormatFor(*pattern, spoken, zone)
      .format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), said, error);
  // A wrong argument must not cost the reader the whole answer.
  return U_SUCCESS(error) ? ToUtf8(said) : message.key;
}

bool Catalogue::Has(std::string_view key, std::string_view language) const {
  const auto texts = patterns_->languages.find(language);
  return texts != patterns_->languages.end() && texts->second.contains(key);
}

std::vector<std::string> Catalogue::Languages() const {
  std::vector<std::string> all;
  for (const auto& [language, texts] : patterns_->languages) all.push_back(language);
  return all;
}

bool Catalogue::Speaks(std::string_view language) const { return patterns_->languages.contains(language); }

std::vector<std::string> Catalogue::Keys() const {
  std::vector<std::string> all;
  for (const auto& [key, pattern] : patterns_->languages.find(kEnglish)->second) all.push_back(key);
  return all;
}

std::string Catalogue::Choose(std::string_view accept_language) const {
  std::string best(kEnglish);
  double best_weight = 0;
  for (const std::string_view part : Split(accept_language, ',')) {
    const auto pieces = Split(part, ';');
    double weight = 1;
    if (pieces.size() > 1 && Trim(pieces[1]).starts_with("q=")) {
      const std::string number(Trim(pieces[1]).substr(2, 5));
      weight = std::strtod(number.c_str(), nullptr);
    }
    const std::string_view tag = Trim(pieces[0]);
    for (const std::string_view candidate : {tag, tag.substr(0, tag.find('-'))}) {
      if (weight <= best_weight || !patterns_->languages.contains(candidate)) continue;
      best = candidate;
      best_weight = weight;
    }
  }
  return best;
}

std::string MoneyText(const Money& money, std::string_view language) {
  const int digits = MinorDigits(money.currency);
  std::int64_t whole = 1;
  for (int i = 0; i < digits; ++i) whole *= 10;
  const bool has_cents = money.amount_minor % whole != 0;
  std::string number = std::to_string(money.amount_minor);
  const std::size_t sign = number.starts_with('-') ? 1 : 0;
  const auto width = static_cast<std::size_t>(digits) + 1 + sign;
  if (number.size() < width) number.insert(sign, width - number.size(), '0');
  if (digits > 0) number.insert(number.size() - static_cast<std::size_t>(digits), 1, '.');
  UErrorCode error = U_ZERO_ERROR;
  const icu::CurrencyUnit unit(ToUnicode(money.currency).getTerminatedBuffer(), error);
  const auto formatter = icu::number::NumberFormatter::withLocale(LocaleOf(language))
                             .unit(unit)
                             .precision(icu::number::Precision::fixedFraction(has_cents ? digits : 0));
  const auto said = formatter.formatDecimal(number, error).toString(error);
  Check(U_SUCCESS(error) != 0, "an amount of a known currency can be written");
  return ToUtf8(said);
}

std::string NumberText(std::int64_t number, std::string_view language) {
  UErrorCode error = U_ZERO_ERROR;
  const auto formatter = icu::number::NumberFormatter::withLocale(LocaleOf(language));
  const auto said = formatter.formatInt(number, error).toString(error);
  Check(U_SUCCESS(error) != 0, "a number can be written");
  return ToUtf8(said);
}

std::string Plain(const Message& message) { return Catalogue::Compiled().Say(message, kEnglish); }

}  // namespace baton::words
