#include "search/find.h"

#include <gmock/gmock.h>

#include "db/test_database.h"

namespace baton::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Id kOrg{1};
constexpr Id kOther{2};
constexpr Id kMe{9};

class FindTest : public db::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    Write([](db::Tx& tx) {
      Put(tx, kOrg, SearchKind::account, Id{10}, {"Larmar & Sons", "Chicago"}, Id{10});
      Put(tx, kOrg, SearchKind::contact, Id{11}, {"Bill Larmar", "bill@larmar.example", "+1 312 555 0142"},
          Id{10});
      Put(tx, kOrg, SearchKind::account, Id{20}, {"Billing Partners"}, Id{20});
      Put(tx, kOrg, SearchKind::person, Id{30}, {"Jada Ellis"});
      Put(tx, kOther, SearchKind::account, Id{40}, {"Larmar"}, Id{40});
    });
  }

  template <class F>
  void Write(F&& write) {
    db().Write([&](db::Tx& tx) { write(tx); });
  }

  std::vector<std::int64_t> Search(std::string_view text, std::string visible = "($1 = $1 AND $2 = $2)") {
    std::vector<std::int64_t> ids;
    auto reader = db().Read();
    for (const Hit& hit :
         Find(*reader, {.org_id = kOrg, .person_id = kMe, .text = text, .visible = visible})) {
      ids.push_back(hit.row_id.value);
    }
    return ids;
  }

  std::int64_t CountNear(std::string_view word) {
    return *db().Read()->QueryValue<std::int64_t>(
        "SELECT COUNT(*) AS found FROM search_near WHERE org_id = $1 AND word = $2", kOrg, word);
  }
};

TEST_P(FindTest, FindsByBeginningsTyposNumbersAndAddresses) {
  EXPECT_THAT(Search("bil"), ElementsAre(11, 20));
  EXPECT_THAT(Search("Larmr"), ElementsAre(10, 11));
  EXPECT_THAT(Search("larmar bill"), ElementsAre(11));
  EXPECT_THAT(Search("blil lamrar"), ElementsAre(11));
  EXPECT_THAT(Search("555-0142"), ElementsAre(11));
  EXPECT_THAT(Search("bill@lar"), ElementsAre(11));
  EXPECT_THAT(Search("ellis"), ElementsAre(30));
  EXPECT_THAT(Search("nobody"), IsEmpty());
  EXPECT_THAT(Search(" & "), IsEmpty());
}

TEST_P(FindTest, AsksTheConditionOfAccountsOnly) {
  EXPECT_THAT(Search("l", "($1 = $1 AND $2 = $2 AND w0.account_id = 20)"), IsEmpty());
  EXPECT_THAT(Search("bil", "($1 = $1 AND $2 = $2 AND w0.account_id = 20)"), ElementsAre(20));
  EXPECT_THAT(Search("jada", "($1 = $1 AND $2 = $2 AND 1 = 0)"), ElementsAre(30));
}

TEST_P(FindTest, ForgetsWhatIsTakenAway) {
  Write([](db::Tx& tx) {
    Put(tx, kOrg, SearchKind::person, Id{30}, {"Jada Moore"});
    Remove(tx, kOrg, SearchKind::contact, Id{11});
  });
  EXPECT_THAT(Search("ellis"), IsEmpty());
  EXPECT_THAT(Search("moore"), ElementsAre(30));
  EXPECT_THAT(Search("bill"), ElementsAre(20));
  EXPECT_EQ(CountNear("ellis"), 0);
  EXPECT_GT(CountNear("larmar"), 0) << "the account has the word still";
}

INSTANTIATE_TEST_SUITE_P(Engines, FindTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::search
