#include <algorithm>

#include "base/check.h"
#include "coaching/directory.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "review/review_rules.h"
#include "review/review_store.h"
#include "review/review_text.h"
#include "review/worked_letter.h"

namespace baton::demo {
namespace {

using review::Review;

constexpr std::string_view kPromised = "Review Jada's prospecting letter, draft 2";
constexpr std::string_view kTitle = "First letter to couriers";

constexpr std::string_view kFirst =
    "Dear NAME,\n\nI am writing to introduce our company. We are the leading maker of payment terminals for "
    "freight and "
    "couriers. We have been in the business for twenty years, and we are proud of our service. We offer "
    "three terminals, "
    "and we have won two prizes for our newest, the T5.\n\nOur terminals never stop, because they work "
    "without a line. We "
    "install them in a day.\n\nWe would be happy to send you our brochure. I look forward to hearing from "
    "you.\n\nJada "
    "Ellis";
constexpr std::string_view kSecond =
    "Dear Mr. [Name],\n\nyour vans stand at the gate when the line is down. Three of the couriers I look "
    "after told me so "
    "this autumn, and each wait costs them about ten minutes.\n\nOur terminals never stop, because they work "
    "without a "
    "line. Two depots near you opened their gates with them last month, and their drivers recieve the slip "
    "in four "
    "seconds.\n\nWe are a maker of payment terminals for freight and couriers, and we install them in a "
    "day.\n\nI look "
    "forward to hearing from you.\n\nJada Ellis";
constexpr std::string_view kRenewal =
    "Dear Ms. Maple,\n\nyour twelve clinics checked in 41,000 patients with the terminals this year. In "
    "March you asked "
    "whether the desks could be free by ten. They are now, in nine of the twelve.\n\nYour contract ends in "
    "three weeks. "
    "May I come on Tuesday at two and show you what the other three clinics need? You decide about the next "
    "year when "
    "you have seen it.\n\nPriya Shah";

struct CastRemark {
  std::string_view quote;
  std::string_view text;
  std::optional<std::string_view> replacement;
};
const CastRemark kRemarks[] = {
    {"We are the leading maker of payment terminals for freight and couriers.",
     "Everybody says that. What did one of your couriers tell you?", std::nullopt},
    {"we have won two prizes for our newest, the T5", "He does not buy a prize. Cut it.", std::nullopt},
    {"Our terminals never stop, because they work without a line.",
     "This is the reason to write. Put it first.", std::nullopt},
    {"I look forward to hearing from you.", "Ask for something that is easy to say yes to.",
     "May I show you at your gate, on Thursday at ten? It takes twenty minutes."},
};

struct Desk {
  db::Tx& tx;
  const Scene& scene;
  const seal::Key& key;

