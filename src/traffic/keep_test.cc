// What lies in the data folder between looking at a mailbox and keeping it, and what becomes of a keeping that is cut.
#include "traffic/keep.h"

#include <gmock/gmock.h>

#include "job/queue.h"
#include "traffic/found.h"
#include "traffic/traffic_for_test.h"

namespace baton::traffic {
namespace {

namespace fs = std::filesystem;

class KeepTest : public TrafficTest {
 protected:
  fs::path FolderOfSpools() const { return fs::path(folder_) / "mailboxes" / ToString(kOrg); }
  fs::path SpoolOf(const MailSource& source) const { return FolderOfSpools() / ToString(source.id); }
  MailSource Find(const MailSource& source) { return *FindSourceOf(*db().Read(), kOrg, source.id); }
  bool HasSurvey(const MailSource& source) {
    return traffic::SurveyOf(*db().Read(), Place(), source, kNow).has_value();
  }
  // Why it is not kept; "": it would be. Nothing is done.
  std::string WhyNotKept(const MailSource& source) {
    std::string why;
    Act([&](action::Action& action) {
      const auto keeping = StartKeeping(action, source, Place(), kNow);
      if (!keeping) why = keeping.error().message.key;
    });
    return why;
  }
  // As the server runs what waits and what nobody runs any more.
  job::Job RunJob(Id id, Instant at) {
    const FixedClock wall(at);
    job::Runner runner(db(), wall);
    AddTrafficJobs(runner, {.data_folder = folder_, .clock = &wall});
    EXPECT_EQ(runner.RunDue(), 1);
    return *job::FindJob(*db().Read(), kOrg, id);
  }
};

// What was found stands until something changes that it rests on; a screen that is opened again does not read the spool.
TEST_P(KeepTest, WhatWasFoundIsKeptUntilAnAddressChanges) {
  const MailSource source = LookAtMbox(jim_, {{"b@home.example", kJim}});
  EXPECT_EQ(SurveyOfAll(source).tally.kept, 0);
  const fs::path spool = SpoolOf(source);
  const auto written = fs::last_write_time(spool);
  std::string text(fs::file_size(spool), '\0');
  std::ifstream(spool, std::ios::binary).read(text.data(), std::ssize(text));
  const auto put = [&](const std::string& what) {
    std::ofstream(spool, std::ios::binary | std::ios::trunc) << what;
    fs::last_write_time(spool, written);
  };
  // The note in it is blotted out, so whoever reads it finds nobody.
  put("x" + text.substr(1));
  EXPECT_EQ(SurveyOfAll(source).strangers.size(), 1u) << "from what was found";
  put(text);
  AddBillsAddress("b@home.example");
  EXPECT_EQ(SurveyOfAll(source).tally.kept, 1);
  RemoveSpool(Place(), source.id);
  EXPECT_TRUE(fs::is_empty(FolderOfSpools())) << "what was found goes with it";
  EXPECT_FALSE(HasSurvey(source));
}

// What was found says nothing of a spool that is gone, half there, or another.
TEST_P(KeepTest, WithoutTheSpoolThatWasLookedAtNothingIsKeptAndItSaysSo) {
  const MailSource source = LookAtMbox(jim_, {{kBill, kJim}});
  const fs::path spool = SpoolOf(source);
  const std::string aside = folder_ + "/aside";
  fs::copy_file(spool, aside);
  const std::string gone = "problem.mail_source.spool_gone";

  fs::remove(spool);
  EXPECT_FALSE(HasSurvey(source)) << "though what was found is there";
  EXPECT_EQ(WhyNotKept(source), gone);

  fs::copy_file(aside, spool);
  fs::resize_file(spool, fs::file_size(spool) - 5);
  EXPECT_FALSE(HasSurvey(source)) << "not whole";
  EXPECT_EQ(WhyNotKept(source), gone);

  fs::copy_file(aside, spool, fs::copy_options::overwrite_existing);
  fs::last_write_time(spool, fs::last_write_time(aside) + std::chrono::hours(1));
  EXPECT_EQ(WhyNotKept(source), gone) << "another one than was looked at";
  EXPECT_EQ(Find(source).state, SourceState::waiting);
  EXPECT_TRUE(HasSurvey(source)) << "now it was";
  EXPECT_EQ(WhyNotKept(source), "");
}

// It goes between its owner's word and the job.
TEST_P(KeepTest, AJobThatFindsNoSpoolKeepsNothingSaysSoAndAsksAgain) {
  const MailSource source = LookAtMbox(jim_, {{kBill, kJim}});
  const MailSource keeping = Keep(source);
  fs::remove(SpoolOf(source));
  EXPECT_EQ(RunJob(*keeping.job_id, kNow).message_key, "problem.mail_source.spool_gone");
  EXPECT_EQ(Find(source).state, SourceState::waiting);
  EXPECT_EQ(TallyOf(Find(source).tally).kept, 1) << "of what was looked at, as before";
  EXPECT_EQ(Count("mail_touch"), 0);
  EXPECT_EQ(WhyNotKept(Find(source)), "problem.mail_source.spool_gone");
}

TEST_P(KeepTest, WhatWasFoundDoesNotOutliveItsSpool) {
  const MailSource old = LookAtMbox(jim_, {{kBill, kJim}});
  const MailSource young = LookAtMbox(jim_, {{kBill, kJim}});
  EXPECT_TRUE(HasSurvey(old));
  fs::last_write_time(SpoolOf(old), fs::file_time_type::clock::now() - std::chrono::hours(8 * 24));
  RemoveOldSpools(Place());
  EXPECT_FALSE(fs::exists(SpoolOf(old)));
  EXPECT_FALSE(fs::exists(FoundPath(Place(), old.id)));
  EXPECT_TRUE(fs::exists(FoundPath(Place(), young.id)));
  fs::remove(SpoolOf(young));
  RemoveOldSpools(Place());
  EXPECT_TRUE(fs::is_empty(FolderOfSpools()));
}

TEST_P(KeepTest, AKeepingThatIsCancelledKeepsNothingAndAsksAgain) {
  const MailSource source = LookAtMbox(jim_, {{kBill, kJim}, {kBill, "nobody@x.example"}});
  const MailSource keeping = Keep(source);
  std::int64_t total = 0;
  EXPECT_FALSE(KeepSpool(db(), keeping, Place(), kNow, [&](std::int64_t, std::int64_t all) {
    total = all;
    return false;
  }));
  EXPECT_EQ(total, 2);
  db().Write([&](db::Tx& tx) { StopKeeping(tx, kOrg, source.id); });
  EXPECT_EQ(Count("mail_touch"), 0);
  EXPECT_EQ(Find(source).state, SourceState::waiting);
  EXPECT_EQ(KeepAll(Find(source)).kept, 1);
}

// The job was on its way, somebody cancelled it, twice; its process dies before it hears of it. Whoever runs it next puts it back.
TEST_P(KeepTest, AKeepingWhoseProcessDiesAfterItWasCancelledAsksAgain) {
  const MailSource source = LookAtMbox(jim_, {{kBill, kJim}});
  const MailSource keeping = Keep(source);
  ASSERT_EQ(
      job::ClaimJobs(
          db(),
          {.name = "dead", .queue = "default", .kinds = {kKeepKind}, .now = kNow, .locked_until = kNow + 1})
          .size(),
      1u);
  // It kept some already.
  EXPECT_TRUE(KeepSpool(db(), keeping, Place(), kNow).has_value());
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE mail_source SET state = 'keeping' WHERE org_id = $1 AND id = $2", kOrg, source.id);
  });
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(db().Write([&](db::Tx& tx) { return job::RequestCancel(tx, kOrg, *keeping.job_id, kNow); }));
  }
  EXPECT_EQ(Find(source).state, SourceState::keeping) << "nobody heard of it yet";
  EXPECT_EQ(RunJob(*keeping.job_id, kNow + 1).state, job::State::cancelled);
  EXPECT_EQ(Find(source).state, SourceState::waiting);
  EXPECT_EQ(Find(source).job_id, std::nullopt);
  EXPECT_EQ(Count("mail_touch"), 0);
  EXPECT_EQ(KeepAll(Find(source)).kept, 1);
}

