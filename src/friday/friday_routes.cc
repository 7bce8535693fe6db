#include "friday/friday_routes.h"

#include <algorithm>

#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "friday/friday_store.h"
#include "friday/page.h"
#include "friday/paper.h"
#include "http/router.h"
#include "json/json.h"
#include "paper/printer.h"
#include "people/directory.h"

namespace baton::friday {
namespace {

using access::Deed;
using access::Word;
using http::Call;

MarkView ViewOf(const std::optional<FridayWeek>& week) {
  if (!week) return {};
  return {week->version, ReadCards(week->shown), ReadCards(week->passed), week->stop};
}

Result<FridayView> Get(const Call& call) {
  const auto asked = AskFriday(call.db(), call.org_id(), call.person_id(), call.now());
  if (!asked) return NotFound("friday_week");
  const Day week_on = asked->WeekOn();
  const FridayFacts facts = GatherFriday(call.db(), *asked);
  FridayView view{.week_on = week_on,
                  .mark = ViewOf(FindWeek(call.db(), call.org_id(), call.person_id(), week_on)),
                  .reader = {},
                  .cards = CardsOf(facts, call.language()),
                  .last_stop = {},
                  .since = SinceOf(facts, call.language()),
                  .sent = {}};
  if (const auto last = FindLastStop(call.db(), call.org_id(), call.person_id(), week_on)) {
    view.last_stop = last->stop;
    view.last_stop_week_on = last->week_on;
  }
  const auto sent = FindSentOf(call.db(), call.org_id(), call.person_id(), week_on);
  std::vector<Id> people{call.person_id()};
  if (asked->manager.manager_id) people.push_back(*asked->manager.manager_id);
  if (sent) people.push_back(sent->reader_id);
  const auto refs = people::FindRefs(call.db(), call.org_id(), people);
  if (asked->manager.manager_id) {
    const auto reader = refs.find(*asked->manager.manager_id);
    if (reader != refs.end() && !reader->second.is_placeholder) view.reader = reader->second;
  }
  if (sent) {
    view.sent =
        SentView{sent->id, refs.at(call.person_id()), refs.at(sent->reader_id), sent->week_on, sent->sent_at};
  }
  return view;
}

Result<MarkView> Change(const Call& call, const json::Patch<MarkInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<MarkView> {
    const auto asked = AskFriday(tx, call.org_id(), call.person_id(), call.now());
    if (!asked) return NotFound("friday_week");
    const auto before = FindWeek(tx, call.org_id(), call.person_id(), asked->WeekOn());
    if (auto current = action::CheckVersion(call, before ? before->version : 0, "friday_week"); !current) {
      return Fail(current.error());
    }
    const MarkView now = ViewOf(before);
    const MarkInput input = patch.Apply({now.shown, now.passed, now.stop});
    if (CountCharacters(input.stop) > kMaxStop) {
      return Fail(
          FieldFault{"stop", {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxStop)}}}});
    }
    action::Action action(tx, call, "friday.mark", call.person_id());
    const auto saved = Mark(action, before, call.person_id(), asked->WeekOn(), input);
    if (!saved) return Fail(saved.error());
    return ViewOf(*saved);
  });
}

Result<SentPageView> ViewPage(const FridayPage& page, const std::string& language) {
  const auto frozen = json::FromText<Frozen>(page.frozen);
  if (!frozen) return Fail(frozen.error());
  return SentPageView{page.id, page.week_on, page.sent_at, PageIn(*frozen, language)};
}

Result<SentPageView> SendIt(const Call& call) {
  return call.Write([&](db::Tx& tx) -> Result<SentPageView> {
    const auto asked = AskFriday(tx, call.org_id(), call.person_id(), call.now());
    if (!asked) return NotFound("friday_week");
    const auto week = FindWeek(tx, call.org_id(), call.person_id(), asked->WeekOn());
    if (auto current = action::CheckVersion(call, week ? week->version : 0, "friday_week"); !current) {
      return Fail(current.error());
    }
    action::Action action(tx, call, "friday.send", call.person_id());
    const auto sent = Send(action, GatherFriday(tx, *asked), ViewOf(week).shown);
    if (!sent) return Fail(sent.error());
    return ViewPage(*sent, call.language());
  });
}

