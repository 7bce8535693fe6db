// Whom Larmar names to ask, and the conversation in which Jim said that he takes calls back.
#include "base/check.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "demo/scene.h"
#include "mentor/mentor_store.h"
#include "seal/key.h"

namespace baton::demo {
namespace {

constexpr int kMentorAskedOn = 22;
constexpr int kMentorTalkedOn = 24;
constexpr int kMentorSaidOn = 40;
constexpr std::int32_t kTalkMinutes = 45;

constexpr std::string_view kMentorSubject = "I say I let go, and then I take the call";
constexpr std::string_view kMentorTried =
    "I told Marcus that Kestrel is his. When they rang about the price I was on the phone before he was. I "
    "have put "
    "the number of each account's new owner on my desk; it helped for a week.";
constexpr std::string_view kMentorOutcome =
    "Dana asked me what I was afraid of, and waited. It is the price, not the client. We agreed that Marcus "
    "calls back "
    "within the hour and tells me afterwards. Three calls since, none of them mine.";

}  // namespace

void InsertMentors(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  action::Action naming(tx, {org_id, scene.Person("dana")}, "mentor.name", At(-20, 10 * 60));
  naming.Insert(mentor::Mentor{.person_id = scene.Person("dana"),
                               .about = "Your first hundred days, and what may wait",
                               .created_at = At(-20, 10 * 60)});
  action::Action linking(tx, {org_id, scene.Person("dana")}, "mentor.link", At(-20, 10 * 60 + 5));
  linking.Insert(
      mentor::MentorLink{.label = "Sales managers' circle, an hour with somebody from another firm",
                         .url = "https://circle.example/book"});
}

void InsertMentorTalk(db::Tx& tx, Id org_id, const seal::Key* key) {
  if (key == nullptr) return;
  const Scene scene = LoadScene(tx, org_id);
  action::Action asking(tx, {org_id, scene.Person("jim")}, "mentor_talk.ask", At(kMentorAskedOn, 17 * 60));
  const mentor::Talk talk = mentor::Ask(asking, *key,
                                        {.mentor_id = scene.Person("dana"),
                                         .subject = std::string(kMentorSubject),
                                         .tried = std::string(kMentorTried),
                                         .starts_at = At(kMentorTalkedOn, 16 * 60),
                                         .minutes = kTalkMinutes});
  action::Action saying(tx, {org_id, scene.Person("jim")}, "mentor_talk.outcome", At(kMentorSaidOn, 9 * 60));
  mentor::Talk after = talk;
  after.outcome_text_id = mentor::PutText(tx, org_id, *key, kMentorOutcome);
  after.outcome_at = saying.now();
  Check(saying.Update(talk, after).has_value(), "what came of it can be said");
  tx.Execute("UPDATE notice SET read_at = created_at WHERE org_id = $1 AND message_key = $2", org_id,
             std::string("notice.mentor.asked"));
}

}  // namespace baton::demo
