// A template of an organization: the words that its letters of one kind start from, in one language.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"
#include "letter/field.h"

namespace baton::letter {

inline constexpr std::size_t kMaxSubject = 200;
inline constexpr std::size_t kMaxBody = 10'000;

// The row.
struct LetterTemplate {
  static constexpr std::string_view kTable = "letter_template";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  TemplateKind kind = TemplateKind::introduction;
  std::string language;
  std::string subject;  // of a paragraph: empty
  std::string body;
  Instant changed_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(LetterTemplate, (),
                      (org_id, id, version, kind, language, subject, body, changed_at, deleted_at))

struct TemplateWords {
  static constexpr const char* kSchemaName = "LetterTemplateWords";

  std::string subject;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(TemplateWords, (), (subject, body))

struct TemplateInput {
  static constexpr const char* kSchemaName = "LetterTemplateInput";

  TemplateKind kind = TemplateKind::introduction;
  std::string language;
  std::string subject;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(TemplateInput, (), (kind, language, subject, body))

struct TemplateView {
  static constexpr const char* kSchemaName = "LetterTemplate";

  std::optional<Id> id;  // none: Baton's own words
  std::int64_t version = 0;
  TemplateKind kind = TemplateKind::introduction;
  std::string language;
  std::string subject;
  std::string body;
  bool is_default = false;
  std::optional<Instant> changed_at;
};
BOOST_DESCRIBE_STRUCT(TemplateView, (), (id, version, kind, language, subject, body, is_default, changed_at))

// Lines end with a line feed, nothing stands around them; a paragraph has no subject.
TemplateWords Tidy(TemplateKind kind, const TemplateWords& words);

// What is wrong with the words, each with its place in "subject" or "body". REQUIRES: Tidy.
std::vector<FieldFault> FaultsOf(TemplateKind kind, const TemplateWords& words);

struct FilledWords {
  TemplateWords words;
  std::vector<std::string> empty;  // fields that have no value
};
// With the values in place of the fields. REQUIRES: FaultsOf is empty.
FilledWords FillWords(TemplateKind kind, const TemplateWords& words, const Values& values);
// A code such as "de" or "pt-BR".
bool IsLanguageTag(std::string_view language);

}  // namespace baton::letter