TEST_P(KeepTest, ALookThatFailsLeavesNothingBehind) {
  const std::string path = folder_ + "/x.mbox";
  std::ofstream(path, std::ios::binary) << TextOf({{kBill, kJim}});
  const SpoolPlace place = Place();
  const auto look = [&] {
    return LookAt({.database = db(),
                   .place = place,
                   .person_id = jim_,
                   .now = kNow,
                   .told = [](std::int64_t) { throw std::runtime_error("the disk is full"); }},
                  {{path, "x.mbox"}}, [](const auto&) { return MailSource{}; });
  };
  EXPECT_THROW(look(), std::runtime_error);
  EXPECT_TRUE(fs::is_empty(FolderOfSpools()));
  {
    Spool spool(place, Id{7}, kNow);
    EXPECT_FALSE(fs::is_empty(FolderOfSpools()));
  }
  EXPECT_TRUE(fs::is_empty(FolderOfSpools())) << "what was not closed";
}

// What is behind the cut is counted as what it is, and what was read before it counts.
TEST_P(KeepTest, AZipThatWasCutIsNoFileWithoutMail) {
  Spool spool(Place(), Id{7}, kNow);
  spool.Take(tl::unexpected(format::mime::Refusal::cut));
  spool.Close();
  const auto whole = FindSpool(Place(), Id{7});
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->left_out.of(LeftOut::cut), 1);
  EXPECT_EQ(whole->left_out.of(LeftOut::not_mail), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, KeepTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::traffic
