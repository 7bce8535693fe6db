#include "takeover/takeover_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "book/directory.h"
#include "http/router.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "takeover/takeover_store.h"

namespace baton::takeover {
namespace {

using access::Word;
using http::Call;

constexpr int kPage = 50;
constexpr int kMaxPage = 200;
constexpr int kWeeks = 13;

struct TakeoverQuery {
  std::optional<bool> mine;  // only what the caller did
  std::optional<bool> open;  // waits for an answer, or does not
  std::optional<Day> since;  // of its week
  std::optional<Day> week;   // a Monday
  std::optional<Id> handoff;
  std::optional<Id> person;  // who took over
  std::optional<Standing> standing;
  std::optional<bool> deal;  // with a won deal, or without
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(TakeoverQuery, (),
                      (mine, open, since, week, handoff, person, standing, deal, after, limit))

struct FiguresQuery {
  std::optional<bool> mine;
  std::optional<Id> person;
};
BOOST_DESCRIBE_STRUCT(FiguresQuery, (), (mine, person))

struct WeekView {
  static constexpr const char* kSchemaName = "TakeoverWeek";

  Day week_on;
  std::int64_t asked = 0;
  std::int64_t joint = 0;
  std::int64_t agreed = 0;
};
BOOST_DESCRIBE_STRUCT(WeekView, (), (week_on, asked, joint, agreed))

// Takeovers of the last 13 weeks, this one included; each number is the length of a list.
struct FiguresView {
  static constexpr const char* kSchemaName = "TakeoverFigures";

  Day since_on;
  std::int64_t takeovers = 0;
  std::int64_t open = 0;
  std::int64_t with_deal = 0;
  std::int64_t accounts = 0;
  std::int64_t joint = 0;
  std::int64_t agreed = 0;
  std::vector<WeekView> weeks;
};
BOOST_DESCRIBE_STRUCT(FiguresView, (), (since_on, takeovers, open, with_deal, accounts, joint, agreed, weeks))

struct AnswerInput {
  static constexpr const char* kSchemaName = "TakeoverAnswer";

  Answer answer = Answer::introduce;
  std::optional<Reason> reason;     // of explain and on_record
  std::optional<std::string> note;  // for the successor
};
BOOST_DESCRIBE_STRUCT(AnswerInput, (), (answer, reason, note))

struct ReplyInput {
  static constexpr const char* kSchemaName = "TakeoverReply";

