#include "letter/template_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "json/json.h"
#include "words/catalogue.h"

namespace baton::letter {
namespace {

std::string Select(std::string_view where) {
  return fmt::format(
      "SELECT org_id, id, version, kind, language, subject, body, changed_at, deleted_at FROM "
      "letter_template "
      "WHERE org_id = $1 AND deleted_at IS NULL {}",
      where);
}

}  // namespace

std::optional<LetterTemplate> FindTemplate(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<LetterTemplate>(Select("AND id = $2"), org_id, id);
}

std::optional<LetterTemplate> FindTemplate(db::Connection& connection, Id org_id, TemplateKind kind,
                                           std::string_view language) {
  return connection.QueryOne<LetterTemplate>(Select("AND kind = $2 AND language = $3"), org_id,
                                             std::string(json::NameOf(kind)), std::string(language));
}

std::vector<LetterTemplate> ListTemplates(db::Connection& connection, Id org_id) {
  return connection.Query<LetterTemplate>(Select("ORDER BY kind, language, id"), org_id);
}

Chosen ChooseTemplate(db::Connection& connection, Id org_id, TemplateKind kind,
                      std::span<const std::string> wanted_languages) {
  const words::Catalogue& catalogue = words::Catalogue::Compiled();
  std::vector<LetterTemplate> own = ListTemplates(connection, org_id);
  std::erase_if(own, [&](const LetterTemplate& one) { return one.kind != kind; });
  const auto find = [&](std::string_view language) {
    return std::ranges::find(own, language, &LetterTemplate::language);
  };
  const std::string language = LetterLanguage(wanted_languages, [&](std::string_view one) {
    return find(one) != own.end() || catalogue.Has("letter.phrase.greeting", one);
  });
  if (const auto found = find(language); found != own.end()) return {{found->subject, found->body}, language};
  Wording wording = DefaultWording(kind, language, catalogue);
  return {{std::move(wording.subject), std::move(wording.body)}, language};
}

}  // namespace baton::letter
