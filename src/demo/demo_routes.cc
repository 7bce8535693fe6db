#include "demo/demo_routes.h"

#include <algorithm>

#include "base/zone.h"
#include "cover/directory.h"
#include "demo/demo.h"
#include "demo/endings.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "handoff/own_job.h"
#include "http/router.h"
#include "people/directory.h"
#include "people/organization.h"
#include "ties/learn.h"

namespace baton::demo {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct DemoPerson {
  static constexpr const char* kSchemaName = "DemoPerson";
  std::string as;
  std::string name;
  access::Role role = access::Role::rep;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(DemoPerson, (), (as, name, role, title))

struct DemoOffer {
  static constexpr const char* kSchemaName = "DemoOffer";
  bool is_offered = false;
  std::vector<DemoPerson> people;
};
BOOST_DESCRIBE_STRUCT(DemoOffer, (), (is_offered, people))

struct DemoSignIn {
  static constexpr const char* kSchemaName = "DemoSignIn";
  std::string as;
};
BOOST_DESCRIBE_STRUCT(DemoSignIn, (), (as))

enum class ClockStep { next_1030, next_day, start_over };
BOOST_DESCRIBE_ENUM(ClockStep, next_1030, next_day, start_over)

struct ClockMove {
  static constexpr const char* kSchemaName = "DemoClockMove";
  ClockStep to = ClockStep::next_day;
};
BOOST_DESCRIBE_STRUCT(ClockMove, (), (to))

struct EndingInput {
  static constexpr const char* kSchemaName = "DemoEndingInput";
  Ending ending = Ending::none;
};
BOOST_DESCRIBE_STRUCT(EndingInput, (), (ending))

struct DayInput {
  static constexpr const char* kSchemaName = "DemoDayInput";
  std::int32_t day = 1;
};
BOOST_DESCRIBE_STRUCT(DayInput, (), (day))

struct NextStep {
  static constexpr const char* kSchemaName = "DemoStep";
  ClockStep to = ClockStep::next_day;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(NextStep, (), (to, at))

struct StoryView {
  static constexpr const char* kSchemaName = "DemoStoryLine";
  Instant at;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(StoryView, (), (at, text))

struct DemoState {
  static constexpr const char* kSchemaName = "DemoState";
  Instant now;
  std::vector<NextStep> next;
  Ending ending = Ending::none;
  std::int32_t day = 1;  // 1 or 60
  std::vector<StoryView> story;
};
BOOST_DESCRIBE_STRUCT(DemoState, (), (now, next, ending, day, story))

// 10:30 of the same day while it is still to come; 9:41 of the next working day; the scene again.
std::vector<NextStep> NextSteps(Instant now) {
  const LocalTime local = ToLocal(now, std::string(kZone));
  std::vector<NextStep> steps;
  if (local.minute_of_day < 10 * 60 + 30) {
    steps.push_back({ClockStep::next_1030, ToInstant({local.day, 10 * 60 + 30}, std::string(kZone))});
  }
  Day next = local.day + 1;
  while (Weekday(next) > 5) next = next + 1;
  steps.push_back({ClockStep::next_day, ToInstant({next, kSceneMinute}, std::string(kZone))});
  steps.push_back({ClockStep::start_over, SceneNow()});
  return steps;
}

Result<Id> DemoOrganization(const Call& call, db::Connection& connection) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  if (!organization || !organization->is_demo) return Fail(Kind::not_found, "problem.demo.not_a_demo");
  return organization->id;
}

Result<DemoState> StateOf(const Call& call, db::Connection& connection) {
  const auto org_id = DemoOrganization(call, connection);
  if (!org_id) return Fail(org_id.error());
  const auto organization = people::FindOrganization(connection, *org_id);
  const Scene scene = LoadScene(connection, *org_id);
  DemoState state;
  state.now = organization->clock_at.value_or(SceneNow());
  state.next = NextSteps(state.now);
  state.ending = EndingOf(connection, scene);
  state.day = state.now >= At(50, 0) ? 60 : 1;
  for (const StoryLine& line : StoryOf(state.ending))
    state.story.push_back({line.at, call.Say(line.message)});
  return state;
}

DemoOffer OfferOf(const Call& call, const DemoOptions& options) {
  DemoOffer offer;
  offer.is_offered = options.is_offered && FindDemo(call.db()).has_value();
  if (!offer.is_offered) return offer;
  for (const std::string_view key : {"jim", "jada", "dana", "admin"}) {
    const auto member = std::ranges::find(Cast(), key, &CastMember::key);
    offer.people.push_back(
        {std::string(key), std::string(member->name), member->role, std::string(member->title)});
  }
  return offer;
}

Result<session::Me> SignInAs(const Call& call, const DemoOptions& options, const DemoSignIn& input) {
  if (!options.is_offered) return Fail(Kind::forbidden, "problem.demo.not_offered");
  const auto member = std::ranges::find(Cast(), std::string_view(input.as), &CastMember::key);
  if (member == Cast().end()) return Fail(FieldFault{"as", {"problem.demo.no_such_person"}});
  return call.Write([&](db::Tx& tx) -> Result<session::Me> {
    const auto org_id = FindDemo(tx);
    if (!org_id) return Fail(Kind::not_found, "problem.demo.not_a_demo");
    const auto person = people::FindPersonByEmail(tx, *org_id, member->email);
    if (!person) return Fail(Kind::not_found, "problem.demo.not_a_demo");
    session::StartSession(call, tx, *options.session, *org_id, person->id);
    return session::MeOf(tx, *person, *people::FindOrganization(tx, *org_id)->clock_at);
  });
}

Result<DemoState> MoveClock(const Call& call, const ClockMove& move, const DemoOptions& options) {
  const auto org_id = DemoOrganization(call, call.db());
  if (!org_id) return Fail(org_id.error());
  if (move.to == ClockStep::start_over) {
    if (auto reset = ResetDemo(call.database(), *org_id, DemoDay::one, options.key); !reset)
      return Fail(reset.error());
    return StateOf(call, call.db());
  }
  const auto steps = NextSteps(call.now());
  const auto step = std::ranges::find(steps, move.to, &NextStep::to);
  if (step == steps.end()) return Fail(FieldFault{"to", {"problem.demo.no_such_time"}});
  auto state = call.Write([&](db::Tx& tx) -> Result<DemoState> {
    const auto organization = people::FindOrganization(tx, *org_id);
    people::Organization moved = *organization;
    moved.clock_at = step->at;
    action::Action action(tx, call, "demo.clock", *org_id);
    if (auto updated = action.Update(*organization, moved); !updated) return Fail(updated.error());
    return StateOf(call, tx);
  });
  // Jobs run by the wall's clock: what the demo's clock has come to happens here.
  if (state) {
    handoff::OwnWhatIsDue(call.database(), *org_id, step->at);
    cover::TurnWhatIsDue(call.database(), *org_id, step->at);
    ties::Learn(call.database(), *org_id, step->at);
  }
  return state;
}

// Each ending starts from the untouched morning.
Result<DemoState> PlayEnding(const Call& call, const EndingInput& input, const DemoOptions& options) {
  const auto org_id = DemoOrganization(call, call.db());
  if (!org_id) return Fail(org_id.error());
  if (auto reset = ResetDemo(call.database(), *org_id, DemoDay::one, options.key); !reset)
    return Fail(reset.error());
  return call.Write([&](db::Tx& tx) -> Result<DemoState> {
    const Scene scene = LoadScene(tx, *org_id);
    if (input.ending == Ending::sell) PlaySelling(tx, scene);
    if (input.ending == Ending::baton) {
      PlayBaton(tx, scene);
      JudgeLetter(tx, scene, options.key, At(0, 10 * 60 + 55));
    }
    return StateOf(call, tx);
  });
}

Result<DemoState> SwitchDay(const Call& call, const DayInput& input, const DemoOptions& options) {
  const auto org_id = DemoOrganization(call, call.db());
  if (!org_id) return Fail(org_id.error());
  if (input.day != 1 && input.day != 60) return Fail(FieldFault{"day", {"problem.demo.no_such_day"}});
  const auto day = input.day == 60 ? DemoDay::sixty : DemoDay::one;
  if (auto reset = ResetDemo(call.database(), *org_id, day, options.key); !reset) return Fail(reset.error());
  return StateOf(call, call.db());
}

}  // namespace

void AddDemoRoutes(http::Router& router, const DemoOptions& options) {
  router.Get("/api/v1/demo", {.name = "getDemoOffer", .open = true},
             [&options](const Call& call) -> Result<DemoOffer> { return OfferOf(call, options); });
  router.Post(
      "/api/v1/demo/session", {.name = "signInToDemo", .open = true, .keeps_answer = false},
      [&options](const Call& call, const DemoSignIn& input) { return SignInAs(call, options, input); });
  router.Get("/api/v1/demo/state", {.name = "getDemoState", .deed = Deed::read, .word = Word::demo},
             [](const Call& call) { return StateOf(call, call.db()); });
  router.Post("/api/v1/demo/clock",
              {.name = "moveDemoClock", .deed = Deed::change, .word = Word::demo, .status = 200},
              [&options](const Call& call, const ClockMove& move) { return MoveClock(call, move, options); });
  router.Post(
      "/api/v1/demo/ending",
      {.name = "playDemoEnding", .deed = Deed::change, .word = Word::demo, .status = 200},
      [&options](const Call& call, const EndingInput& input) { return PlayEnding(call, input, options); });
  router.Post(
      "/api/v1/demo/day", {.name = "switchDemoDay", .deed = Deed::change, .word = Word::demo, .status = 200},
      [&options](const Call& call, const DayInput& input) { return SwitchDay(call, input, options); });
}

}  // namespace baton::demo
