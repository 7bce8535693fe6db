#include <array>
#include <string>

#include "base/check.h"
#include "base/zone.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "departure/outlook.h"
#include "json/json.h"
#include "report/directory.h"
#include "ties/learn.h"

namespace baton::demo {
namespace {

using report::SectionKey;

constexpr int kReportMinute = 16 * 60 + 30;

struct CastComment {
  SectionKey section;
  std::string_view text;
};
struct CastCommitment {
  std::string_view text;
  std::string_view due_on;
  std::string_view done_on;  // empty: not yet
};
// A month that Jim closed, with his words.
struct CastReport {
  std::string_view month;
  std::string_view closed_on;
  std::array<CastComment, 3> comments;
  std::array<CastCommitment, 2> commitments;
};

// clang-format off
constexpr CastReport kReports[] = {
    {"2026-08", "2026-09-01",
     {{{SectionKey::coaching, "I held fewer hours than I meant to. August went into my own renewals."},
       {SectionKey::exposure, "Nobody but me knows Larmar, Dune and Bexley well. This number is mine to bring down."},
       {SectionKey::commitments, "Two, and both small enough to be kept."}}},
     {{{"Talk with Tom about his first quarter", "2026-09-30", "2026-10-09"},
       {"Write down what I know about Larmar Freight", "2026-09-18", "2026-09-17"}}}},
    {"2026-09", "2026-10-01",
     {{{SectionKey::scoreboard, "Four deals, one of them mine. Too few to read anything into."},
       {SectionKey::coaching, "One hour of coaching in a whole month. Next month the hours come first."},
       {SectionKey::commitments, "The talk with Tom is late. It has a day now."}}},
     {{{"Practise the first minute of a call with each rep", "2026-10-30", "2026-10-29"},
       {"Ask Dana which clients to hand over first", "2026-10-20", "2026-10-16"}}}},
    {"2026-10", "2026-11-02",
     {{{SectionKey::coaching, "Six sessions were planned and six were held. One of the five had none: that is for November."},
       {SectionKey::displaced, "Five promises were moved, two of them for a client at the door. All were made good, days late."},
       {SectionKey::exposure, "Unchanged, because nothing has been handed over. That starts in November."}}},
     {{{"Plan the handoff of my ten clients", "2026-11-27", ""},
       {"Ride along with Lena, and not take the meeting over", "2026-11-30", ""}}}},
};
constexpr CastReport kReportsSince[] = {
    {"2026-11", "2026-12-01",
     {{{SectionKey::handoffs, "Nine handoffs proposed, and all nine accepted within a week."},
       {SectionKey::coaching, "What is planned stands in the calendar first. That is what holds."},
       {SectionKey::exposure, "The first introductions are in December. Until then the number stays where it is."}}},
     {{{"Introduce the successors at Larmar, Hollis and Ashworth", "2026-12-11", "2026-12-08"},
       {"Not answer a client who is handed over before the successor has", "2026-12-31", ""}}}},
    {"2026-12", "2027-01-04",
     {{{SectionKey::handoffs, "Seven introductions are made. Northline and Wren follow in January."},
       {SectionKey::scoreboard, "A month with holidays in it. I read nothing into it alone."},
       {SectionKey::exposure, "It falls as clients get used to their new contact, not on the day of the introduction."}}},
     {{{"Let Jada run Larmar’s second order alone", "2027-01-22", ""},
       {"Ask Ashworth Labs how the first weeks went", "2027-01-29", ""}}}},
};
// What was made before the scene and done after it.
constexpr CastCommitment kDoneSince[] = {
    {"Plan the handoff of my ten clients", "", "2026-11-24"},
    {"Ride along with Lena, and not take the meeting over", "", "2026-11-26"},
};
// clang-format on

Day On(std::string_view text) { return *ParseDay(text); }
Instant Afternoon(std::string_view day) { return ToInstant({On(day), kReportMinute}, std::string(kZone)); }

// What is done already stays so.
void MarkDone(db::Tx& tx, const Scene& scene, std::string_view text, std::string_view done_on) {
  const Id jim = scene.Person("jim");
  for (const report::Commitment& one : report::FindCommitments(tx, scene.org_id, jim)) {
    if (one.text != text || one.done_on) continue;
    action::Action action(tx, {scene.org_id, jim}, "report.change_commitment", Afternoon(done_on));
    Check(report::CheckOff(action, one, On(done_on)).has_value(), "a commitment of the demo is checked off");
  }
}

// What was done between the reports of a month and the one before is checked off before it is closed.
void Close(db::Tx& tx, const Scene& scene, const CastReport& cast, std::span<const CastReport> all,
           const std::optional<report::Exposure>& exposure) {
  const Id jim = scene.Person("jim");
  const report::Month month = *report::ParseMonth(cast.month);
  const Instant at = Afternoon(cast.closed_on);
  for (const CastReport& earlier : all) {
    for (const CastCommitment& one : earlier.commitments) {
      const bool is_due = !one.done_on.empty() && one.done_on <= cast.closed_on && earlier.month < cast.month;
      if (is_due) MarkDone(tx, scene, one.text, one.done_on);
    }
  }
  action::Action writing(tx, {scene.org_id, jim}, "report.comment", at - 10 * kMillisecondsPerMinute);
  for (const CastComment& comment : cast.comments) {
    Check(report::WriteComment(writing, jim, month, comment.section, std::string(comment.text)).has_value(),
          "a report of the demo can be commented");
  }
  for (const CastCommitment& one : cast.commitments) {
    Check(report::Commit(writing, jim, month, std::string(one.text), On(one.due_on)).has_value(),
          "a commitment of the demo can be made");
  }
  auto asked = report::AskFor(tx, scene.org_id, jim, month, at);
  asked->exposure = exposure;
  action::Action closing(tx, {scene.org_id, jim}, "report.close", at);
  Check(report::Close(closing, *asked).has_value(), "a report of the demo is closed once");
}

}  // namespace

std::optional<report::Exposure> ExposureThen(db::Tx& tx, Id org_id, std::string_view closed_on) {
  const Instant at = Afternoon(closed_on);
  ties::LearnIn(tx, org_id, at);
  departure::WorkOutIn(tx, org_id, at);
  return report::FindExposure(tx, org_id, LoadScene(tx, org_id).Person("jim"));
}

void InsertReports(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  for (const CastReport& cast : kReports) {
    Close(tx, scene, cast, kReports, ExposureThen(tx, org_id, cast.closed_on));
  }
}

void InsertReportsSince(db::Tx& tx, Id org_id, std::span<const std::optional<report::Exposure>> exposures) {
  const Scene scene = LoadScene(tx, org_id);
  for (const CastCommitment& one : kDoneSince) MarkDone(tx, scene, one.text, one.done_on);
  for (std::size_t i = 0; i < std::size(kReportsSince); ++i) {
    Close(tx, scene, kReportsSince[i], kReportsSince, exposures[i]);
  }
}

}  // namespace baton::demo
