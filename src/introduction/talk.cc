#include "introduction/talk.h"

namespace baton::introduction {
namespace {

Arguments NamesOf(const TalkFacts& facts) {
  return {{"me", facts.former},
          {"server", facts.successor},
          {"successor", facts.successor},
          {"contact", facts.contact.empty() ? std::string("none") : facts.contact},
          {"account", facts.account}};
}

Message With(std::string_view key, const TalkFacts& facts, Arguments more = {}) {
  Arguments arguments = NamesOf(facts);
  arguments.merge(more);
  return {"introduction.talk." + std::string(key), std::move(arguments)};
}

}  // namespace

std::vector<Message> TalkWhenMeeting(const TalkFacts& facts) {
  std::vector<Message> said{With("this_is", facts)};
  if (facts.years > 0) said.push_back(With("years", facts, {{"years", facts.years}}));
  said.push_back(With("chose", facts));
  if (facts.met > 0) said.push_back(With("met", facts, {{"met", facts.met}}));
  if (facts.open_deals > 0) said.push_back(With("open", facts, {{"count", facts.open_deals}}));
  said.push_back(With("from_now", facts));
  said.push_back(With("over_to", facts));
  return said;
}

std::vector<Message> TalkOnTelephone(const TalkFacts& facts) {
  std::vector<Message> said{With("phone", facts)};
  if (facts.met > 0) said.push_back(With("met", facts, {{"met", facts.met}}));
  if (facts.meeting_at) {
    said.push_back(With("phone_meeting", facts,
                        {{"at", facts.meeting_at->milliseconds}, {"minutes", facts.meeting_minutes}}));
  } else {
    said.push_back(With("phone_when", facts));
  }
  said.push_back(With("phone_until", facts));
  return said;
}

Message RatherQuestion(const TalkFacts& facts) { return {"door.talk.rather", NamesOf(facts)}; }
Message RatherAnswer(const TalkFacts& facts) { return {"door.talk.rather_answer", NamesOf(facts)}; }

}  // namespace baton::introduction
