#include "mentor/mentor_store.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "mentor/appointment.h"
#include "mentor/between.h"
#include "people/directory.h"
#include "seal/seal.h"
#include "seal/unused.h"

namespace baton::mentor {
namespace {

constexpr int kMostTalks = 100;
constexpr std::string_view kTextTable = "mentor_text";

constexpr std::string_view kTalkColumns =
    "org_id, id, version, asker_id, mentor_id, state, starts_at, minutes, subject_text_id, tried_text_id, "
    "outcome_text_id, outcome_at, asked_at, deleted_at";

constexpr std::string_view kTalks = " FROM mentor_talk WHERE org_id = $1 AND deleted_at IS NULL AND ";
constexpr std::string_view kIsOneOfTheTwo = "(asker_id = $2 OR mentor_id = $2)";
std::string SelectTalks(std::string_view condition) {
  return "SELECT " + std::string(kTalkColumns) + std::string(kTalks) + std::string(condition);
}

struct SealedText {
  Id org_id;
  Id id;
  std::string sealed;
};
BOOST_DESCRIBE_STRUCT(SealedText, (), (org_id, id, sealed))

std::string PlaceOfTalkText(Id org_id, Id id) {
  return "mentor_text:" + ToString(org_id) + ":" + ToString(id);
}

// Of a conversation that was not taken out, while one of the two is there.
seal::SealedTexts TextsOfTalks() {
  const std::string is_read =
      "mentor_talk.deleted_at IS NULL AND EXISTS (SELECT 1 FROM person WHERE person.org_id = $1 AND "
      "person.id "
      "IN (mentor_talk.asker_id, mentor_talk.mentor_id) AND person.deleted_at IS NULL)";
  return {kTextTable,
          {{"mentor_talk", "tried_text_id", is_read, false},
           {"mentor_talk", "outcome_text_id", is_read, false},
           {"mentor_talk", "subject_text_id", is_read}}};
}

Result<std::unordered_map<Id, std::string>> OpenTexts(db::Connection& connection, const seal::Key& key,
                                                      Id org_id, std::span<const Id> ids) {
  std::unordered_map<Id, std::string> texts;
  if (ids.empty()) return texts;
  for (const SealedText& row :
       connection.Query<SealedText>("SELECT org_id, id, sealed FROM mentor_text WHERE org_id = $1 AND id IN "
                                    "baton_list($2) ORDER BY id",
                                    org_id, db::IdList(ids))) {
    auto text = seal::Open(key, PlaceOfTalkText(row.org_id, row.id), row.sealed);
    if (!text) return Fail(std::move(text.error()));
    texts.emplace(row.id, std::move(*text));
  }
  return texts;
}

}  // namespace

std::vector<Mentor> FindMentors(db::Connection& connection, Id org_id) {
  return connection.Query<Mentor>(
      "SELECT mentor.org_id, mentor.id, mentor.version, mentor.person_id, mentor.about, mentor.created_at "
      "FROM "
      "mentor JOIN person ON person.org_id = mentor.org_id AND person.id = mentor.person_id WHERE "
      "mentor.org_id = "
      "$1 AND person.deleted_at IS NULL ORDER BY person.name_fold, mentor.id",
      org_id);
}

std::optional<Mentor> FindMentor(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Mentor>(
      "SELECT org_id, id, version, person_id, about, created_at FROM mentor WHERE org_id = $1 AND id = $2",
      org_id, id);
}

std::optional<Mentor> FindMentorOfPerson(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryOne<Mentor>(
      "SELECT org_id, id, version, person_id, about, created_at FROM mentor WHERE org_id = $1 AND person_id "
      "= $2",
      org_id, person_id);
}

std::optional<MentorLink> FindLink(db::Connection& connection, Id org_id) {
  return connection.QueryOne<MentorLink>(
      "SELECT org_id, id, version, label, url FROM mentor_link WHERE org_id = $1", org_id);
}

std::optional<Talk> FindTalk(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<Talk>(SelectTalks("id = $2 AND (asker_id = $3 OR mentor_id = $3)"), org_id, id,
                                   person_id);
}

std::optional<Talk> FindTalkOfAnybody(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Talk>(SelectTalks("id = $2"), org_id, id);
}

std::vector<Talk> FindTalks(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<Talk>(
      SelectTalks("(asker_id = $2 OR mentor_id = $2) ORDER BY starts_at DESC, id DESC LIMIT $3"), org_id,
      person_id, kMostTalks);
}

people::CountByOther CountTalks(db::Connection& connection, Id org_id, Id person_id) {
  return people::ByOther(connection.Query<people::WithOther>(
      "SELECT CASE WHEN asker_id = $2 THEN mentor_id ELSE asker_id END AS other_id, CAST(COUNT(*) AS BIGINT) "
      "AS count" +
          std::string(kTalks) + std::string(kIsOneOfTheTwo) + " GROUP BY other_id",
      org_id, person_id));
}

std::vector<Talk> FindPlannedTalks(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                   Instant to) {
  return connection.Query<Talk>(
      SelectTalks(
          "(asker_id = $2 OR mentor_id = $2) AND state = 'planned' AND starts_at < $4 AND starts_at + "
          "minutes * 60000 > $3 ORDER BY starts_at, id"),
      org_id, person_id, from, to);
}

Id PutText(db::Tx& tx, Id org_id, const seal::Key& key, std::string_view text) {
  const Id id = tx.NewId();
  tx.Execute("INSERT INTO mentor_text (org_id, id, sealed) VALUES ($1, $2, $3)", org_id, id,
             seal::Seal(key, PlaceOfTalkText(org_id, id), text));
  return id;
}

Result<std::vector<TalkView>> ViewTalks(db::Connection& connection, const seal::Key& key, Id org_id,
                                        std::span<const Talk> talks, Id viewer_id, Instant now) {
  std::vector<Id> people_ids;
  std::vector<Id> text_ids;
  for (const Talk& talk : talks) {
    people_ids.insert(people_ids.end(), {talk.asker_id, talk.mentor_id});
    text_ids.push_back(talk.subject_text_id);
    if (talk.tried_text_id) text_ids.push_back(*talk.tried_text_id);
    if (talk.outcome_text_id) text_ids.push_back(*talk.outcome_text_id);
  }
  const auto people = people::FindRefs(connection, org_id, people_ids);
  const auto texts = OpenTexts(connection, key, org_id, text_ids);
  if (!texts) return Fail(texts.error());
  const auto text_of = [&](const std::optional<Id>& id) {
    const auto found = id ? texts->find(*id) : texts->end();
    return found == texts->end() ? std::string() : found->second;
  };
  std::vector<TalkView> views;
  for (const Talk& talk : talks) {
    const auto asker = people.find(talk.asker_id);
    const auto mentor = people.find(talk.mentor_id);
    if (asker == people.end() || mentor == people.end()) continue;
    views.push_back({.id = talk.id,
                     .version = talk.version,
                     .asker = asker->second,
                     .mentor = mentor->second,
                     .state = talk.state,
                     .starts_at = talk.starts_at,
                     .minutes = talk.minutes,
                     .subject = text_of(talk.subject_text_id),
                     .tried = text_of(talk.tried_text_id),
                     .outcome = text_of(talk.outcome_text_id),
                     .outcome_at = talk.outcome_at,
                     .asks_outcome = AsksOutcome(talk, viewer_id, now),
                     .may = DeedsOf(talk, viewer_id, now)});
  }
  return views;
}

Talk Ask(action::Action& action, const seal::Key& key, const TalkInput& input) {
  db::Tx& tx = action.tx();
  const std::string tried(Trim(input.tried.value_or("")));
  Talk talk{.asker_id = *action.actor().person_id,
            .mentor_id = input.mentor_id,
            .starts_at = input.starts_at,
            .minutes = input.minutes,
            .subject_text_id = PutText(tx, action.org_id(), key, Trim(input.subject)),
            .asked_at = action.now()};
  if (!tried.empty()) talk.tried_text_id = PutText(tx, action.org_id(), key, tried);
  talk = action.Insert(talk);
  TellOther(action, talk, "notice.mentor.asked");
  TellTalkAppointment(action, talk.id);
  return talk;
}

int ForgetUnusedTexts(db::Database& database, Id org_id, Instant now) {
  return seal::ForgetUnused(database, org_id, now, TextsOfTalks());
}

void KeepTextsOf(db::Tx& tx, Id org_id, Id talk_id) {
  for (const std::string_view column : {"subject_text_id", "tried_text_id", "outcome_text_id"}) {
    seal::KeepTexts(
        tx, org_id, kTextTable,
        "id IN (SELECT " + std::string(column) + " FROM mentor_talk WHERE org_id = $1 AND id = $2)", talk_id);
  }
}

Result<Done> CheckTexts(db::Connection& connection, const seal::Key& key) {
  const auto newest =
      connection.QueryOne<SealedText>("SELECT org_id, id, sealed FROM mentor_text ORDER BY id DESC LIMIT 1");
  if (!newest) return Done{};
  auto text = seal::Open(key, PlaceOfTalkText(newest->org_id, newest->id), newest->sealed);
  if (!text) return Fail(std::move(text.error()));
  return Done{};
}

}  // namespace baton::mentor
