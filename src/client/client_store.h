// Links, answers and cards in the database.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "client/client.h"
#include "client/directory.h"
#include "db/connection.h"

namespace baton::client {

struct MadeLink {
  Link link;
  std::string token;  // given out once; only its hash is kept
};

// `now` of the organization decides when it expires. REQUIRES: the contact is one of the handoff's account.
MadeLink InsertLink(action::Action& action, Id handoff_id, Id contact_id, std::int32_t days);
// The link of a token, whether or not it still works; none where there never was one, or it was taken back.
std::optional<Link> FindLinkOf(db::Connection& connection, std::string_view token);
std::optional<Link> FindLink(db::Connection& connection, Id org_id, Id handoff_id, Id id);
// Keeps others from answering by the link until the transaction ends.
std::optional<Link> HoldLink(db::Tx& tx, Id org_id, Id id);
// The newest first.
std::vector<Link> FindLinks(db::Connection& connection, Id org_id, Id handoff_id);
std::vector<LinkView> ViewLinks(db::Connection& connection, Id org_id, std::span<const Link> links,
                                Instant now);
Result<Link> Revoke(action::Action& action, const Link& link);

Answer InsertAnswer(action::Action& action, Answer answer, const std::string& text);
// By a link, the newest first.
std::vector<SaidAnswer> FindAnswersBy(db::Connection& connection, Id org_id, Id link_id);
// Of a handoff, the newest first.
std::vector<SaidAnswer> FindAnswers(db::Connection& connection, Id org_id, Id handoff_id);
std::vector<AnswerView> ViewAnswers(db::Connection& connection, Id org_id,
                                    std::span<const SaidAnswer> answers);

}  // namespace baton::client
