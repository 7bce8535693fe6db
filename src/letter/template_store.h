// Templates in the database. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"
#include "letter/letter_template.h"

namespace baton::letter {

std::optional<LetterTemplate> FindTemplate(db::Connection& connection, Id org_id, Id id);
std::optional<LetterTemplate> FindTemplate(db::Connection& connection, Id org_id, TemplateKind kind,
                                           std::string_view language);
// By kind and language.
std::vector<LetterTemplate> ListTemplates(db::Connection& connection, Id org_id);

// The words a letter starts from: of the first of the wanted languages that there is, the organization's own before Baton's.
struct Chosen {
  TemplateWords words;
  std::string language;
};
Chosen ChooseTemplate(db::Connection& connection, Id org_id, TemplateKind kind,
                      std::span<const std::string> wanted_languages);

}  // namespace baton::letter
