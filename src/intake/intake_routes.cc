#include "intake/intake_routes.h"

#include <algorithm>
#include <fstream>

#include "action/version.h"
#include "base/text.h"
#include "http/router.h"
#include "intake/as_of.h"
#include "intake/import_service.h"
#include "intake/log.h"
#include "intake/rejected.h"
#include "json/json.h"

namespace baton::intake {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMaxPage = 100;
constexpr std::size_t kMaxPasted = 1u << 20;

enum class PastedKind { accounts, people };
BOOST_DESCRIBE_ENUM(PastedKind, accounts, people)

struct Pasted {
  PastedKind kind = PastedKind::accounts;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Pasted, (), (kind, text))

struct PageQuery {
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(PageQuery, (), (after, limit))

struct FileQuery {
  std::optional<Id> file;
};
BOOST_DESCRIBE_STRUCT(FileQuery, (), (file))

struct FieldView {
  static constexpr const char* kSchemaName = "ImportField";
  Target target = Target::skip;
  Field field = Field::id;
  std::string label_key;
  bool required = false;
  FieldKind kind = FieldKind::text;
};
BOOST_DESCRIBE_STRUCT(FieldView, (), (target, field, label_key, required, kind))

struct FieldList {
  static constexpr const char* kSchemaName = "ImportFieldList";
  std::vector<FieldView> items;
};
BOOST_DESCRIBE_STRUCT(FieldList, (), (items))

// Surveys what lies in the folder and writes the import.
Result<ImportView> Make(const Call& call, const ImportContext& context, Id id,
                        const std::vector<Uploaded>& uploads, const SurveyChoice& choice) {
  const auto survey = SurveyNew(context, call.db(), id, uploads, choice);
  if (!survey) return Fail(survey.error());
  return call.Write([&](db::Tx& tx) -> Result<ImportView> {
    action::Action action(tx, call, "import.create", id);
    return ToView(tx, InsertImport(context, action, id, *survey));
  });
}

Result<ImportView> Upload(const Call& call, const IntakeOptions& options) {
  if (call.uploads().empty()) return Fail(Kind::invalid, "problem.import.no_file");
  const ImportContext context = ContextOf(call, options);
  const Id id = call.database().NewId();
  NewFolder folder(context, id);
  std::vector<Uploaded> uploads;
  for (const auto& upload : call.uploads()) {
    if (upload.bytes == 0) continue;
    uploads.push_back(
        {std::to_string(uploads.size()), upload.file_name.empty() ? "table" : upload.file_name});
    call.Keep(upload, folder.PathOf(uploads.back().stored));
  }
  if (uploads.empty()) return Fail(Kind::invalid, "problem.import.empty");
  auto made = Make(call, context, id, uploads, {});
  if (made) folder.Keep();
  return made;
}

Result<ImportView> Paste(const Call& call, const IntakeOptions& options, const Pasted& pasted) {
  if (Trim(pasted.text).empty()) return Fail(FieldFault{"text", {"problem.field.required"}});
  const ImportContext context = ContextOf(call, options);
  const Id id = call.database().NewId();
  NewFolder folder(context, id);
  std::ofstream(folder.PathOf("0"), std::ios::binary) << pasted.text;
  const bool is_people = pasted.kind == PastedKind::people;
  auto made = Make(call, context, id, {{"0", is_people ? "people" : "accounts"}},
                   {.target = is_people ? Target::person : Target::account});
  if (made) folder.Keep();
  return made;
}

Result<ImportView> Change(const Call& call, const IntakeOptions& options, Id id,
                          const json::Patch<ImportChange>& patch) {
  const auto import = FindImport(call.db(), call.scope(), id);
  if (!import) return NotFound("import");
  if (const auto current = action::CheckVersion(call, import->version, "import"); !current)
    return Fail(current.error());
  if (const auto may = MayChangeMapping(*import); !may) return Fail(may.error());
  // Files are read outside of the transaction; the version says that nothing changed meanwhile.
  const auto mapping = Apply(patch.Apply({}), call.db(), options, *import);
  if (!mapping) return Fail(mapping.error());
  return call.Write([&](db::Tx& tx) -> Result<ImportView> {
    action::Action action(tx, call, "import.change", id);
    const auto changed = ChangeMapping(action, *import, *mapping);
    if (!changed) return Fail(changed.error());
    return ToView(tx, *changed);
  });
}

Result<PreviewView> ShowPreview(const Call& call, const IntakeOptions& options, Id id) {
  const auto import = FindImport(call.db(), call.scope(), id);
  if (!import) return NotFound("import");
  return PreviewImport(ContextOf(call, options), call.db(), *import);
}

// `start` is StartImport or StartUndo.
Result<ImportView> Start(const Call& call, const IntakeOptions& options, Id id,
                         decltype(StartImport)& start) {
  return call.Write([&](db::Tx& tx) -> Result<ImportView> {
    const auto import = FindImport(tx, call.scope(), id);
    if (!import) return NotFound("import");
    const auto started = start(ContextOf(call, options), tx, *import);
    if (!started) return Fail(started.error());
    return ToView(tx, *started);
  });
}

FieldList ListFields() {
  FieldList list;
  for (const Target target : {Target::account, Target::contact, Target::opportunity, Target::activity,
                              Target::person, Target::product}) {
    for (const FieldInfo& info : FieldsOf(target)) {
      if (info.is_own) continue;
      list.items.push_back({target, info.field, "import.field." + std::string(json::NameOf(info.field)),
                            info.is_required, info.kind});
    }
  }
  return list;
}

Result<http::Page<ImportView>> List(const Call& call, const PageQuery& query) {
  const int limit = std::clamp(query.limit.value_or(kMaxPage), 1, kMaxPage);
  const auto imports = ListImports(call.db(), call.scope(), query.after, limit);
  const auto states = StatesOf(call.db(), call.org_id(), imports);
  http::Page<ImportView> page;
  for (std::size_t i = 0; i < imports.size(); ++i) page.items.push_back(ToView(imports[i], states[i]));
  if (std::ssize(page.items) == limit) page.next = ToString(page.items.back().id);
  return page;
}

}  // namespace

void AddIntakeRoutes(http::Router& router, const IntakeOptions& options) {
  constexpr const char* kAll = "/api/v1/imports";
  constexpr const char* kOne = "/api/v1/imports/{id}";
  const http::RouteOptions create{
      .name = "uploadImport", .deed = Deed::create, .word = Word::import, .upload = true};
  router.Post(kAll, create, [&options](const Call& call) { return Upload(call, options); });
  router.Post("/api/v1/imports/table",
              {.name = "pasteImport", .deed = Deed::create, .word = Word::import, .max_bytes = kMaxPasted},
              [&options](const Call& call, const Pasted& pasted) { return Paste(call, options, pasted); });
  router.Get("/api/v1/imports/fields", {.name = "listImportFields", .deed = Deed::read, .word = Word::import},
             [](const Call&) -> Result<FieldList> { return ListFields(); });
  // Who reads the book reads how old it is, also who does not import.
  router.Get("/api/v1/imports/as-of", {.name = "getBookAsOf", .deed = Deed::read, .word = Word::account},
             [](const Call& call) -> Result<AsOf> { return AsOf{BookAsOf(call.db(), call.scope())}; });
  router.Get(kAll, {.name = "listImports", .deed = Deed::read, .word = Word::import},
             [](const Call& call, const PageQuery& query) { return List(call, query); });
  router.Get(kOne, {.name = "getImport", .deed = Deed::read, .word = Word::import},
             [](const Call& call, Id id) -> Result<ImportView> {
               const auto import = FindImport(call.db(), call.scope(), id);
               if (!import) return NotFound("import");
               return ToView(call.db(), *import);
             });
  router.Patch(kOne,
               {.name = "changeImport", .deed = Deed::change, .word = Word::import, .max_bytes = 8u << 20},
               [&options](const Call& call, Id id, const json::Patch<ImportChange>& patch) {
                 return Change(call, options, id, patch);
               });
  const auto deed = [](const char* name) {
    return http::RouteOptions{.name = name, .deed = Deed::change, .word = Word::import, .status = 200};
  };
  router.Post("/api/v1/imports/{id}/preview", deed("previewImport"),
              [&options](const Call& call, Id id) { return ShowPreview(call, options, id); });
  router.Post("/api/v1/imports/{id}/run", deed("runImport"),
              [&options](const Call& call, Id id) { return Start(call, options, id, StartImport); });
  router.Post("/api/v1/imports/{id}/undo", deed("undoImport"),
              [&options](const Call& call, Id id) { return Start(call, options, id, StartUndo); });
  router.Get("/api/v1/imports/{id}/rejected.csv",
             {.name = "getRejected", .deed = Deed::read, .word = Word::import},
             [&options](const Call& call, Id id, const FileQuery& query) -> Result<http::File> {
               const auto import = FindImport(call.db(), call.scope(), id);
               if (!import) return NotFound("import");
               return http::File{
                   .content_type = "text/csv; charset=utf-8",
                   .name = "rejected.csv",
                   .source = RejectedCsv(call.database(), options, *import, query.file, call.language())};
             });
}

void AddTables(action::Tables& tables) {
  const action::OutOfReach others = [](db::Connection& connection, const access::Principal& person,
                                       std::span<const Id> row_ids) {
    const auto scope = ScopeOf(person, Deed::change, Word::import);
    if (!scope) return std::vector<Id>(row_ids.begin(), row_ids.end());
    return connection.Query<Id>(
        "SELECT id FROM import WHERE org_id = $1 AND person_id <> $2 AND id IN baton_list($3)", scope.org_id,
        scope.person_id, db::IdList(row_ids));
  };
  tables.Add({.name = std::string(Import::kTable), .marks_deleted = true, .out_of_reach = others});
  tables.Add({.name = std::string(ExternalReference::kTable)});
  // A million rows are not taken back in one transaction, and not while they come in: there is one way, the import's own.
  tables.KeepFromUndo(std::string(kRunKind), "problem.import.undo_there");
  tables.KeepFromUndo(std::string(kUndoKind), "problem.import.send_again");
}

}  // namespace baton::intake
