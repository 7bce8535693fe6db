// Opportunities and activities of a chunk.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "book/planned.h"
#include "intake/settle.h"

namespace baton::intake {
namespace {

// What a deal without an id is known by: it stays the same when the deal moves on.
std::string DealKey(const RowForm& form, const Record& record) {
  if (const auto id = form.Text(record, Field::id); !id.empty()) return std::string(id);
  return fmt::format("={}|{}|{}|{}|{}", form.Text(record, Field::account_id),
                     Fold(form.Text(record, Field::account_name)), Fold(form.Text(record, Field::name)),
                     Fold(form.Text(record, Field::product)), form.Get(record, Field::opened_on).number);
}

std::string DealName(const RowForm& form, const Record& record) {
  for (const Field field : {Field::name, Field::product, Field::account_name, Field::id}) {
    if (const auto text = form.Text(record, field); !text.empty()) return std::string(text);
  }
  return {};
}

std::optional<Day> DayOf(const Value& value) {
  return value.has ? std::optional(Day{static_cast<std::int32_t>(value.number)}) : std::nullopt;
}

// The source's own word first; the stage's category where it has none.
book::OpportunityStatus StatusOf(const RowForm& form, const Record& record, book::StageCategory category) {
  using enum book::OpportunityStatus;
  const Value& is_won = form.Get(record, Field::is_won);
  const Value& is_closed = form.Get(record, Field::is_closed);
  if (is_won.has && IsYes(is_won.text)) return won;
  if (is_won.has && Fold(is_won.text) == "open") return open;
  if (is_won.has && Fold(is_won.text).find("lost") != std::string::npos) return lost;
  if (is_closed.has && IsYes(is_closed.text))
    return is_won.has || category != book::StageCategory::won ? lost : won;
  if (is_closed.has && is_won.has) return open;
  if (category == book::StageCategory::won) return won;
  return category == book::StageCategory::lost ? lost : open;
}

book::Opportunity FillDeal(const RowForm& form, const Record& record, book::Opportunity deal) {
  if (form.Has(Field::name) || deal.name.empty()) deal.name = DealName(form, record);
  if (form.Has(Field::amount)) {
    const Value& amount = form.Get(record, Field::amount);
    deal.amount_minor = amount.has ? std::optional(amount.number) : std::nullopt;
    if (amount.has) deal.currency = amount.text;
  }
  if (const Value& currency = form.Get(record, Field::currency); currency.has) deal.currency = currency.text;
  if (form.Has(Field::opened_on)) deal.opened_on = DayOf(form.Get(record, Field::opened_on));
  if (form.Has(Field::closes_on)) deal.closes_on = DayOf(form.Get(record, Field::closes_on));
  if (form.Has(Field::next_step)) deal.next_step = std::string(form.Text(record, Field::next_step));
  return deal;
}

bool HasWord(std::string_view folded, std::initializer_list<std::string_view> words) {
  for (const auto word : words) {
    if (folded.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// From the cell, else from the kind of Salesforce id; what is on a calendar is a meeting.
book::ActivityKind KindOf(const RowForm& form, const Record& record) {
  using enum book::ActivityKind;
  const std::string word = Fold(form.Text(record, Field::kind));
  if (HasWord(word, {"call", "anruf", "phone", "appel"})) return call;
  if (HasWord(word, {"mail"})) return email;
  if (HasWord(word, {"visit", "besuch", "visite", "on-site"})) return visit;
  if (HasWord(word, {"meeting", "event", "demo", "lunch", "termin"})) return meeting;
  if (HasWord(word, {"task", "todo", "to-do", "aufgabe", "deadline"})) return task;
  if (form.Text(record, Field::id).starts_with("00T")) return task;
  return meeting;
}

std::int32_t MinutesOf(const RowForm& form, const Record& record) {
  constexpr std::int64_t kMost = 31 * 24 * 60;
  std::int64_t minutes = 0;
  if (const Value& value = form.Get(record, Field::minutes); value.has) {
    minutes = value.number;
  } else if (const Value& seconds = form.Get(record, Field::seconds); seconds.has) {
    minutes = (seconds.number + 59) / 60;
  } else if (const Value& end = form.Get(record, Field::ends_at); end.has) {
    minutes = (end.number - form.Get(record, Field::starts_at).number) / kMillisecondsPerMinute;
  }
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(minutes, 0, kMost));
}

book::Activity FillActivity(const RowForm& form, const Record& record, Instant now, book::Activity activity) {
  activity.kind = KindOf(form, record);
  activity.subject = std::string(form.Text(record, Field::subject));
  activity.starts_at = Instant{form.Get(record, Field::starts_at).number};
  activity.minutes = MinutesOf(form, record);
  const Value& done = form.Get(record, Field::is_done);
  const bool is_over = activity.kind != book::ActivityKind::task && activity.starts_at < now;
  activity.is_done = done.has ? IsYes(done.text) : is_over;
  return activity;
}

std::string ActivityKey(const RowForm& form, const Record& record) {
  if (const auto id = form.Text(record, Field::id); !id.empty()) return std::string(id);
  return fmt::format("={}|{}|{}|{}|{}|{}", form.Get(record, Field::starts_at).number,
                     Fold(form.Text(record, Field::subject)), OwnerKeyOf(form, record),
                     form.Text(record, Field::contact_id), Fold(form.Text(record, Field::contact_email)),
                     Fold(form.Text(record, Field::account_name)));
}

}  // namespace

void Loader::DecideOpportunities() {
  JoinAccounts();
  LearnStages(Field::stage);
  LearnProducts();
  std::vector<std::string> keys;
  keys.reserve(records_.size());
  for (const Record& record : records_) keys.push_back(DealKey(*form_, record));
  const auto by_key = lookup_.References(form_->source(), "opportunity", keys);
  std::vector<Id> ids;
  for (const auto& [key, id] : by_key) ids.push_back(id);
  const auto rows = lookup_.Opportunities(ids);
  std::vector<Id> account_ids;
  for (const auto& id : account_ids_) {
    if (id) account_ids.push_back(*id);
  }
  for (const auto& [id, row] : rows) {
    if (row.account_id) account_ids.push_back(*row.account_id);
  }
  LearnVisible(account_ids);
  const auto owned = lookup_.OwnershipsOf(account_ids);

  Differing<book::Opportunity> differing;
  std::set<Id> given;  // accounts without an owner, to the owner of their first deal
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const Record& record = records_[i];
    if (IsRefused(record)) continue;
    const auto known = by_key.find(keys[i]);
    if (made_.Reference("opportunity", keys[i]) ||
        (known != by_key.end() && IsFromThisImport(known->second))) {
      Refuse(record, form_->Has(Field::id) ? Field::id : Field::name, "import.reject.twice");
      continue;
    }
    const bool is_new = known == by_key.end();
    if (is_new && DealName(*form_, record).empty()) {
      Refuse(record, Field::name, "import.reject.blank");
      continue;
    }
    if ((is_new && !MayTouch(account_ids_[i])) || !MayMakeAccount(record, i)) {
      Refuse(record, Field::account_name, "import.reject.not_yours");
      continue;
    }
    book::Opportunity deal = FillDeal(*form_, record, is_new ? book::Opportunity{} : rows.at(known->second));
    const auto account_id = AccountOf(record, i);
    if (account_id) deal.account_id = account_id;
    auto category = book::StageCategory::early;
    // What our own export leaves blank was removed where it was made, and is still to be seen there.
    const auto fills = [&](Field field) {
      return form_->Has(field) && !(IsOwn() && form_->Text(record, field).empty());
    };
    if (fills(Field::stage)) deal.stage_id = StageOf(record, &category);
    if (form_->Has(Field::stage) || form_->Has(Field::is_won) || form_->Has(Field::is_closed)) {
      deal.status = StatusOf(*form_, record, category);
    }
    if (fills(Field::product)) deal.product_id = ProductOf(form_->Text(record, Field::product));
    if (const auto owner_id = OwnerOf(record)) deal.owner_id = owner_id;
    if (!is_new) {
      const book::Opportunity& row = rows.at(known->second);
      if (row.deleted_at) {
        Refuse(record, Field::name, "import.reject.removed");
      } else if (!IsSame(row, deal) && !(MayChange(row) && MayTouch(deal.account_id))) {
        Refuse(record, Field::name, "import.reject.not_yours");
      } else {
        differing.emplace_back(&record, std::pair(row, std::move(deal)));
      }
      continue;
    }
    deal.id = new_id_();
    if (deal.currency.empty()) deal.currency = context_.currency;
    deal.created_at = CreatedAt(record);
    const bool is_ownerless = account_ids_[i] && deal.owner_id && IsInTeam(*deal.owner_id) &&
                              !made_.Name("owned", ToString(*account_id)) && !owned.contains(*account_id) &&
                              given.insert(*account_id).second;
    if (is_ownerless) {
      made_.AddName("owned", ToString(*account_id), *deal.owner_id);
      work_.moved.emplace_back(*account_id, *deal.owner_id);
    }
    Remember("opportunity", keys[i], deal.id);
    ++CountsOf(work_.counts, Target::opportunity).created;
    work_.opportunities.push_back(std::move(deal));
  }
  Settle("opportunity", differing, &work_.changed_opportunities);
}

void Loader::DecideActivities() {
  JoinAccounts();
  std::vector<std::string> keys;
  std::vector<std::string> deals;
  std::vector<std::string> contacts;
  std::vector<std::string> whats;
  std::vector<std::string> emails;
  for (const Record& record : records_) {
    keys.push_back(ActivityKey(*form_, record));
    for (const Field field : {Field::opportunity_id, Field::about_id}) {
      if (const auto what = form_->Text(record, field); !what.empty()) deals.emplace_back(what);
    }
    if (const auto who = form_->Text(record, Field::contact_id); !who.empty()) contacts.emplace_back(who);
    if (const auto email = form_->Text(record, Field::contact_email); !email.empty())
      emails.push_back(Fold(email));
  }
  const auto by_key = lookup_.References(form_->source(), "activity", keys);
  const auto deal_by_key = lookup_.References(form_->source(), "opportunity", deals);
  const auto account_by_what = lookup_.References(form_->source(), "account", deals);
  const auto contact_by_key = lookup_.References(form_->source(), "contact", contacts);
  const auto contact_by_email = lookup_.ContactsByEmail(emails);
  std::vector<Id> ids;
  std::vector<Id> deal_ids;
  std::vector<Id> contact_ids;
  for (const auto& [key, id] : by_key) ids.push_back(id);
  for (const auto& [key, id] : deal_by_key) deal_ids.push_back(id);
  for (const auto& [key, id] : contact_by_key) contact_ids.push_back(id);
  for (const auto& [key, id] : contact_by_email) contact_ids.push_back(id);
  const auto rows = lookup_.Activities(ids);
  const auto deal_rows = lookup_.Opportunities(deal_ids);
  const auto contact_rows = lookup_.Contacts(contact_ids);
  std::vector<Id> account_ids;
  for (const auto& id : account_ids_) {
    if (id) account_ids.push_back(*id);
  }
  for (const auto& [key, id] : account_by_what) account_ids.push_back(id);
  for (const auto& [id, row] : deal_rows) account_ids.push_back(row.account_id.value_or(Id{}));
  for (const auto& [id, row] : contact_rows) account_ids.push_back(row.account_id.value_or(Id{}));
  for (const auto& [id, row] : rows) account_ids.push_back(row.account_id.value_or(Id{}));
  LearnVisible(account_ids);

  const auto find = [](const IdsByKey& map, std::string_view key) -> std::optional<Id> {
    const auto found = key.empty() ? map.end() : map.find(std::string(key));
    return found == map.end() ? std::nullopt : std::optional(found->second);
  };
  const auto planned = IsOwn() ? std::vector<book::Activity>() : lookup_.Planned(account_ids);
  Differing<book::Activity> differing;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const Record& record = records_[i];
    if (IsRefused(record)) continue;
    if (!form_->Get(record, Field::starts_at).has) {
      Refuse(record, Field::starts_at, "import.reject.blank");
      continue;
    }
    const auto known = find(by_key, keys[i]);
    if (made_.Reference("activity", keys[i]) || (known && IsFromThisImport(*known))) {
      Refuse(record, form_->Has(Field::id) ? Field::id : Field::starts_at, "import.reject.twice");
      continue;
    }
    const auto what = form_->Text(record, Field::about_id);
    auto deal_id = find(deal_by_key, form_->Text(record, Field::opportunity_id));
    if (!deal_id) deal_id = find(deal_by_key, what);
    auto contact_id = find(contact_by_key, form_->Text(record, Field::contact_id));
    if (!contact_id) contact_id = find(contact_by_email, Fold(form_->Text(record, Field::contact_email)));
    auto account_id = account_ids_[i];
    if (!account_id) account_id = find(account_by_what, what);
    if (!account_id && deal_id && !IsOwn()) account_id = deal_rows.at(*deal_id).account_id;
    if (!account_id && contact_id && !IsOwn()) account_id = contact_rows.at(*contact_id).account_id;
    if ((!known && !MayTouch(account_id)) || (!account_id && !MayMakeAccount(record, i))) {
      Refuse(record, Field::account_name, "import.reject.not_yours");
      continue;
    }
    book::Activity activity =
        FillActivity(*form_, record, context_.now, known ? rows.at(*known) : book::Activity{});
    if (!account_id) account_id = AccountOf(record, i);
    if (account_id) activity.account_id = account_id;
    if (deal_id) activity.opportunity_id = deal_id;
    if (const auto owner_id = OwnerOf(record)) activity.owner_id = owner_id;
    if (known) {
      const book::Activity& row = rows.at(*known);
      // That time went by is no change.
      if (!form_->Get(record, Field::is_done).has) activity.is_done = row.is_done;
      if (row.deleted_at) {
        Refuse(record, Field::subject, "import.reject.removed");
      } else if (!IsSame(row, activity) && !(MayChange(row) && MayTouch(activity.account_id))) {
        Refuse(record, Field::subject, "import.reject.not_yours");
      } else {
        differing.emplace_back(&record, std::pair(row, std::move(activity)));
      }
      continue;
    }
    // A meeting that Baton invited to, or that stood in an own calendar, comes again from the CRM.
    if (const auto ours = std::ranges::find_if(
            planned, [&](const book::Activity& one) { return book::IsSameMeeting(one, activity); });
        ours != planned.end()) {
      Remember("activity", keys[i], ours->id);
      ++CountsOf(work_.counts, Target::activity).unchanged;
      continue;
    }
    activity.id = new_id_();
    activity.created_at = CreatedAt(record);
    Remember("activity", keys[i], activity.id);
    // Our own export says who took part in a table of its own.
    if (activity.owner_id && !IsOwn()) {
      work_.attendances.push_back(
          {.activity_id = activity.id, .starts_at = activity.starts_at, .person_id = activity.owner_id});
    }
    if (contact_id && !IsOwn()) {
      work_.attendances.push_back(
          {.activity_id = activity.id, .starts_at = activity.starts_at, .contact_id = contact_id});
    }
    ++CountsOf(work_.counts, Target::activity).created;
    work_.activities.push_back(std::move(activity));
  }
  Settle("activity", differing, &work_.changed_activities);
}

}  // namespace baton::intake
