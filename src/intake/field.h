// What a table can be taken for, and what its columns can be: the words of the mapping screen.
//
//   for (const FieldInfo& info : FieldsOf(Target::account)) Offer(info.field, info.is_required);
//
// Pure, thread-safe.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace baton::intake {

// In the order in which they go in. Attendances, ownerships and references come in Baton's own export only; a link
// is a row that joins two others by their ids.
enum class Target {
  skip,
  person,
  product,
  stage,
  account,
  contact,
  opportunity,
  activity,
  attendance,
  ownership,
  link,
  reference,
};
BOOST_DESCRIBE_ENUM(Target, skip, person, product, stage, account, contact, opportunity, activity, attendance,
                    ownership, link, reference)

// The meaning of a column. `*_id` is the key that the source has for a row, never ours.
enum class Field {
  id,
  is_deleted,
  name,
  first_name,
  last_name,
  email,
  phone,
  title,
  language,
  role,
  is_active,
  manager_id,
  manager_name,
  capacity_hours,
  territory,
  owner_id,
  owner_name,
  owner_email,
  industry,
  segment,
  city,
  country,
  website,
  revenue,
  currency,
  load_hours,
  renewal_on,
  account_id,
  account_name,
  stage,
  is_won,
  is_closed,
  amount,
  opened_on,
  closes_on,
  next_step,
  product,
  series,
  price,
  kind,
  subject,
  starts_at,
  ends_at,
  minutes,
  seconds,
  is_done,
  contact_id,
  contact_name,
  contact_email,
  opportunity_id,
  activity_id,
  position,
  about_id,  // of a client or of a deal, as Salesforce's WhatId
  source,
  row_id,
  created_at,
  deleted_at,
  starts_on,
  ends_on,
  time_zone,
  screen_language,
  is_placeholder,
  part,            // of a contact in what is bought
  further_emails,  // of a contact, beside the first: any number in one cell
};
// In two lists, since one macro takes 52 names at most.
// clang-format off
BOOST_DESCRIBE_ENUM_BEGIN(Field)
BOOST_DESCRIBE_PP_FOR_EACH(BOOST_DESCRIBE_ENUM_ENTRY, Field,
                           id, is_deleted, name, first_name, last_name, email, phone, title, language, role,
                           is_active, manager_id, manager_name, capacity_hours, territory, owner_id, owner_name,
                           owner_email, industry, segment, city, country, website, revenue, currency, load_hours,
                           renewal_on, account_id, account_name, stage, is_won, is_closed, amount, opened_on,
                           closes_on, next_step, product, series, price, kind, subject, starts_at, ends_at)
BOOST_DESCRIBE_PP_FOR_EACH(BOOST_DESCRIBE_ENUM_ENTRY, Field,
                           minutes, seconds, is_done, contact_id, contact_name, contact_email, opportunity_id,
                           activity_id, position, about_id, source, row_id, created_at, deleted_at, starts_on,
                           ends_on, time_zone, screen_language, is_placeholder, part, further_emails)
BOOST_DESCRIBE_ENUM_END(Field)
// clang-format on

inline constexpr std::size_t kFields = static_cast<std::size_t>(Field::further_emails) + 1;
constexpr std::size_t IndexOf(Field field) { return static_cast<std::size_t>(field); }

// How a field's values read.
enum class FieldKind { text, number, money, day, instant, yes_no, email };
BOOST_DESCRIBE_ENUM(FieldKind, text, number, money, day, instant, yes_no, email)

struct FieldInfo {
  Field field = Field::id;
  FieldKind kind = FieldKind::text;
  bool is_required = false;  // a row without it is refused (a name may be made of its parts)
  bool is_own = false;       // of Baton's own export: not offered for other tables
};

std::span<const FieldInfo> FieldsOf(Target target);
std::optional<FieldInfo> FindField(Target target, Field field);

}  // namespace baton::intake
