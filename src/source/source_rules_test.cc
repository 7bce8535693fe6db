#include "source/source_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baton::source {
namespace {

using outward::Hosts;
using testing::ElementsAre;
using testing::IsEmpty;

SourceInput Good() {
  SourceInput input;
  input.name = "CRM";
  input.urls = {"https://crm.example/accounts.csv"};
  return input;
}

std::vector<std::string> PathsOf(const std::vector<FieldFault>& faults) {
  std::vector<std::string> paths;
  for (const FieldFault& fault : faults) paths.push_back(fault.path);
  return paths;
}

Instant At(const char* text) { return *ParseInstant(text); }

TEST(SourceRules, NamesEachPlaceAtFault) {
  EXPECT_THAT(FaultsOf(Good(), Hosts::public_only), IsEmpty());
  SourceInput bad;
  bad.entry = Entry::header;
  bad.header_name = "Host";
  bad.every_hours = 0;
  EXPECT_THAT(PathsOf(FaultsOf(bad, Hosts::public_only)),
              ElementsAre("name", "urls", "header_name", "header_value", "every_hours"));
  SourceInput split = Good();
  split.urls = {"https://crm.example/a.csv", "http://crm.example/b.csv", "https://10.0.0.1/c.csv"};
  split.entry = Entry::header;
  split.header_name = "X-Api-Key";
  split.header_value = "a\r\nX-Other: b";
  EXPECT_THAT(PathsOf(FaultsOf(split, Hosts::public_only)),
              ElementsAre("urls[1]", "urls[2]", "header_value"));
  SourceInput daily = Good();
  daily.schedule = Schedule::daily;
  daily.at_minute = 24 * 60;
  daily.entry = Entry::password;
  EXPECT_THAT(PathsOf(FaultsOf(daily, Hosts::public_only)), ElementsAre("user_name", "at_minute"));
  SourceInput many = Good();
  many.urls.resize(kMostAddresses + 1, many.urls.front());
  EXPECT_THAT(PathsOf(FaultsOf(many, Hosts::public_only)), ElementsAre("urls"));
}

TEST(SourceRules, BlankLinesAreNoAddresses) {
  SourceInput input = Good();
  input.urls = {" https://crm.example/a.csv ", "  ", ""};
  EXPECT_THAT(Cleaned(input).urls, ElementsAre("https://crm.example/a.csv"));
}

TEST(SourceRules, APasswordDoesNotGoToAnotherServerUnlessItIsEnteredAgain) {
  Access before{{"https://crm.example/a.csv"}, Entry::password, "jim", "secret", "", ""};
  Access after = before;
  after.urls = {"https://CRM.example/b.csv"};
  EXPECT_THAT(FaultsOfMove(before, after), IsEmpty());
  after.urls.push_back("https://other.example/a.csv");
  EXPECT_THAT(PathsOf(FaultsOfMove(before, after)), ElementsAre("password"));
  after.password = "another";
  EXPECT_THAT(FaultsOfMove(before, after), IsEmpty());
  before.entry = after.entry = Entry::header;
  before.header_value = after.header_value = "key";
  EXPECT_THAT(PathsOf(FaultsOfMove(before, after)), ElementsAre("header_value"));
}

TEST(SourceRules, AnAddressThatEndsInATableComesInByItsName) {
  EXPECT_EQ(NameOfAddress("https://crm.example/x/Accounts.CSV?key=1", 0), "Accounts.CSV");
  EXPECT_EQ(NameOfAddress("https://crm.example/export?token=1", 1), "crm.example-2");
  EXPECT_EQ(NameOfAddress("https://crm.example/s3cr3t", 0), "crm.example-1");
  EXPECT_EQ(NameOfAddress("https://crm.example/.csv", 0), "crm.example-1");
}

TEST(SourceRules, IsDueByTheWallOfTheOrganization) {
  Source source;
  source.every_hours = 6;
  EXPECT_EQ(NextBySchedule(source, "Europe/Berlin", At("2026-11-24T09:41:00Z")), At("2026-11-24T15:41:00Z"));
  source.schedule = Schedule::daily;
  source.at_minute = 6 * 60;
  EXPECT_EQ(NextBySchedule(source, "Europe/Berlin", At("2026-11-24T04:00:00Z")), At("2026-11-24T05:00:00Z"));
  EXPECT_EQ(NextBySchedule(source, "Europe/Berlin", At("2026-11-24T05:00:00Z")), At("2026-11-25T05:00:00Z"));
  // 2:30 is skipped on the last Sunday of March: one hour later on that day, and only on that one.
  source.at_minute = 150;
  EXPECT_EQ(NextBySchedule(source, "Europe/Berlin", At("2027-03-27T12:00:00Z")), At("2027-03-28T01:30:00Z"));
  EXPECT_EQ(NextBySchedule(source, "Europe/Berlin", At("2027-03-28T01:30:00Z")), At("2027-03-29T00:30:00Z"));
}

TEST(SourceRules, FailuresAreTriedAgainLessAndLessOften) {
  Source source;
  const Instant now = At("2026-11-24T09:41:00Z");
  const auto minutes = [&](std::int32_t failures, bool may_pass) {
    source.failures = failures;
    return (NextAfterFailure(source, "UTC", now, may_pass).milliseconds - now.milliseconds) /
           kMillisecondsPerMinute;
  };
  EXPECT_EQ(minutes(1, true), 5);
  EXPECT_EQ(minutes(2, true), 10);
  EXPECT_EQ(minutes(5, true), 80);
  EXPECT_EQ(minutes(1, false), 60) << "a wrong password is not tried every five minutes";
  EXPECT_EQ(minutes(2, false), 120);
  EXPECT_EQ(minutes(500, true), 24 * 60);
  EXPECT_EQ(minutes(500, false), 24 * 60);
  source.schedule = Schedule::daily;
  source.at_minute = 10 * 60;
  EXPECT_EQ(minutes(9, true), 19) << "when it would be due it is tried at the latest";
}

}  // namespace
}  // namespace baton::source
