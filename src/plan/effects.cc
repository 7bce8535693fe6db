#include "plan/effects.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

#include "json/json.h"
#include "plan/explanation.h"

namespace baton::plan {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

value IdOrNull(const std::optional<Id>& id) { return id ? value(id->value) : value(nullptr); }

object ChangeJson(const DraftChange& change) {
  array moved;
  for (const DraftChange::Move& move : change.moved) {
    moved.push_back(array{move.account_id.value, IdOrNull(move.from), IdOrNull(move.to), move.is_asked,
                          value(boost::json::string_view(json::ToText(Store(move.why))))});
  }
  return {{"has_before", change.has_before}, {"cost", change.cost_permille}, {"moved", std::move(moved)}};
}

array LoadsJson(const std::vector<DraftLoad>& loads) {
  array out;
  for (const DraftLoad& load : loads) {
    out.push_back(
        array{load.person_id.value, std::int64_t{load.accounts_now}, std::int64_t{load.accounts_then},
              load.minutes_now, load.minutes_then, load.capacity_minutes, load.revenue_then_minor,
              load.hour_price_permille ? value(std::int64_t{*load.hour_price_permille}) : value(nullptr),
              load.is_hour_exact, std::int64_t{load.hour_places}, load.growth_then_minor});
  }
  return out;
}

// The readers throw what Boost.JSON throws (std::exception) when the form is another; ParseEffects catches.
std::int64_t Whole(const value& v) { return v.as_int64(); }

std::optional<Id> ReadIdOrNull(const value& v) {
  return v.is_null() ? std::nullopt : std::optional(Id{Whole(v)});
}

Message ReadMessage(const value& v) {
  const auto stored = json::FromText<StoredMessage>(std::string_view(v.as_string()));
  if (!stored) throw std::invalid_argument("no message");
  return Restore(*stored);
}

DraftChange ReadChange(const object& in) {
  DraftChange change{
      .has_before = in.at("has_before").as_bool(), .cost_permille = Whole(in.at("cost")), .moved = {}};
  for (const value& item : in.at("moved").as_array()) {
    const array& move = item.as_array();
    change.moved.push_back({Id{Whole(move.at(0))}, ReadIdOrNull(move.at(1)), ReadIdOrNull(move.at(2)),
                            move.at(3).as_bool(), ReadMessage(move.at(4))});
  }
  return change;
}

std::vector<DraftLoad> ReadLoads(const value& in) {
  std::vector<DraftLoad> loads;
  for (const value& item : in.as_array()) {
    const array& l = item.as_array();
    DraftLoad load{.person_id = Id{Whole(l.at(0))},
                   .accounts_now = static_cast<std::int32_t>(Whole(l.at(1))),
                   .accounts_then = static_cast<std::int32_t>(Whole(l.at(2))),
                   .minutes_now = Whole(l.at(3)),
                   .minutes_then = Whole(l.at(4)),
                   .capacity_minutes = Whole(l.at(5)),
                   .revenue_then_minor = Whole(l.at(6))};
    if (!l.at(7).is_null()) load.hour_price_permille = static_cast<std::int32_t>(Whole(l.at(7)));
    load.is_hour_exact = l.at(8).as_bool();
    load.hour_places = static_cast<std::int32_t>(Whole(l.at(9)));
    if (l.size() > 10) load.growth_then_minor = Whole(l.at(10));
    loads.push_back(load);
  }
  return loads;
}

}  // namespace

std::string ToText(const Effects& effects) {
  object out{{"change", ChangeJson(effects.change)}, {"loads", LoadsJson(effects.loads)}};
  if (effects.seen) out["seen"] = json::ToJson(*effects.seen);
  return boost::json::serialize(out);
}

std::optional<Effects> ParseEffects(std::string_view text) {
  try {
    const value parsed = boost::json::parse(boost::json::string_view(text.data(), text.size()));
    const object& in = parsed.as_object();
    Effects effects{.change = ReadChange(in.at("change").as_object()), .loads = ReadLoads(in.at("loads"))};
    if (const value* seen = in.if_contains("seen")) effects.seen = json::FromJson<Seen>(*seen).value();
    return effects;
  } catch (const std::exception&) {  // not JSON, a member missing, or a number that is none
    return std::nullopt;
  }
}

}  // namespace baton::plan