  Reply reply = Reply::fine;
};
BOOST_DESCRIBE_STRUCT(ReplyInput, (), (reply))

Result<TakeoverView> View(const Call& call, db::Connection& connection, const Takeover& takeover) {
  auto views = ViewTakeovers(connection, call.org_id(), std::span(&takeover, 1), call.principal());
  if (views.empty()) return NotFound("takeover");
  return std::move(views.front());
}

// What those above a new manager do not see yet.
std::vector<Id> HiddenFrom(const Call& call, db::Connection& connection) {
  return FindSettling(connection, call.org_id(), call.person_id(), call.now());
}

Result<http::Page<TakeoverView>> List(const Call& call, const TakeoverQuery& query) {
  const int limit = std::clamp(query.limit.value_or(kPage), 1, kMaxPage);
  const auto takeovers = ListTakeovers(call.db(), call.scope(),
                                       {.mine = query.mine.value_or(false),
                                        .is_open = query.open,
                                        .since_on = query.since,
                                        .week_on = query.week,
                                        .handoff_id = query.handoff,
                                        .person_id = query.person,
                                        .standing = query.standing,
                                        .has_deal = query.deal,
                                        .after = query.after,
                                        .limit = limit,
                                        .hidden_people = HiddenFrom(call, call.db())});
  http::Page<TakeoverView> page{ViewTakeovers(call.db(), call.org_id(), takeovers, call.principal()),
                                std::nullopt};
  if (std::ssize(takeovers) == limit) page.next = ToString(takeovers.back().id);
  return page;
}

Result<TakeoverView> Get(const Call& call, Id id) {
  const auto found = FindTakeover(call.db(), call.scope(), id);
  const auto hidden = HiddenFrom(call, call.db());
  if (!found || std::ranges::find(hidden, found->person_id) != hidden.end()) return NotFound("takeover");
  return View(call, call.db(), *found);
}

Result<FiguresView> GetFigures(const Call& call, const FiguresQuery& query) {
  const Calendar calendar = CalendarOf(call.db(), call.org_id(), call.now());
  Filter filter{.mine = query.mine.value_or(false),
                .since_on = MondayOf(calendar.today) - 7 * (kWeeks - 1),
                .person_id = query.person,
                .hidden_people = HiddenFrom(call, call.db())};
  const Counts counts = CountTakeovers(call.db(), call.scope(), filter);
  FiguresView view{*filter.since_on, counts.asked, counts.open,   counts.with_deal,
                   counts.accounts,  counts.joint, counts.agreed, {}};
  for (int week = 0; week < kWeeks; ++week) view.weeks.push_back({.week_on = *filter.since_on + 7 * week});
  for (const WeekCount& count : CountWeeks(call.db(), call.scope(), filter)) {
    const auto index = static_cast<std::size_t>((count.week_on - *filter.since_on) / 7);
    if (index < view.weeks.size()) {
      view.weeks[index] = {count.week_on, count.asked, count.joint, count.agreed};
    }
  }
  return view;
}

std::vector<FieldFault> FaultsOf(const AnswerInput& input) {
  std::vector<FieldFault> faults;
  if (input.answer != Answer::introduce && !input.reason) {
    faults.push_back({"reason", {"problem.takeover.reason_needed"}});
  }
  if (input.note && CountCharacters(*input.note) > kMaxNoteCharacters) {
    faults.push_back({"note", {"problem.field.too_long", {{"limit", std::int64_t{kMaxNoteCharacters}}}}});
  }
  return faults;
}

// The other of the two is told.
void Tell(action::Action& action, const Takeover& takeover, Id to_id, std::string_view key,
          const std::string& word, std::int64_t level = 0) {
  const Id who = to_id == takeover.successor_id ? takeover.person_id : takeover.successor_id;
  const auto people = people::FindRefs(action.tx(), action.org_id(), std::vector{who});
  const auto accounts = book::FindAccountRefs(action.tx(), action.org_id(), std::vector{takeover.account_id});
  const auto person = people.find(who);
  const auto account = accounts.find(takeover.account_id);
  notice::Emit(action, to_id,
               {std::string(key),
                {{"person", person == people.end() ? std::string() : person->second.name},
                 {"account", account == accounts.end() ? std::string() : account->second.name},
                 {"word", word},
                 {"level", level}}},
               "/takeovers");
}

// What both have in common: found, of this version, asked, and the caller's to say.
template <class F>
Result<TakeoverView> Do(const Call& call, Id id, Deed deed, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<TakeoverView> {
    const auto found = FindTakeover(tx, call.scope(), id);
    if (!found) return NotFound("takeover");
    if (auto current = action::CheckVersion(call, found->version, "takeover"); !current) {
      return Fail(current.error());
    }
    const Id whose = deed == Deed::answer ? found->person_id : found->successor_id;
    if (whose != call.person_id()) return Fail(Kind::forbidden, "problem.takeover.not_yours_to_say");
    if (found->standing != Standing::asked || (deed == Deed::reply && !found->answer)) {
      return Fail(Kind::conflict, "problem.takeover.nothing_asked");
    }
    action::Action action(tx, call, "takeover." + std::string(json::NameOf(deed)), id);
    const Result<Takeover> saved = action.Update(*found, change(*found));
    if (!saved) return Fail(saved.error());
    if (deed == Deed::answer) {
      Tell(action, *saved, saved->successor_id, "notice.takeover.answered",
           std::string(json::NameOf(*saved->answer)));
    } else {
      const auto level = saved->reply == Reply::could_have
                             ? ProposeRaise(action, saved->person_id, saved->successor_id, saved->account_id)
                             : std::nullopt;
      Tell(action, *saved, saved->person_id, "notice.takeover.replied",
           std::string(json::NameOf(*saved->reply)), level.value_or(0));
    }
    return View(call, tx, *saved);
  });
}

Result<TakeoverView> AnswerIt(const Call& call, Id id, const AnswerInput& input) {
  if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
  return Do(call, id, Deed::answer, [&](Takeover takeover) {
    takeover.answer = input.answer;
    takeover.reason = input.reason;
    takeover.note = std::string(Trim(input.note.value_or("")));
    takeover.answered_at = call.now();
    return takeover;
  });
}

Result<TakeoverView> ReplyToIt(const Call& call, Id id, const ReplyInput& input) {
  return Do(call, id, Deed::reply, [&](Takeover takeover) {
    takeover.reply = input.reply;
    takeover.replied_at = call.now();
    return takeover;
  });
}

std::vector<Id> TheTwoOf(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT person_id FROM takeover WHERE org_id = $1 AND id IN baton_list($2) UNION "
      "SELECT successor_id FROM takeover WHERE org_id = $1 AND id IN baton_list($2)",
      org_id, db::IdList(ids));
}

http::RouteOptions Deeds(std::string name, std::string summary) {
  return {.name = std::move(name),
          .deed = access::Deed::change,
          .word = Word::takeover,
          .status = 200,
          .versioned = true,
          .summary = std::move(summary)};
}

http::RouteOptions Reads(std::string name, std::string summary = {}) {
  return {.name = std::move(name),
          .deed = access::Deed::read,
          .word = Word::takeover,
          .summary = std::move(summary)};
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Takeover::kTable),
              .is_private = true,
              .out_of_reach = action::UnlessMayChange(Word::takeover),
              .listeners = &TheTwoOf});
  tables.Add({.name = std::string(Source::kTable),
              .is_private = true,
              .out_of_reach = action::UnlessMayChange(Word::takeover)});
}

void AddTakeoverRoutes(http::Router& router) {
  router.Get("/api/v1/takeovers",
             Reads("listTakeovers", "What former owners did with clients handed over, the latest first"),
             List);
  router.Get("/api/v1/takeovers/figures", Reads("getTakeoverFigures", "Counts of the last 13 weeks"),
             GetFigures);
  router.Get("/api/v1/takeovers/{id}", Reads("getTakeover"), Get);
  router.Post(
      "/api/v1/takeovers/{id}/answer",
      Deeds("answerTakeover", "Who took over introduces the successor, explains, or says that it stays so"),
      AnswerIt);
  router.Post("/api/v1/takeovers/{id}/reply",
              Deeds("replyToTakeover", "What the successor says to the answer"), ReplyToIt);
}

}  // namespace baton::takeover
