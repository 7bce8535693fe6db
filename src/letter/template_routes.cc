#include <algorithm>

#include "action/version.h"
#include "base/text.h"
#include "format/markdown/markdown.h"
#include "handoff/directory.h"
#include "http/router.h"
#include "json/json.h"
#include "letter/client_letter.h"
#include "letter/letter_routes.h"
#include "letter/page.h"
#include "letter/template_store.h"
#include "words/catalogue.h"

namespace baton::letter {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct FieldView {
  static constexpr const char* kSchemaName = "LetterField";

  std::string name;
  std::string label;
  std::string example;
  bool is_phrase = false;  // said by Baton; in English where Baton does not speak the letter's language
};
BOOST_DESCRIBE_STRUCT(FieldView, (), (name, label, example, is_phrase))

struct KindView {
  static constexpr const char* kSchemaName = "LetterKind";

  TemplateKind kind = TemplateKind::introduction;
  std::vector<FieldView> fields;
  std::vector<TemplateView> templates;  // one a language
};
BOOST_DESCRIBE_STRUCT(KindView, (), (kind, fields, templates))

struct TemplatesView {
  static constexpr const char* kSchemaName = "LetterTemplates";

  std::vector<KindView> kinds;
};
BOOST_DESCRIBE_STRUCT(TemplatesView, (), (kinds))

struct PreviewInput {
  static constexpr const char* kSchemaName = "LetterPreviewInput";

  TemplateKind kind = TemplateKind::introduction;
  std::string language;
  std::string subject;
  std::string body;
  std::optional<Id> handoff_id;  // with this client's facts; none: with examples
  std::optional<bool> has_page;  // of a handoff: a client's page is sent along
};
BOOST_DESCRIBE_STRUCT(PreviewInput, (), (kind, language, subject, body, handoff_id, has_page))

struct PreviewFault {
  static constexpr const char* kSchemaName = "LetterFault";

  std::string path;                    // subject, body
  std::optional<std::int64_t> line;    // from 1; none: it has no place
  std::optional<std::int64_t> column;  // in characters, from 1
  std::string message;
};
BOOST_DESCRIBE_STRUCT(PreviewFault, (), (path, line, column, message))

struct PreviewView {
  static constexpr const char* kSchemaName = "LetterPreview";

  std::string subject;
  std::string html;  // empty while there are faults, as the other texts
  std::string text;
  std::vector<PreviewFault> faults;
  std::vector<std::string> empty;    // fields that have no value: their paragraphs are left out
  std::vector<std::string> foreign;  // fields said in English although the letter is not
};
BOOST_DESCRIBE_STRUCT(PreviewView, (), (subject, html, text, faults, empty, foreign))

TemplateView ToView(const LetterTemplate& one) {
  return {one.id, one.version, one.kind, one.language, one.subject, one.body, false, one.changed_at};
}

TemplateView DefaultView(TemplateKind kind, const std::string& language) {
  Wording wording = DefaultWording(kind, language, words::Catalogue::Compiled());
  return {std::nullopt, 0,           kind, language, std::move(wording.subject), std::move(wording.body),
          true,         std::nullopt};
}

bool HasDefault(std::string_view language) {
  return words::Catalogue::Compiled().Has("letter.phrase.greeting", language);
}

Result<TemplatesView> List(const Call& call) {
  const auto own = ListTemplates(call.db(), call.org_id());
  TemplatesView view;
  for (const TemplateKind kind : kTemplateKinds) {
    KindView shown{.kind = kind, .fields = {}, .templates = {}};
    for (const Field& field : FieldsOf(kind)) {
      const std::string name(field.name);
      shown.fields.push_back(
          {name, call.Say({"letter.field." + name}), call.Say({"letter.example." + name}), field.is_phrase});
    }
    for (const std::string& language : words::Catalogue::Compiled().Languages()) {
      const bool is_replaced = std::ranges::any_of(
          own, [&](const LetterTemplate& one) { return one.kind == kind && one.language == language; });
      if (HasDefault(language) && !is_replaced) shown.templates.push_back(DefaultView(kind, language));
    }
    for (const LetterTemplate& one : own) {
      if (one.kind == kind) shown.templates.push_back(ToView(one));
    }
    std::ranges::sort(shown.templates, {}, &TemplateView::language);
    view.kinds.push_back(std::move(shown));
  }
  return view;
}

Result<TemplateView> Create(const Call& call, const TemplateInput& input) {
  const TemplateWords words = Tidy(input.kind, {input.subject, input.body});
  auto faults = FaultsOf(input.kind, words);
  if (!IsLanguageTag(input.language)) faults.push_back({"language", {"problem.field.not_a_language"}});
  if (!faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<TemplateView> {
    if (FindTemplate(tx, call.org_id(), input.kind, input.language)) {
      return Fail(Kind::conflict, "problem.letter_template.there_already", {{"language", input.language}});
    }
    LetterTemplate one{.kind = input.kind,
                       .language = input.language,
                       .subject = words.subject,
                       .body = words.body,
                       .changed_at = call.now()};
    one.id = tx.NewId();
    action::Action action(tx, call, "letter_template.create", one.id);
    return ToView(action.Insert(one));
  });
}

Result<TemplateView> Change(const Call& call, Id id, const json::Patch<TemplateWords>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<TemplateView> {
    const auto before = FindTemplate(tx, call.org_id(), id);
    if (!before) return NotFound("letter_template");
    if (auto current = action::CheckVersion(call, before->version, "letter_template"); !current) {
      return Fail(current.error());
    }
    const TemplateWords words = Tidy(before->kind, patch.Apply({before->subject, before->body}));
    if (auto faults = FaultsOf(before->kind, words); !faults.empty()) return Fail(std::move(faults));
    LetterTemplate after = *before;
    after.subject = words.subject;
    after.body = words.body;
    after.changed_at = call.now();
    action::Action action(tx, call, "letter_template.change", id);
    const auto saved = action.Update(*before, after);
    if (!saved) return Fail(saved.error());
    return ToView(*saved);
  });
}

