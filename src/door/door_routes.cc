#include "door/door_routes.h"

#include "door/door.h"
#include "http/router.h"

namespace baton::door {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct DoorQuery {
  std::string q;
};
BOOST_DESCRIBE_STRUCT(DoorQuery, (), (q))

struct ContactQuery {
  std::optional<Id> contact;
};
BOOST_DESCRIBE_STRUCT(ContactQuery, (), (contact))

}  // namespace

void AddDoorRoutes(http::Router& router) {
  router.Get(
      "/api/v1/door", {.name = "findAtDoor", .deed = Deed::read, .word = Word::door},
      [](const Call& call, const DoorQuery& query) -> Result<DoorHits> { return FindAtDoor(call, query.q); });
  router.Get("/api/v1/door/{account_id}", {.name = "getDoor", .deed = Deed::read, .word = Word::door},
             [](const Call& call, Id account_id, const ContactQuery& query) -> Result<Door> {
               return ViewDoor(call, call.db(), account_id, query.contact);
             });
  router.Post(
      "/api/v1/door/{account_id}",
      {.name = "passDoor",
       .deed = Deed::create,
       .word = Word::door,
       .summary =
           "Introduced, greeted and passed on, or taken; undone with the action that the answer names"},
      PassDoor);
  router.Post("/api/v1/door/receipts/{interruption_id}/reason",
              {.name = "sayWhyTaken",
               .deed = Deed::change,
               .word = Word::takeover,
               .status = 200,
               .versioned = true,
               .summary = "After \"take it\": why, for the rep whose promise gave way"},
              SayWhy);
  router.Post("/api/v1/door/receipts/{interruption_id}/reply",
              {.name = "replyToReceipt",
               .deed = Deed::change,
               .word = Word::takeover,
               .status = 200,
               .versioned = true,
               .summary = "What that rep says to it; could_have also proposes the next level of delegation"},
              ReplyTo);
}

}  // namespace baton::door
