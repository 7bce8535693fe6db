#include "departure/picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <span>

namespace baton::departure {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

constexpr Id kJim{1};
constexpr Id kJada{2};
constexpr Id kTom{3};
constexpr Id kAna{4};
constexpr Id kBen{5};

const DrawnClient& Of(const Picture& picture, Id account) {
  return *std::ranges::find(picture.clients, account, &DrawnClient::account_id);
}

TEST(PictureTest, DrawsNothingWhereNothingIs) {
  const Picture picture = Draw({}, kJim);
  EXPECT_THAT(picture.clients, IsEmpty());
  EXPECT_THAT(picture.colleagues, IsEmpty());
}

TEST(PictureTest, SaysWhoIsInContact) {
  const ClientTies clients[] = {
      {.account_id = Id{11}, .revenue = 100, .shares = {{kJim, 1}}},
      {.account_id = Id{12}, .revenue = 400, .shares = {{kJada, 0.6}, {kJim, 0.36}, {kTom, 0.04}}},
      {.account_id = Id{13}, .revenue = 0, .shares = {}, .successor = kTom},
  };
  const Picture picture = Draw(clients, kJim);
  ASSERT_EQ(picture.colleagues.size(), 2u);
  EXPECT_TRUE(Of(picture, Id{11}).knows_person);
  EXPECT_THAT(Of(picture, Id{11}).knows, IsEmpty());
  EXPECT_EQ(Of(picture, Id{11}).size, 250);
  EXPECT_TRUE(Of(picture, Id{12}).knows_person);
  EXPECT_THAT(Of(picture, Id{12}).knows, ElementsAre(kJada));  // Tom hardly
  EXPECT_EQ(Of(picture, Id{12}).size, 1000);
  EXPECT_FALSE(Of(picture, Id{13}).knows_person);
  EXPECT_EQ(Of(picture, Id{13}).successor, kTom);
}

// Ana stands beside no client, since Ben is to have it: she knows it all the same, and a line leads to her.
TEST(PictureTest, SaysWhoKnowsAClientThatSomebodyElseIsToHave) {
  const ClientTies clients[] = {
      {.account_id = Id{11}, .revenue = 100, .shares = {{kJim, 0.6}, {kAna, 0.4}}, .successor = kBen}};
  const Picture picture = Draw(clients, kJim);
  EXPECT_TRUE(picture.clients[0].knows_person);
  EXPECT_THAT(picture.clients[0].knows, ElementsAre(kAna));
  ASSERT_THAT(picture.colleagues,
              ElementsAre(Field(&DrawnColleague::person_id, kAna), Field(&DrawnColleague::person_id, kBen)));
  EXPECT_TRUE(picture.colleagues[0].at.has_value());
  EXPECT_TRUE(picture.colleagues[1].at.has_value());
}

// Whom most of the clients know have the room that is left; all of them are known.
TEST(PictureTest, NeverCrowdsTheRingAndLeavesNobodyOut) {
  std::vector<ClientTies> clients;
  for (int i = 0; i < 25; ++i) {
    ClientTies client{.account_id = Id{100 + i}, .revenue = 100, .shares = {{kJim, 0.4}}, .successor = kBen};
    client.shares.push_back({kAna, 0.3});
    client.shares.push_back({Id{20 + i}, 0.3});
    clients.push_back(client);
  }
  const Picture picture = Draw(clients, kJim);
  ASSERT_EQ(picture.colleagues.size(), 27u);
  for (const DrawnClient& client : picture.clients) EXPECT_EQ(client.knows.size(), 2u);
  const auto has_place = [](const DrawnColleague& colleague) { return colleague.at.has_value(); };
  EXPECT_TRUE(has_place(*std::ranges::find(picture.colleagues, kAna, &DrawnColleague::person_id)));
  EXPECT_TRUE(has_place(*std::ranges::find(picture.colleagues, kBen, &DrawnColleague::person_id)));
  const auto placed =
      std::span(picture.colleagues).first(std::ranges::count_if(picture.colleagues, has_place));
  EXPECT_TRUE(std::ranges::all_of(placed, has_place)) << "those without a place are last";
  EXPECT_LT(placed.size(), picture.colleagues.size());
  for (std::size_t i = 0; i < placed.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Place one = *placed[i].at;
      const Place other = *placed[j].at;
      EXPECT_GE(std::hypot(one.x - other.x, one.y - other.y), 152) << "as wide as the circle of one";
    }
  }
}

TEST(PictureTest, StandsWithinTheFrameEachInAPlaceOfItsOwn) {
  std::mt19937 random(1);
  std::vector<ClientTies> clients;
  for (int i = 0; i < 40; ++i) {
    ClientTies client{.account_id = Id{100 + i}, .revenue = static_cast<std::int64_t>(random() % 1'000)};
    client.shares.push_back({kJim, 0.5});
    if (i % 3 != 0) client.shares.push_back({Id{2 + i % 5}, 0.5});
    clients.push_back(client);
  }
  const Picture picture = Draw(clients, kJim);
  EXPECT_EQ(picture.clients.size(), kMostClients);
  EXPECT_EQ(picture.left_out, 15);
  std::set<std::pair<int, int>> taken;
  for (const DrawnClient& client : picture.clients) {
    EXPECT_LE(std::abs(client.at.x), 1000);
    EXPECT_LE(std::abs(client.at.y), 1000);
    EXPECT_TRUE(taken.insert({client.at.x, client.at.y}).second);
  }
  for (const DrawnColleague& colleague : picture.colleagues) {
    EXPECT_TRUE(taken.insert({colleague.at->x, colleague.at->y}).second);
  }
}

TEST(PictureTest, IsTheSameWhateverTheOrder) {
  std::vector<ClientTies> clients;
  for (int i = 0; i < 12; ++i) {
    clients.push_back({.account_id = Id{100 + i}, .revenue = 100 + i % 4, .shares = {{Id{2 + i % 3}, 1}}});
  }
  const Picture one = Draw(clients, kJim);
  std::ranges::reverse(clients);
  const Picture other = Draw(clients, kJim);
  for (std::size_t i = 0; i < one.clients.size(); ++i) {
    EXPECT_EQ(one.clients[i].account_id, other.clients[i].account_id);
    EXPECT_EQ(one.clients[i].at.x, other.clients[i].at.x);
    EXPECT_EQ(one.clients[i].at.y, other.clients[i].at.y);
  }
}

// Each client is nearer to the colleague beside whom it stands than to any other.
TEST(PictureTest, PutsClientsBesideWhoServesThem) {
  std::vector<ClientTies> clients;
  for (int i = 0; i < 15; ++i) {
    clients.push_back(
        {.account_id = Id{100 + i}, .revenue = 100 - i, .shares = {{kJim, 1}}, .successor = Id{2 + i % 5}});
  }
  const Picture picture = Draw(clients, kJim);
  const auto distance = [](Place one, Place other) { return std::hypot(one.x - other.x, one.y - other.y); };
  for (const DrawnClient& client : picture.clients) {
    const auto nearest = std::ranges::min_element(
        picture.colleagues, {},
        [&](const DrawnColleague& colleague) { return distance(*colleague.at, client.at); });
    EXPECT_EQ(nearest->person_id, client.successor);
  }
}

}  // namespace
}  // namespace baton::departure
