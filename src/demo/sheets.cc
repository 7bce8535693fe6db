// What Jim wrote down for those who take over from him, and what he had promised to clients.
#include "base/check.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "handoff/directory.h"
#include "sheet/sheet_store.h"

namespace baton::demo {
namespace {

struct CastClientPromise {
  std::string_view account;
  std::string_view title;
  int made;  // days from the scene's
  int due;   // 0: no day was said
};

constexpr CastClientPromise kClientPromises[] = {
    {"Larmar Freight", "Fifteen old terminals are bought back at the price of last year", -21, 24},
    {"Larmar Freight", "A person, not a queue, answers when the depot stands still", -200, 0},
    {"Bexley Motors", "The finance lead gets a demonstration before the year ends", -8, 31},
    {"Northline Clinics", "No change of the price list before July", -60, 218},
};

struct CastSheet {
  std::string_view account;
  std::string_view to;
  int written;
  int read_back;  // 0: not yet
  std::string_view importance, summary, risks, own_words;
};

constexpr CastSheet kSheets[] = {
    {"Larmar Freight", "jada", 3, 6,
     "Our oldest freight client. Bill decides alone, and his word travels: two others came through him.",
     "Fifteen terminals are about to be ordered. Bill wants them before the spring timetable.",
     "In 2024 a delivery came late and nobody called him. Call before anything slips, with a date.",
     "Bill decides by himself and hates to hear of delays last. I order the fifteen terminals in time for "
     "spring, "
     "and he gets a call from me before anything slips."},
    {"Hollis Print", "lena", 3, 6, "A small client that pays on the day and tells us the truth.",
     "Nothing open. They think about a second site.", "They leave if they feel small. Visit, do not mail.",
     "Small, loyal, proud. I go there once a month and ask about the second site."},
    {"Ashworth Labs", "priya", 8, 10, "They try things early, and tell the whole street when they like them.",
     "A trial of the portable terminal runs until spring.", "The trial ends badly if nobody asks in between.",
     "Curious people. I ask every second week how the trial goes, and write down what they say."},
    {"Pell & Sons", "tom", 10, 13, "Father and son decide together, and the son does the sums.",
     "Two tills are enough for them until the new shop.", "They feel sold to quickly. Answer, then wait.",
     "I talk sums with the son and leave the father time. No offer before the new shop is sure."},
    {"Orchard Dental", "jada", 20, 24, "Three practices, one manager who has little time.",
     "A call is owed about the card fees.", "She leaves when a promise to call is not kept.",
     "Short calls, on the day I said, fees first."},
    {"Fenwick Foods", "marcus", 27, 30, "Our largest food client, and a reference for others.",
     "They ask for a price for all seven shops.",
     "Their buyer compares every month. Be the first with figures.",
     "Seven shops, one price. I bring the figures before the buyer asks for them."},
    {"Bexley Motors", "tom", 13, 0, "Five dealerships, one finance lead whom we have not met.",
     "A renewal comes up in summer.", "The dealers like us, the finance lead may not.", ""},
};

// At ten in the morning of that day.
Instant Morning(int day) { return At(day, 10 * 60); }

}  // namespace

void InsertClientPromises(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  const Id jim = scene.Person("jim");
  for (const CastClientPromise& cast : kClientPromises) {
    action::Action action(tx, {org_id, jim}, "client_promise.create", Morning(cast.made));
    sheet::ClientPromise promise;
    promise.account_id = scene.Account(cast.account);
    promise.person_id = jim;
    promise.title = std::string(cast.title);
    if (cast.due != 0) promise.due_on = SceneDay() + cast.due;
    promise.promised_at = action.now();
    action.Insert(promise);
  }
}

void InsertSheets(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  const Id jim = scene.Person("jim");
  for (const CastSheet& cast : kSheets) {
    const auto handoffs = handoff::FindHandoffsOf(tx, org_id, jim);
    for (const handoff::Handoff& handoff : handoffs) {
      if (handoff.account_id != scene.Account(cast.account)) continue;
      action::Action writing(tx, {org_id, jim}, "sheet.write", Morning(cast.written));
      const auto written =
          sheet::Write(writing, handoff, std::nullopt,
                       {std::string(cast.importance), std::string(cast.summary), std::string(cast.risks)});
      Check(written.has_value(), "a first sheet is written");
      if (cast.read_back == 0) continue;
      action::Action reading(tx, {org_id, scene.Person(cast.to)}, "sheet.read_back", Morning(cast.read_back));
      Check(sheet::ReadBack(reading, handoff, *written, cast.own_words).has_value(), "a sheet is read back");
    }
  }
}

}  // namespace baton::demo
