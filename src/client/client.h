// What the client's page is made of: a link that leads one contact to the page of one handoff, the answers given there,
// and the card that a person of ours shows to clients. The page: page.h; how it is kept safe: docs/client-page.md.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "book/contact.h"
#include "people/person.h"

namespace baton::client {

inline constexpr std::int32_t kMostDaysOfLink = 180;
inline constexpr std::size_t kMostLinks = 10;    // of one handoff that work at once
inline constexpr std::size_t kMostAnswers = 20;  // by one link
inline constexpr std::size_t kMostCharacters = 2000;

// The row. The link works until it expires, is revoked or deleted, or the handoff ends without a success.
struct Link {
  static constexpr std::string_view kTable = "client_link";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id handoff_id;
  Id contact_id;
  Id created_by;
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> revoked_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Link, (),
                      (org_id, id, version, handoff_id, contact_id, created_by, created_at, expires_at,
                       revoked_at, deleted_at))

enum class LinkState { works, expired, revoked };
BOOST_DESCRIBE_ENUM(LinkState, works, expired, revoked)

LinkState StateOf(const Link& link, Instant now);

// accept: it suits; question: to the two of ours; other: would rather work with somebody else, a word to the former owner
// that moves nothing by itself.
enum class AnswerKind { accept, question, other };
BOOST_DESCRIBE_ENUM(AnswerKind, accept, question, other)

// The row; what was written is in client_answer_text.
struct Answer {
  static constexpr std::string_view kTable = "client_answer";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id link_id;
  Id handoff_id;
  Id contact_id;
  AnswerKind kind = AnswerKind::accept;
  std::optional<Id> wanted_person_id;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Answer, (),
                      (org_id, id, version, link_id, handoff_id, contact_id, kind, wanted_person_id, at))

// An answer with the words of the contact.
struct SaidAnswer : Answer {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(SaidAnswer, (Answer), (text))

struct AnswerView {
  static constexpr const char* kSchemaName = "ClientAnswer";

  Id id;
  Id handoff_id;
  book::ContactRef contact;
  AnswerKind kind = AnswerKind::accept;
  std::string text;
  std::optional<people::PersonRef> wanted;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(AnswerView, (), (id, handoff_id, contact, kind, text, wanted, at))

struct LinkView {
  static constexpr const char* kSchemaName = "ClientLink";

  Id id;
  book::ContactRef contact;
  std::optional<people::PersonRef> created_by;
  Instant created_at;
  Instant expires_at;
  LinkState state = LinkState::works;
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (id, contact, created_by, created_at, expires_at, state))

// The row.
struct Card {
  static constexpr std::string_view kTable = "calling_card";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  std::string phone;
  std::string picture;  // "data:image/jpeg;base64,...", or empty
};
BOOST_DESCRIBE_STRUCT(Card, (), (org_id, id, version, person_id, phone, picture))

}  // namespace baton::client