Result<http::Page<SentView>> List(const Call& call) {
  const auto marks = FindMarks(call.db(), call.org_id(), call.person_id());
  std::vector<Id> people;
  for (const PageMark& one : marks) {
    people.push_back(one.manager_id);
    people.push_back(one.reader_id);
  }
  const auto refs = people::FindRefs(call.db(), call.org_id(), people);
  http::Page<SentView> page;
  for (const PageMark& one : marks) {
    const auto manager = refs.find(one.manager_id);
    const auto reader = refs.find(one.reader_id);
    if (manager == refs.end() || reader == refs.end()) continue;
    page.items.push_back({one.id, manager->second, reader->second, one.week_on, one.sent_at});
  }
  return page;
}

Result<SentPageView> GetPage(const Call& call, Id id) {
  const auto page = FindPage(call.db(), call.org_id(), call.person_id(), id);
  if (!page) return NotFound("friday_page");
  return ViewPage(*page, call.language());
}

Result<http::File> Download(const Call& call, paper::Printer& printer, Id id) {
  const auto sent = GetPage(call, id);
  if (!sent) return Fail(sent.error());
  call.EndReading();  // it takes Chromium seconds
  auto pdf = printer.Print(PaperOf(*sent, call.language()));
  if (!pdf) return Fail(pdf.error());
  return http::File{.content_type = "application/pdf",
                    .name = sent->page.person + " " + ToString(sent->week_on) + ".pdf",
                    .bytes = std::move(*pdf)};
}

// Of others.
std::vector<Id> OthersOf(db::Connection& connection, const std::string& table,
                         const access::Principal& person, std::span<const Id> row_ids) {
  return connection.Query<Id>(
      "SELECT id FROM " + table +
          " WHERE org_id = $1 AND id IN baton_list($2) AND manager_id <> $3 ORDER BY id",
      person.org_id, db::IdList(row_ids), person.person_id);
}
std::vector<Id> OthersWeeks(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  return OthersOf(connection, "friday_week", person, row_ids);
}
std::vector<Id> OthersPages(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  return OthersOf(connection, "friday_page", person, row_ids);
}

}  // namespace

void AddFridayRoutes(http::Router& router, paper::Printer& printer) {
  router.Get(
      "/api/v1/friday",
      {.name = "getFriday",
       .deed = Deed::change,
       .word = Word::friday,
       .summary = "The Friday half hour of the caller, a manager: seven cards, what is ticked and passed"},
      Get);
  router.Patch("/api/v1/friday",
               {.name = "markFriday",
                .deed = Deed::change,
                .word = Word::friday,
                .summary = "Ticks cards for the one above, passes them, says what to stop; before the first "
                           "mark of a week the version is 0"},
               Change);
  router.Post("/api/v1/friday/send",
              {.name = "sendFriday",
               .deed = Deed::change,
               .word = Word::friday,
               .status = 200,
               .versioned = true,
               .summary = "Freezes what is ticked as a page for the one above"},
              SendIt);
  router.Get("/api/v1/friday-pages",
             {.name = "listFridayPages",
              .deed = Deed::read,
              .word = Word::friday,
              .summary = "Friday pages that the caller sent or was sent, the latest first"},
             List);
  router.Get("/api/v1/friday-pages/{id}", {.name = "getFridayPage", .deed = Deed::read, .word = Word::friday},
             GetPage);
  router.Get("/api/v1/friday-pages/{id}/file",
             {.name = "getFridayPageFile",
              .deed = Deed::read,
              .word = Word::friday,
              .summary = "The page as a PDF; it needs a Chromium on the server, else 503 says so"},
             [&printer](const Call& call, Id id) { return Download(call, printer, id); });
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(FridayWeek::kTable), .is_private = true, .out_of_reach = &OthersWeeks});
  tables.Add({.name = std::string(FridayPage::kTable), .is_private = true, .out_of_reach = &OthersPages});
}

}  // namespace baton::friday
