// Links of a chunk: rows that join two others by their ids, as HubSpot's deal_company or engagement_contact. A link
// fills what is blank: the client of a deal, contact or activity, the deal of an activity; who took part is added. It
// never takes anything from what it had.
#include <map>

#include "intake/load.h"
#include "intake/log.h"

namespace baton::intake {
namespace {

// One kind of row that the links name: found by the source's id, with what becomes of it.
template <class Row>
struct Ends {
  IdsByKey by_key;
  RowsById<Row> rows;
  std::map<Id, Row> filled;

  // The row as the links before have left it.
  const Row* At(std::optional<Id> id) const {
    if (!id) return nullptr;
    if (const auto now = filled.find(*id); now != filled.end()) return &now->second;
    const auto found = rows.find(*id);
    return found == rows.end() || found->second.deleted_at ? nullptr : &found->second;
  }
  bool Fill(std::optional<Id> id, std::optional<Id> Row::*member, std::optional<Id> value) {
    const Row* row = At(id);
    if (row == nullptr || !value || row->*member) return false;
    Row after = *row;
    after.*member = value;
    filled.insert_or_assign(*id, std::move(after));
    return true;
  }
};

std::vector<Id> IdsOf(const IdsByKey& map) {
  std::vector<Id> ids;
  for (const auto& [key, id] : map) ids.push_back(id);
  return ids;
}

}  // namespace

void Loader::DecideLinks() {
  const auto keys_of = [&](Field field) {
    std::vector<std::string> keys;
    for (const Record& record : records_) {
      if (const auto key = form_->Text(record, field); !key.empty()) keys.emplace_back(key);
    }
    return keys;
  };
  const std::string& source = form_->source();
  const auto account_by_key = lookup_.References(source, "account", keys_of(Field::account_id));
  Ends<book::Contact> contacts{lookup_.References(source, "contact", keys_of(Field::contact_id)), {}, {}};
  Ends<book::Opportunity> deals{
      lookup_.References(source, "opportunity", keys_of(Field::opportunity_id)), {}, {}};
  Ends<book::Activity> activities{
      lookup_.References(source, "activity", keys_of(Field::activity_id)), {}, {}};
  contacts.rows = lookup_.Contacts(IdsOf(contacts.by_key));
  deals.rows = lookup_.Opportunities(IdsOf(deals.by_key));
  activities.rows = lookup_.Activities(IdsOf(activities.by_key));
  std::vector<Id> account_ids = IdsOf(account_by_key);
  const auto add_accounts = [&](const auto& rows) {
    for (const auto& [id, row] : rows) account_ids.push_back(row.account_id.value_or(Id{}));
  };
  add_accounts(contacts.rows);
  add_accounts(deals.rows);
  add_accounts(activities.rows);
  LearnVisible(account_ids);
  const auto owned = lookup_.OwnershipsOf(account_ids);
  auto took_part = lookup_.ContactsAt(IdsOf(activities.by_key));

  TargetCounts& counts = CountsOf(work_.counts, Target::link);
  for (const Record& record : records_) {
    if (IsRefused(record)) continue;
    std::size_t named = 0;
    std::optional<Field> missing;
    const auto find = [&](Field field, std::string_view table, const IdsByKey& map) -> std::optional<Id> {
      const std::string key(form_->Text(record, field));
      if (key.empty()) return std::nullopt;
      ++named;
      const auto found = map.find(key);
      const auto id = found == map.end() ? made_.Reference(table, key) : std::optional(found->second);
      if (!id) missing = field;
      return id;
    };
    const auto account_id = find(Field::account_id, "account", account_by_key);
    const auto contact_id = find(Field::contact_id, "contact", contacts.by_key);
    const auto deal_id = find(Field::opportunity_id, "opportunity", deals.by_key);
    const auto activity_id = find(Field::activity_id, "activity", activities.by_key);
    if (missing || named < 2) {
      Refuse(record, missing.value_or(Field::account_id),
             missing ? "import.reject.no_row" : "import.reject.blank");
      continue;
    }
    const auto* contact = contacts.At(contact_id);
    const auto* deal = deals.At(deal_id);
    const auto* activity = activities.At(activity_id);
    auto client_id = account_id;
    if (!client_id && deal != nullptr) client_id = deal->account_id;
    if (!client_id && contact != nullptr) client_id = contact->account_id;
    const bool is_met =
        activity != nullptr && contact != nullptr && !took_part.contains({*activity_id, *contact_id});
    const bool fills = (contact != nullptr && account_id && !contact->account_id) ||
                       (deal != nullptr && client_id && !deal->account_id) || is_met ||
                       (activity != nullptr &&
                        ((deal_id && !activity->opportunity_id) || (client_id && !activity->account_id)));
    if (!fills) {
      ++counts.unchanged;
      continue;
    }
    const auto may = [&](const auto* row) { return row == nullptr || MayChange(*row); };
    if (!MayTouch(client_id) || !may(contact) || !may(deal) || !may(activity)) {
      Refuse(record, Field::account_id, "import.reject.not_yours");
      continue;
    }
    if (account_id) contacts.Fill(contact_id, &book::Contact::account_id, client_id);
    if (deals.Fill(deal_id, &book::Opportunity::account_id, client_id)) {
      // An account that nobody owns goes to the owner of its first deal, as when the deal names it itself.
      const auto owner_id = deal->owner_id;
      if (owner_id && IsInTeam(*owner_id) && !owned.contains(*client_id) &&
          !made_.Name("owned", ToString(*client_id))) {
        made_.AddName("owned", ToString(*client_id), *owner_id);
        work_.moved.emplace_back(*client_id, *owner_id);
      }
    }
    activities.Fill(activity_id, &book::Activity::opportunity_id, deal_id);
    activities.Fill(activity_id, &book::Activity::account_id, client_id);
    if (is_met) {
      took_part.emplace(*activity_id, *contact_id);
      work_.attendances.push_back({.id = new_id_(),
                                   .activity_id = *activity_id,
                                   .starts_at = activity->starts_at,
                                   .contact_id = contact_id});
    }
    ++counts.changed;
  }

  // What a person left blank since the last import stays blank.
  const auto write = [&](std::string_view table, const auto& ends, auto& into) {
    std::vector<Id> ids;
    for (const auto& [id, row] : ends.filled) ids.push_back(id);
    const RowLog log(connection_, context_.org_id, table, ids);
    for (const auto& [id, after] : ends.filled) {
      const auto& before = ends.rows.at(id);
      std::vector<std::string> kept;
      auto merged = IsFromThisImport(id) ? after : Merge(log, before, after, &kept);
      if (!IsSame(before, merged)) into.emplace_back(before, std::move(merged));
    }
  };
  write("contact", contacts, work_.changed_contacts);
  write("opportunity", deals, work_.changed_opportunities);
  write("activity", activities, work_.changed_activities);
}

}  // namespace baton::intake
