#include "traffic/traffic_routes.h"

#include <algorithm>

#include "action/version.h"
#include "people/now.h"
#include "traffic/rules_routes.h"
#include "traffic/traffic_views.h"

namespace baton::traffic {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr const char* kAddKind = "mail_source.add";
constexpr const char* kKeepDeed = "mail_source.keep";
constexpr const char* kRemoveKind = "mail_source.remove";

struct SourceList {
  static constexpr const char* kSchemaName = "MailSourceList";
  std::vector<SourceView> items;
};
BOOST_DESCRIBE_STRUCT(SourceList, (), (items))

struct RuleView {
  static constexpr const char* kSchemaName = "MailRule";
  LeftOut reason = LeftOut::unreadable;
};
BOOST_DESCRIBE_STRUCT(RuleView, (), (reason))

struct RuleList {
  static constexpr const char* kSchemaName = "MailRuleList";
  Instant kept_since;
  std::vector<RuleView> items;
};
BOOST_DESCRIBE_STRUCT(RuleList, (), (kept_since, items))

SpoolPlace PlaceOf(const Call& call, const TrafficOptions& options) {
  return {options.data_folder, call.org_id()};
}

SourceView View(const Call& call, const MailSource& one) {
  SourceView view{one.id,
                  one.version,
                  one.kind,
                  one.name,
                  one.state,
                  std::nullopt,
                  ViewOf(TallyOf(one.tally)),
                  one.job_id,
                  one.created_at,
                  one.kept_at,
                  one.read_at};
  if (!one.problem.empty()) view.problem = call.Say({one.problem});
  return view;
}

Result<SourceList> List(const Call& call) {
  SourceList list;
  for (const MailSource& one : FindSources(call.db(), call.org_id(), call.person_id())) {
    list.items.push_back(View(call, one));
  }
  return list;
}

Result<SourceView> Get(const Call& call, Id id) {
  const auto found = FindSource(call.db(), call.org_id(), call.person_id(), id);
  if (!found) return NotFound("mail_source");
  return View(call, *found);
}

Result<SourceView> Upload(const Call& call, const TrafficOptions& options) {
  std::vector<FileToLook> files;
  for (const auto& upload : call.uploads()) {
    if (upload.bytes > 0)
      files.push_back({upload.path, upload.file_name.empty() ? "mail" : upload.file_name});
  }
  const SpoolPlace place = PlaceOf(call, options);
  const auto looked =
      LookAt({.database = call.database(), .place = place, .person_id = call.person_id(), .now = call.now()},
             files, [&](const auto& make) {
               return *call.Write([&](db::Tx& tx) -> Result<MailSource> {
                 action::Action action(tx, call, kAddKind, call.person_id());
                 return make(action);
               });
             });
  if (!looked) return Fail(looked.error());
  return View(call, *looked);
}

Result<PreviewView> Preview(const Call& call, const TrafficOptions& options, Id id) {
  const auto found = FindSource(call.db(), call.org_id(), call.person_id(), id);
  if (!found) return NotFound("mail_source");
  if (found->state != SourceState::waiting) return Fail(Kind::conflict, "problem.mail_source.not_waiting");
  const auto survey = SurveyOf(call.db(), PlaceOf(call, options), *found, call.now());
  if (!survey) return Fail(Kind::conflict, "problem.mail_source.spool_gone");
  const auto scope = access::ScopeOf(call.principal(), Deed::change, Word::account);
  return ViewOf(call.db(), scope, *survey);
}

Result<SourceView> KeepIt(const Call& call, const TrafficOptions& options, Id id) {
  const Instant wall = options.clock->Now();
  return call.Write([&](db::Tx& tx) -> Result<SourceView> {
    const auto found = FindSource(tx, call.org_id(), call.person_id(), id);
    if (!found) return NotFound("mail_source");
    if (found->state != SourceState::waiting) return Fail(Kind::conflict, "problem.mail_source.not_waiting");
    action::Action action(tx, call, kKeepDeed, id);
    const auto keeping = StartKeeping(action, *found, PlaceOf(call, options), wall);
    if (!keeping) return Fail(keeping.error());
    return View(call, *keeping);
  });
}

Result<Done> Remove(const Call& call, const TrafficOptions& options, Id id) {
  auto removed = call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindSource(tx, call.org_id(), call.person_id(), id);
    if (!found) return NotFound("mail_source");
    action::Action action(tx, call, kRemoveKind, id);
    RemoveSource(action, *found);
    return Done{};
  });
  if (removed) RemoveSpool(PlaceOf(call, options), id);
  return removed;
}

Result<RuleList> ListRules(const Call& call) {
  RuleList list{KeptSince(call.db(), call.org_id(), call.now()), {}};
  for (std::size_t i = 0; i < kReasons; ++i) {
    list.items.push_back({static_cast<LeftOut>(i)});
  }
  return list;
}

}  // namespace

void AddTrafficRoutes(http::Router& router, const TrafficOptions& options) {
  constexpr const char* kOne = "/api/v1/mail-sources/{id}";
  router.Get("/api/v1/mail-sources", {.name = "listMailSources", .deed = Deed::read, .word = Word::traffic},
             List);
  router.Post(
      "/api/v1/mail-sources",
      {.name = "lookAtMail",
       .deed = Deed::create,
       .word = Word::traffic,
       .upload = true,
       .keeps_answer = false,
       .summary = "An mbox, a Maildir as a zip, or mails of the own mailbox: only headers are read, nothing "
                  "is kept before keepMail"},
      [options](const Call& call) { return Upload(call, options); });
  router.Get("/api/v1/mail-sources/rules",
             {.name = "listMailRules", .deed = Deed::read, .word = Word::traffic}, ListRules);
  router.Get(kOne, {.name = "getMailSource", .deed = Deed::read, .word = Word::traffic}, Get);
  router.Get("/api/v1/mail-sources/{id}/preview",
             {.name = "previewMail", .deed = Deed::read, .word = Word::traffic},
             [options](const Call& call, Id id) { return Preview(call, options, id); });
  router.Post("/api/v1/mail-sources/{id}/keep",
              {.name = "keepMail", .deed = Deed::change, .word = Word::traffic, .status = 200},
              [options](const Call& call, Id id) { return KeepIt(call, options, id); });
  router.Delete(kOne,
                {.name = "removeMailSource",
                 .deed = Deed::remove,
                 .word = Word::traffic,
                 .summary = "Stops it, and deletes all that came from it"},
                [options](const Call& call, Id id) { return Remove(call, options, id); });
  AddRulesRoutes(router);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(MailSource::kTable), .is_private = true});
  for (const char* kind : {kAddKind, kKeepDeed, kRemoveKind})
    tables.KeepFromUndo(kind, "problem.mail_source.kept");
  AddRulesTables(tables);
}

}  // namespace baton::traffic
