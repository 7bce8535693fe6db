// The rows of touches. No part of the log of deeds, hence without a version: what changed is marked at their source (touched_id), so
// that ties are learnt again. Stateless, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "traffic/traffic.h"

namespace baton::traffic {

// The row.
struct MailTouch {
  static constexpr std::string_view kTable = "mail_touch";

  Id org_id;
  Id person_id;
  Id contact_id;
  std::int64_t message_hash = 0;
  Id source_id;
  Instant at;
  bool is_from_us = false;
  std::int32_t others = 1;
  std::int64_t thread_hash = 0;
  std::int64_t answers_hash = 0;
};
BOOST_DESCRIBE_STRUCT(MailTouch, (),
                      (org_id, person_id, contact_id, message_hash, source_id, at, is_from_us, others,
                       thread_hash, answers_hash))

// Those of these mails that the source has already.
std::vector<std::int64_t> FindKnown(db::Connection& connection, const MailSource& source,
                                    std::span<const std::int64_t> hashes);
// REQUIRES: none of them is there. Marks the source.
void InsertTouches(db::Tx& tx, const MailSource& source, std::span<const MailTouch> touches);
// Returns how many went. Marks the source.
std::int64_t DeleteTouches(db::Tx& tx, const MailSource& source);

struct ContactEmail {
  Id contact_id;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(ContactEmail, (), (contact_id, email))
// Of the contacts that somebody (none: anybody) has touches with, all addresses.
std::vector<ContactEmail> FindTouchedEmails(db::Connection& connection, Id org_id,
                                            std::optional<Id> person_id);
void DeleteTouchesWith(db::Tx& tx, Id org_id, std::optional<Id> person_id, std::span<const Id> contacts);
// Earlier ones, some thousand at most; returns how many went.
std::int64_t DeleteTouchesBefore(db::Tx& tx, Id org_id, Instant before);

}  // namespace baton::traffic
