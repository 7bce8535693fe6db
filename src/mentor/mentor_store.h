// Mentors and conversations in the database. Words are sealed with the key outside it, each text a row that never changes; what the log
// of changes sees is which row counts. A text that nobody can read any more, since the conversation was taken out or both people are
// gone, goes for good once no undo may bring it back (seal/unused.h).
//
// Who asks is named in each query: a conversation is seen by its two only. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "action/action.h"
#include "db/database.h"
#include "mentor/talk.h"
#include "seal/key.h"

namespace baton::mentor {

// By the name of the person; without who has left.
std::vector<Mentor> FindMentors(db::Connection& connection, Id org_id);
std::optional<Mentor> FindMentor(db::Connection& connection, Id org_id, Id id);
std::optional<Mentor> FindMentorOfPerson(db::Connection& connection, Id org_id, Id person_id);
std::optional<MentorLink> FindLink(db::Connection& connection, Id org_id);

std::optional<Talk> FindTalk(db::Connection& connection, Id org_id, Id person_id, Id id);
// For what acts for nobody: invitations.
std::optional<Talk> FindTalkOfAnybody(db::Connection& connection, Id org_id, Id id);
// The latest first; a bounded number.
std::vector<Talk> FindTalks(db::Connection& connection, Id org_id, Id person_id);
// Planned ones of a person that overlap [from, to).
std::vector<Talk> FindPlannedTalks(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                   Instant to);

Id PutText(db::Tx& tx, Id org_id, const seal::Key& key, std::string_view text);
Result<std::vector<TalkView>> ViewTalks(db::Connection& connection, const seal::Key& key, Id org_id,
                                        std::span<const Talk> talks, Id viewer_id, Instant now);

// A new one: the mentor is told, and both get an invitation. REQUIRES: FaultsOf gave none, the mentor is one.
Talk Ask(action::Action& action, const seal::Key& key, const TalkInput& input);

// The daily job: returns how many texts went.
int ForgetUnusedTexts(db::Database& database, Id org_id, Instant now);
void KeepTextsOf(db::Tx& tx, Id org_id, Id talk_id);
// For `baton doctor`: does the key open what is there?
Result<Done> CheckTexts(db::Connection& connection, const seal::Key& key);

}  // namespace baton::mentor
