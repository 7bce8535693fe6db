#include "door/talk.h"

#include "json/json.h"

namespace baton::door {
namespace {

std::int64_t MillisecondsOf(Day day) { return day.days * kMillisecondsPerDay; }

std::string OrNone(const std::string& text) { return text.empty() ? "none" : text; }

Arguments NamesOf(const TalkFacts& facts) {
  return {{"me", facts.me},
          {"contact", OrNone(facts.contact)},
          {"account", facts.account},
          {"server", facts.server}};
}

Message With(std::string key, Arguments arguments, Arguments more = {}) {
  arguments.merge(more);
  return {std::move(key), std::move(arguments)};
}

// The way over: at once, or when the calendar says so.
std::string_view WayKey(Freedom freedom) {
  switch (freedom) {
    case Freedom::until:
    case Freedom::free:
      return "door.talk.way_now";
    case Freedom::busy:
      return "door.talk.way_later";
    case Freedom::away:
      return "door.talk.way_away";
    case Freedom::unknown:
      break;
  }
  return "door.talk.way_ask";
}

}  // namespace

std::vector<Message> Because(const TalkFacts& facts) {
  std::vector<Message> said;
  const Arguments names = NamesOf(facts);
  if (facts.by == ServesBy::draft) said.push_back(With("door.because.draft", names));
  if (facts.by == ServesBy::cover) said.push_back(With("door.because.cover", names));
  if (facts.met_on) {
    said.push_back(With("door.because.met", names, {{"on", MillisecondsOf(*facts.met_on)}}));
  } else if (facts.met_client_on) {
    said.push_back(With("door.because.met_client", names, {{"on", MillisecondsOf(*facts.met_client_on)}}));
  } else {
    said.push_back(With("door.because.not_met", names));
  }
  return said;
}

std::vector<Message> Greeting(const TalkFacts& facts) {
  const Arguments names = NamesOf(facts);
  std::vector<Message> said{With("door.talk.hello", names)};
  if (facts.server.empty()) {
    said.push_back(With("door.talk.nobody_yet", names));
    return said;
  }
  said.push_back(With(facts.is_manager ? "door.talk.my_job" : "door.talk.who_serves", names));
  if (facts.met_on) said.push_back(With("door.talk.met", names, {{"on", MillisecondsOf(*facts.met_on)}}));
  said.push_back(With(std::string(WayKey(facts.freedom)), names, {{"at", facts.free_at}}));
  return said;
}

Message RatherQuestion(const TalkFacts& facts) { return With("door.talk.rather", NamesOf(facts)); }

Message RatherAnswer(const TalkFacts& facts) { return With("door.talk.rather_answer", NamesOf(facts)); }

std::vector<Message> Worth(const WorthFacts& facts) {
  std::vector<Message> lines;
  if (!facts.deal.empty() && (facts.open_deals > 1 || !facts.has_chance)) {
    lines.push_back({"door.worth.open",
                     {{"count", std::int64_t{facts.open_deals}},
                      {"which", facts.is_largest ? "largest" : "next"},
                      {"deal", facts.deal}}});
  }
  if (!facts.server.empty() && facts.mine.closed + facts.theirs.closed > 0) {
    lines.push_back({"door.worth.won",
                     {{"mine", facts.mine.won},
                      {"my_closed", facts.mine.closed},
                      {"server", facts.server},
                      {"theirs", facts.theirs.won},
                      {"their_closed", facts.theirs.closed}}});
  }
  if (facts.only_me) lines.push_back({"door.worth.only_you"});
  if (!facts.promise.empty()) {
    lines.push_back({"door.worth.promised",
                     {{"minutes", std::int64_t{facts.promise_minutes}},
                      {"title", facts.promise},
                      {"moves", std::int64_t{facts.moves}}}});
  }
  if (facts.others_waiting > 0) {
    lines.push_back({"door.worth.waiting", {{"count", std::int64_t{facts.others_waiting}}}});
  }
  if (facts.break_even) {
    lines.push_back({"door.worth.hour", {{"percent", *facts.break_even}, {"evidence", facts.evidence}}});
  }
  if (facts.money) {
    lines.push_back({"door.worth.net",
                     {{"here", facts.money->here.middle},
                      {"here_low", facts.money->here.low},
                      {"here_high", facts.money->here.high},
                      {"rep", facts.money->rep.middle},
                      {"rep_low", facts.money->rep.low},
                      {"rep_high", facts.money->rep.high}}});
  }
  return lines;
}

Message Chance(const hour::DealChances& chances, const std::string& deal, const std::string& rep) {
  Arguments arguments{{"deal", deal},
                      {"rep", rep},
                      {"their_closed", chances.rep.closed.closed},
                      {"my_closed", chances.mine.closed.closed}};
  if (chances.rep.chance) {
    arguments["theirs"] = *chances.rep.chance;
    arguments["is_likely"] = *chances.rep.chance > 0.5 ? "yes" : "no";
  }
  if (chances.mine.chance) arguments["mine"] = *chances.mine.chance;
  return {"door.chance." + std::string(json::NameOf(chances.saying)), std::move(arguments)};
}

Message Odds(const hour::SellerChance& seller, const std::string& who) {
  Arguments arguments{{"who", who}, {"won", seller.closed.won}, {"closed", seller.closed.closed}};
  if (!seller.chance) return {"door.chance.odds_few", std::move(arguments)};
  arguments["chance"] = *seller.chance;
  arguments["low"] = seller.low;
  arguments["high"] = seller.high;
  return {"door.chance.odds", std::move(arguments)};
}

}  // namespace baton::door
