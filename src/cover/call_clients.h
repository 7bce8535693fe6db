// What the order of the first week's calls rests on, read from the slices that know it: the clients of who leaves with what may be lost,
// what is at signature, booked or promised, who of us knows them, and what is on the way. For call_routes.cc.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cover/calls.h"
#include "cover/leaving_call.h"
#include "http/call.h"
#include "people/person.h"

namespace baton::cover {

struct Clients {
  std::vector<ClientToCall> clients;
  std::map<Id, Id> handoffs;     // by account: under way
  std::set<Id> without_revenue;  // of which the loss is not known
  std::map<Id, std::pair<Day, Message>>
      waits;  // by account: the first thing booked or promised, and its sentence
  std::string currency;
  Day today;
  // What is expected to be lost under other assumptions, each tried by itself: its sentence, and the sums by account.
  std::vector<std::pair<Message, std::map<Id, std::int64_t>>> otherwise;
};

// In the order in which they are to be called, each with who may call, the best first.
Result<Clients> FindClients(const http::Call& call, db::Connection& connection, const people::Person& person);

// Why a client stands where it does, what else waits in these days, and that nobody else is close to them: sentences.
std::string WhyOf(const http::Call& call, const ClientToCall& client, const Clients& clients);

// How far the order of these of the clients depends on what is assumed; none where there is no choice among them.
std::optional<OrderRestsView> OrderRestsOn(const http::Call& call, const Clients& clients,
                                           const std::set<Id>& to_call);

}  // namespace baton::cover
