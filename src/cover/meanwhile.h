// "While you were away": what happened with the clients of a cover while it ran, for the one who comes back. Meetings, calls and mails
// of those who covered, deals that moved or closed, promises made to the clients. Nothing of it was moved to anybody.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cover/cover.h"
#include "db/connection.h"
#include "http/call.h"

namespace baton::cover {

enum class MeanwhileKind { meeting, call, email, visit, task, deal_moved, deal_won, deal_lost, promise };
BOOST_DESCRIBE_ENUM(MeanwhileKind, meeting, call, email, visit, task, deal_moved, deal_won, deal_lost,
                    promise)

struct MeanwhileItemView {
  static constexpr const char* kSchemaName = "MeanwhileItem";
  MeanwhileKind kind = MeanwhileKind::meeting;
  Instant at;
  std::string text;                         // the subject, the deal with its stage, the promise
  std::optional<people::PersonRef> person;  // who did it; none: of a deal that is not known
};
BOOST_DESCRIBE_STRUCT(MeanwhileItemView, (), (kind, at, text, person))

struct MeanwhileAccountView {
  static constexpr const char* kSchemaName = "MeanwhileAccount";
  book::AccountRef account;
  std::vector<people::PersonRef> people;  // who covered it
  std::vector<MeanwhileItemView> items;   // the latest first; empty: nothing that is known
};
BOOST_DESCRIBE_STRUCT(MeanwhileAccountView, (), (account, people, items))

struct MeanwhileView {
  static constexpr const char* kSchemaName = "Meanwhile";
  CoverView cover;
  std::vector<MeanwhileAccountView> accounts;  // those with most first
  std::int64_t count = 0;                      // of all items
};
BOOST_DESCRIBE_STRUCT(MeanwhileView, (), (cover, accounts, count))

// REQUIRES: the caller is the one who is away or stands above, and the cover has started.
MeanwhileView ViewMeanwhile(const http::Call& call, db::Connection& connection, const Cover& cover, Day today,
                            const std::string& zone);

}  // namespace baton::cover