Result<Done> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto before = FindTemplate(tx, call.org_id(), id);
    if (!before) return NotFound("letter_template");
    LetterTemplate after = *before;
    after.deleted_at = call.now();
    action::Action action(tx, call, "letter_template.remove", id);
    if (auto saved = action.Update(*before, after); !saved) return Fail(saved.error());
    return Done{};
  });
}

std::optional<std::int64_t> NumberOf(const Message& message, const std::string& name) {
  const auto found = message.arguments.find(name);
  const auto* number = found == message.arguments.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  return number ? std::optional(*number) : std::nullopt;
}

Result<PreviewView> Preview(const Call& call, const PreviewInput& input) {
  const words::Catalogue& catalogue = words::Catalogue::Compiled();
  const TemplateWords words = Tidy(input.kind, {input.subject, input.body});
  PreviewView view;
  for (const FieldFault& fault : FaultsOf(input.kind, words)) {
    view.faults.push_back({fault.path, NumberOf(fault.message, "line"), NumberOf(fault.message, "column"),
                           call.Say(fault.message)});
  }
  if (!IsLanguageTag(input.language)) {
    view.faults.push_back(
        {"language", std::nullopt, std::nullopt, call.Say({"problem.field.not_a_language"})});
  }
  Values values = ExamplesOf(input.kind, input.language, catalogue);
  if (input.handoff_id && input.kind != TemplateKind::my_job_team) {
    const auto scope = ScopeOf(call.principal(), Deed::read, Word::handoff);
    const auto handoff = handoff::FindHandoff(call.db(), scope, *input.handoff_id);
    const auto gathered = handoff ? GatherFacts(call.db(), *handoff, call.now()) : std::nullopt;
    if (!gathered) return NotFound("handoff");
    values = ClientValues(call.db(), *handoff, *gathered, input.language);
    if (input.kind == TemplateKind::introduction && input.has_page.value_or(false)) {
      values["page"] = {WithLinks(PromisedPage(input.language, call.now(), gathered->zone)), true};
    }
  }
  if (!view.faults.empty()) return view;
  FilledWords filled = FillWords(input.kind, words, values);
  format::markdown::Rendered rendered = format::markdown::Render(filled.words.body);
  view.subject = std::move(filled.words.subject);
  view.html = std::move(rendered.html);
  view.text = std::move(rendered.text);
  view.empty = std::move(filled.empty);
  view.foreign =
      ForeignFields(input.kind, *Parse(words.body, FieldNames(input.kind)), input.language, catalogue);
  return view;
}

}  // namespace

void AddTemplateRoutes(http::Router& router) {
  router.Get("/api/v1/letter-templates",
             {.name = "listLetterTemplates",
              .deed = Deed::read,
              .word = Word::letter_template,
              .summary = "Of each kind the fields, and the words in each language: your own, or Baton's"},
             List);
  router.Post("/api/v1/letter-templates",
              {.name = "createLetterTemplate", .deed = Deed::create, .word = Word::letter_template}, Create);
  router.Post("/api/v1/letter-templates/preview",
              {.name = "previewLetterTemplate",
               .deed = Deed::read,
               .word = Word::letter_template,
               .status = 200,
               .summary = "Words that need not be saved, with a client's facts or with examples"},
              Preview);
  router.Patch("/api/v1/letter-templates/{id}",
               {.name = "changeLetterTemplate", .deed = Deed::change, .word = Word::letter_template}, Change);
  router.Delete("/api/v1/letter-templates/{id}",
                {.name = "removeLetterTemplate",
                 .deed = Deed::remove,
                 .word = Word::letter_template,
                 .summary = "Back to Baton's own words, or away with the language"},
                Remove);
}

}  // namespace baton::letter