  action::Action Act(std::string_view who, std::string_view kind, Instant at) const {
    return {tx, {scene.org_id, scene.Person(who)}, kind, at};
  }
  Review Ask(std::string_view rep, std::string_view title, std::string_view letter, Instant at) const {
    auto asking = Act(rep, "review.ask", at);
    Review review;
    review.rep_id = scene.Person(rep);
    review.manager_id = scene.Person("jim");
    review.title = std::string(title);
    review.language = "en";
    const auto begun = review::Begin(asking, key, review, letter, review::Source::written);
    Check(begun.has_value(), "a letter can be begun");
    return *review::HandIn(asking, *begun);
  }
  Review Judge(const Review& review, review::Verdict verdict, std::string_view text, Instant at) const {
    auto judging = Act("jim", "review.verdict", at);
    const auto judged = review::Judge(judging, key, review, verdict, text);
    Check(judged.has_value(), "nobody else changes the demo while it is made");
    return *judged;
  }
  void Keep(const Review& review, std::string_view title, std::string_view used_for, std::string_view outcome,
            std::string_view text, Instant at) const {
    auto keeping = Act("jim", "review.save_worked", at);
    keeping.Insert(review::WorkedLetter{.review_id = review.id,
                                        .manager_id = review.manager_id,
                                        .author_id = review.rep_id,
                                        .saved_by = review.manager_id,
                                        .title = std::string(title),
                                        .language = "en",
                                        .used_for = std::string(used_for),
                                        .outcome = std::string(outcome),
                                        .text_id = review::PutText(tx, key, scene.org_id, review.id, text),
                                        .saved_at = at});
  }
};

void Comment(const Desk& desk, const Review& review) {
  int minute = 14 * 60 + 20;
  for (const CastRemark& remark : kRemarks) {
    auto commenting =
        desk.Act("jim", remark.replacement ? "review.suggest" : "review.comment", At(-8, minute));
    const auto begin = static_cast<std::int32_t>(kFirst.find(remark.quote));  // plain ASCII
    review::NewComment comment{.on_version = 1,
                               .range = {begin, begin + static_cast<std::int32_t>(remark.quote.size())},
                               .text = std::string(remark.text),
                               .replacement = std::nullopt};
    if (remark.replacement) comment.replacement = std::string(*remark.replacement);
    Check(review::AddComment(commenting, desk.key, review, std::move(comment)).has_value(),
          "a comment can be made");
    minute += 4;
  }
}

// The letter of the scene belongs to the promise of the scene.
Review TieToPromise(const Desk& desk, const Review& review, Instant at) {
  const auto pending = coaching::FindPending(desk.tx, desk.scene.org_id, review.rep_id);
  const auto promise = std::ranges::find(pending, kPromised, &coaching::Promise::title);
  if (promise == pending.end()) return review;
  auto tying = desk.Act("jada", "review.change", at);
  Review tied = review;
  tied.promise_id = promise->id;
  return *tying.Update(review, tied);
}

void ReadOldNotices(db::Tx& tx, Id org_id) {
  tx.Execute(
      "UPDATE notice SET read_at = created_at WHERE org_id = $1 AND created_at < $2 AND message_key >= "
      "'notice.review.' "
      "AND message_key < 'notice.review/' AND read_at IS NULL",
      org_id, At(0, 0));
}

std::optional<Review> FindOf(db::Tx& tx, Id org_id, Id person_id, std::string_view title) {
  const auto reviews = review::ListReviews(tx, org_id, {.person_id = person_id});
  const auto found = std::ranges::find(reviews, title, &Review::title);
  return found == reviews.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

void InsertReviews(db::Tx& tx, Id org_id, const seal::Key* key) {
  if (key == nullptr) return;
  const Scene scene = LoadScene(tx, org_id);
  const Desk desk{tx, scene, *key};
  const Review renewal = desk.Ask("priya", "Three weeks before a renewal", kRenewal, At(-30, 15 * 60));
  const Review ready = desk.Judge(renewal, review::Verdict::ready,
                                  "Send it as it is. The second sentence is the best.", At(-29, 9 * 60 + 30));
  desk.Keep(ready, "Three weeks before a renewal", "Contract renewals, three weeks before the day",
            "Maple Clinics renewed after nine days", kRenewal, At(-14, 10 * 60));

  Review letter = desk.Ask("jada", kTitle, kFirst, At(-15, 16 * 60));
  Comment(desk, letter);
  letter = desk.Judge(
      letter, review::Verdict::again,
      "The reason to write comes in the third paragraph. Begin with it, and turn the “we” into “you”.",
      At(-8, 14 * 60 + 50));
  {
    auto revising = desk.Act("jada", "review.revise", At(-5, 15 * 60 + 30));
    letter = *review::Revise(revising, *key, letter, kSecond, review::Source::docx);
  }
  letter = TieToPromise(desk, letter, At(-4, 15 * 60));
  auto handing = desk.Act("jada", "review.hand_in", At(-4, 15 * 60 + 1));
  Check(review::HandIn(handing, letter).has_value(), "the letter can be handed in");
  ReadOldNotices(tx, org_id);
}

void JudgeLetter(db::Tx& tx, const Scene& scene, const seal::Key* key, Instant at) {
  if (key == nullptr) return;
  const Desk desk{tx, scene, *key};
  const auto letter = FindOf(tx, scene.org_id, scene.Person("jim"), kTitle);
  if (!letter || letter->state != review::ReviewState::waiting) return;
  desk.Judge(*letter, review::Verdict::ready,
             "The first sentence makes me read on. Fill in the name, and send it.", at);
}

void InsertReviewsSince(db::Tx& tx, Id org_id, const seal::Key* key) {
  if (key == nullptr) return;
  const Scene scene = LoadScene(tx, org_id);
  const Desk desk{tx, scene, *key};
  JudgeLetter(tx, scene, key, At(0, 10 * 60 + 50));
  const auto letter = FindOf(tx, org_id, scene.Person("jim"), kTitle);
  if (!letter || letter->state != review::ReviewState::ready) return;
  auto thanking = desk.Act("jada", "review.thank", At(0, 11 * 60));
  Check(review::Thank(thanking, *key, *letter, "Now it sounds like me. Thank you.").has_value(),
        "thanks can be said");
  desk.Keep(*letter, std::string(kTitle), "Couriers and depots who do not know us yet",
            "Nine letters went out, four were answered", kSecond, At(30, 10 * 60));
  ReadOldNotices(tx, org_id);
}

}  // namespace baton::demo
