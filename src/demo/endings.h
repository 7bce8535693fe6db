// The two endings of the scene, played through the product's own use cases: what happened, and what could have.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <string>
#include <vector>

#include "base/message.h"
#include "db/connection.h"
#include "demo/scene.h"

namespace baton::demo {

enum class Ending { none, sell, baton };
BOOST_DESCRIBE_ENUM(Ending, none, sell, baton)

// One line of the story: when, and what happened.
struct StoryLine {
  Instant at;
  Message message;
};

// Jim sells to Bill himself: 15 terminals, two hours, the letter is not reviewed. Leaves the clock at 11:45.
// REQUIRES: the morning of the scene, untouched.
void PlaySelling(db::Tx& tx, const Scene& scene);
// Larmar was handed to Jada before; Jim introduces her at the door and keeps his promise at 10:30. The clock: 11:35.
// REQUIRES: the same.
void PlayBaton(db::Tx& tx, const Scene& scene);

// The story of an ending, from what is in the database.
std::vector<StoryLine> StoryOf(Ending ending);
// Which ending was played, by what happened at the door on the day of the scene.
Ending EndingOf(db::Connection& connection, const Scene& scene);

}  // namespace baton::demo
