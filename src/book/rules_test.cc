#include <gmock/gmock.h>

#include "book/account_rules.h"
#include "book/load.h"
#include "book/planned.h"
#include "book/revenue.h"
#include "book/urgency.h"
#include "db/row.h"

namespace baton::book {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Instant kNow{1'764'000'000'000};
constexpr Day kToday{20'416};
constexpr std::int64_t kDays = kMillisecondsPerDay;

TEST(Urgency, NamesWhatPressesTheMostPressingFirst) {
  const UrgencyRules rules;
  const UrgencyFacts calm{.renewal_on = kToday + 61, .last_contact_at = kNow - 90 * kDays};
  EXPECT_THAT(UrgentKeys(calm, rules, kNow, kToday), IsEmpty());

  const UrgencyFacts all{.renewal_on = kToday + 60, .has_deal_at_signature = true, .is_single_thread = true};
  EXPECT_THAT(UrgentKeys(all, rules, kNow, kToday),
              ElementsAre("account.urgent.renewal", "account.urgent.signature", "account.urgent.quiet",
                          "account.urgent.one_thread"));

  const UrgencyFacts quiet{.last_contact_at = kNow - 90 * kDays - 1};
  EXPECT_THAT(UrgentKeys(quiet, rules, kNow, kToday), ElementsAre("account.urgent.quiet"));
  const UrgencyFacts past{.renewal_on = kToday - 5, .last_contact_at = kNow};
  EXPECT_THAT(UrgentKeys(past, rules, kNow, kToday), ElementsAre("account.urgent.renewal"));
}

TEST(Load, IsStatedOrEstimated) {
  const LoadRates rates;
  EXPECT_EQ(LoadOf({.stated_minutes = 0, .open_deals = 9}, rates).minutes, 0);
  EXPECT_FALSE(LoadOf({.stated_minutes = 0}, rates).is_estimated);
  const Load estimated = LoadOf({.open_deals = 2, .contacts = 3}, rates);
  EXPECT_EQ(estimated.minutes, 15 + 40 + 15);
  EXPECT_TRUE(estimated.is_estimated);
  EXPECT_EQ(LoadOf({.contacts = 50}, rates).minutes, 15 + 30) << "more than six contacts take no more";
  EXPECT_EQ(LoadOf({.minutes_with_client = 12 * 100}, rates).minutes, 100) << "the calendar knows better";
}

TEST(Revenue, IsStatedElseWon) {
  EXPECT_EQ(RevenueOf(5, 7), 5);
  EXPECT_EQ(RevenueOf(0, 7), 0);
  EXPECT_EQ(RevenueOf(std::nullopt, 7), 7);
  EXPECT_EQ(RevenueOf(std::nullopt, std::nullopt), std::nullopt);
}

std::vector<std::string> PathsOf(const std::vector<FieldFault>& faults) {
  std::vector<std::string> paths;
  for (const FieldFault& fault : faults) paths.push_back(fault.path);
  return paths;
}

TEST(AccountInput, NamesEveryFault) {
  AccountLine line;
  line.name = "  ";
  line.currency = "dollars";
  line.revenue_minor = -1;
  line.load_minutes = 100'000;
  line.city = std::string(201, 'x');
  line.contact_email = "nobody";
  EXPECT_THAT(PathsOf(FaultsOf(line)),
              ElementsAre("name", "city", "currency", "revenue_minor", "load_minutes", "contact_email"));
  EXPECT_THAT(PathsOf(FaultsOf(ContactInput{.name = "Bill", .email = "bill@larmar.example"})), IsEmpty());
}

TEST(AccountInput, ComesBackFromTheRowItMade) {
  AccountInput input;
  input.name = " Larmar ";
  input.city = "Chicago";
  input.revenue_minor = 41'200'000;
  const Account account = Apply(input, Account{}, "USD");
  EXPECT_EQ(account.name, "Larmar");
  EXPECT_EQ(account.currency, "USD");
  const Account again = Apply(InputOf(account), account, "EUR");
  EXPECT_EQ(db::RowValues(again), db::RowValues(account));
}

TEST(SameMeeting, IsOfOneClientAtOneTime) {
  const auto at = [](ActivityKind kind, const char* from, Id owner) {
    Activity activity;
    activity.kind = kind;
    activity.account_id = Id{1};
    activity.owner_id = owner;
    activity.starts_at = *ParseInstant(from);
    return activity;
  };
  const Activity known = at(ActivityKind::meeting, "2026-11-24T10:00:00Z", Id{7});
  EXPECT_TRUE(IsSameMeeting(known, at(ActivityKind::meeting, "2026-11-24T10:00:30Z", Id{8})));
  EXPECT_TRUE(IsSameMeeting(known, at(ActivityKind::visit, "2026-11-24T10:10:00Z", Id{7})));
  EXPECT_TRUE(IsSameMeeting(known, at(ActivityKind::meeting, "2026-11-24T09:46:00Z", Id{7})));
  EXPECT_FALSE(IsSameMeeting(known, at(ActivityKind::meeting, "2026-11-24T10:10:00Z", Id{8})))
      << "of another";
  EXPECT_FALSE(IsSameMeeting(known, at(ActivityKind::meeting, "2026-11-24T10:15:00Z", Id{7})))
      << "the next one";
  EXPECT_FALSE(IsSameMeeting(known, at(ActivityKind::call, "2026-11-24T10:10:00Z", Id{7})));
  Activity other = at(ActivityKind::meeting, "2026-11-24T10:00:00Z", Id{7});
  other.account_id = Id{2};
  EXPECT_FALSE(IsSameMeeting(known, other));
}

}  // namespace
}  // namespace baton::book
