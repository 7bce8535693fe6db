// Gives one mail to a server over SMTP, with libcurl: signs in where asked, insists on TLS where asked, and gives up
// after a minute. Blocks: call it from a job. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "mail/relay.h"
#include "outward/address.h"

namespace baton::mail {

struct Envelope {
  std::string from;  // where bounces go
  std::vector<std::string> to;
};

struct Delivery {
  enum class Kind {
    accepted,  // the server has it
    later,     // not now: it is down, slow, busy, or does not know us yet
    refused,   // the server will never take it
  };
  Kind kind = Kind::later;
  std::string answer;      // the server's last line, or what libcurl says; UTF-8
  bool is_unsure = false;  // the server has all of it, and nobody knows what it made of it
};

Delivery Deliver(const Relay& relay, const std::string& password, const Envelope& envelope,
                 const std::string& bytes, outward::Hosts hosts);

}  // namespace baton::mail
