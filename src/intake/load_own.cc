// Stages, attendances, ownerships and references of a chunk: what Baton's own export has beside the book's main tables.
#include <array>
#include <map>

#include "base/text.h"
#include "intake/settle.h"
#include "intake/stage_words.h"
#include "json/json.h"

namespace baton::intake {

namespace {

// The tables of rows that a reference may name. Never a name out of a file: it becomes part of a statement.
constexpr std::array kReferenced = {"person",      "product",  "stage",      "account",  "contact",
                                    "opportunity", "activity", "attendance", "ownership"};

// The source's word of a stage first; its name where there is none.
book::StageCategory CategoryIn(const RowForm& form, const Record& record) {
  if (form.Get(record, Field::is_won).number != 0) return book::StageCategory::won;
  if (form.Get(record, Field::is_closed).number != 0) return book::StageCategory::lost;
  return json::EnumOf<book::StageCategory>(form.Text(record, Field::kind))
      .value_or(CategoryOf(form.Text(record, Field::name)));
}

}  // namespace

void Loader::DecideStages() {
  LearnStages(Field::id);
  TargetCounts& counts = CountsOf(work_.counts, Target::stage);
  for (const Record& record : records_) {
    if (IsRefused(record)) continue;
    const std::string name(form_->Text(record, Field::name));
    const std::string key(form_->Text(record, Field::id));
    if (name.empty()) {
      Refuse(record, Field::name, "import.reject.blank");
      continue;
    }
    // Stages that are here stay as the people here have confirmed them.
    if (stage_keys_.contains(key)) {
      ++counts.unchanged;
      continue;
    }
    const auto named = stages_.find(Fold(name));
    const auto made = made_.Name("stage", Fold(name));
    if (made || named != stages_.end()) {
      // Two pipelines may have a stage of one name.
      if (!made_.Reference("stage", key)) Remember("stage", key, made ? *made : named->second.first);
      ++counts.unchanged;
      continue;
    }
    book::Stage stage;
    stage.id = new_id_();
    stage.name = name;
    stage.name_fold = Fold(name);
    stage.position = static_cast<std::int32_t>(form_->Get(record, Field::position).number);
    stage.category = CategoryIn(*form_, record);
    stage.is_confirmed = IsYes(form_->Text(record, Field::is_done));
    made_.AddName("stage", stage.name_fold, stage.id);
    Remember("stage", key, stage.id);
    stages_.emplace(stage.name_fold, std::pair(stage.id, stage.category));
    work_.stages.push_back(std::move(stage));
    ++counts.created;
  }
}

void Loader::DecideAttendances() {
  std::vector<std::string> keys;
  std::vector<std::string> activity_keys;
  std::vector<std::string> contact_keys;
  for (const Record& record : records_) {
    keys.emplace_back(form_->Text(record, Field::id));
    activity_keys.emplace_back(form_->Text(record, Field::activity_id));
    contact_keys.emplace_back(form_->Text(record, Field::contact_id));
  }
  const auto by_key = lookup_.References(form_->source(), "attendance", keys);
  const auto activity_by_key = lookup_.References(form_->source(), "activity", activity_keys);
  const auto contact_by_key = lookup_.References(form_->source(), "contact", contact_keys);
  std::vector<Id> activity_ids;
  for (const auto& [key, id] : activity_by_key) activity_ids.push_back(id);
  const auto activities = lookup_.Activities(activity_ids);
  std::vector<Id> account_ids;
  for (const auto& [id, row] : activities) account_ids.push_back(row.account_id.value_or(Id{}));
  LearnVisible(account_ids);
  TargetCounts& counts = CountsOf(work_.counts, Target::attendance);
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const Record& record = records_[i];
    if (by_key.contains(keys[i])) {
      ++counts.unchanged;
      continue;
    }
    // In a preview the activities are not there yet.
    auto activity = activity_by_key.find(activity_keys[i]);
    const auto made = made_.Reference("activity", activity_keys[i]);
    if (activity == activity_by_key.end() && !made) {
      Refuse(record, Field::activity_id, "import.reject.no_activity");
      continue;
    }
    book::Attendance attendance;
    attendance.activity_id = made ? *made : activity->second;
    if (const auto row = activities.find(attendance.activity_id); row != activities.end()) {
      if (!MayChange(row->second)) {
        Refuse(record, Field::activity_id, "import.reject.not_yours");
        continue;
      }
      attendance.starts_at = row->second.starts_at;
    }
    if (const auto contact = contact_by_key.find(contact_keys[i]); contact != contact_by_key.end()) {
      attendance.contact_id = contact->second;
    } else {
      attendance.contact_id = made_.Reference("contact", contact_keys[i]);
    }
    if (!attendance.contact_id) attendance.person_id = OwnerOf(record);
    if (!attendance.contact_id && !attendance.person_id) {
      Refuse(record, Field::owner_id, "import.reject.blank");
      continue;
    }
    attendance.id = new_id_();
    Remember("attendance", keys[i], attendance.id);
    work_.attendances.push_back(attendance);
    ++counts.created;
  }
}

// Who owned what from when to when, of accounts that this import makes: who owned an account that was here before is
// not a file's to say.
void Loader::DecideOwnerships() {
  std::vector<std::string> keys;
  std::vector<std::string> account_keys;
  for (const Record& record : records_) {
    keys.emplace_back(form_->Text(record, Field::id));
    account_keys.emplace_back(form_->Text(record, Field::account_id));
  }
  const auto by_key = lookup_.References(form_->source(), "ownership", keys);
  const auto account_by_key = lookup_.References(form_->source(), "account", account_keys);
  std::vector<Id> account_ids;
  for (const auto& [key, id] : account_by_key) account_ids.push_back(id);
  const auto owned = lookup_.OwnershipsOf(account_ids);
  TargetCounts& counts = CountsOf(work_.counts, Target::ownership);
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const Record& record = records_[i];
    const Value& from = form_->Get(record, Field::starts_at);
    const Value& to = form_->Get(record, Field::ends_at);
    if (!from.has) {
      Refuse(record, Field::starts_at, "import.reject.blank");
      continue;
    }
    auto account_id = made_.Reference("account", account_keys[i]);
    if (const auto found = account_by_key.find(account_keys[i]); found != account_by_key.end())
      account_id = found->second;
    if (!account_id) {
      Refuse(record, Field::account_id, "import.reject.no_row");
      continue;
    }
    if (by_key.contains(keys[i]) || made_.Reference("ownership", keys[i]) || !IsFromThisImport(*account_id)) {
      ++counts.unchanged;
      continue;
    }
    const auto person_id = OwnerOf(record);
    if (!person_id || !IsInTeam(*person_id)) {
      Refuse(record, Field::owner_id, person_id ? "import.reject.not_yours" : "import.reject.blank");
      continue;
    }
    // The account's own row has made its present owner the owner from now on.
    if (const auto open = owned.find(*account_id); !to.has && open != owned.end()) {
      book::Ownership since = open->second;
      since.person_id = *person_id;
      since.from_at = Instant{from.number};
      Remember("ownership", keys[i], since.id);
      work_.changed_ownerships.emplace_back(open->second, since);
    } else {
      book::Ownership ownership{.id = new_id_(), .account_id = *account_id, .person_id = *person_id};
      ownership.from_at = Instant{from.number};
      if (to.has) ownership.to_at = Instant{to.number};
      Remember("ownership", keys[i], ownership.id);
      work_.ownerships.push_back(ownership);
    }
    ++counts.created;
  }
}

// What other sources call the rows of this import, so that their next file finds them here as well.
void Loader::DecideReferences() {
  std::map<std::string, std::vector<std::string>> rows_of;                          // by table
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> keys_of;  // by source and table
  for (const Record& record : records_) {
    const std::string table(form_->Text(record, Field::kind));
    if (std::ranges::find(kReferenced, table) == kReferenced.end()) continue;
    rows_of[table].emplace_back(form_->Text(record, Field::row_id));
    keys_of[{std::string(form_->Text(record, Field::source)), table}].emplace_back(
        form_->Text(record, Field::id));
  }
  std::map<std::string, IdsByKey> rows;
  for (const auto& [table, keys] : rows_of) rows[table] = lookup_.References(form_->source(), table, keys);
  std::map<std::pair<std::string, std::string>, IdsByKey> known;
  for (const auto& [place, keys] : keys_of)
    known[place] = lookup_.References(place.first, place.second, keys);

  TargetCounts& counts = CountsOf(work_.counts, Target::reference);
  std::set<std::array<std::string, 3>> seen;
  for (const Record& record : records_) {
    const std::string table(form_->Text(record, Field::kind));
    const std::string source(form_->Text(record, Field::source));
    const std::string key(form_->Text(record, Field::id));
    const std::string row_key(form_->Text(record, Field::row_id));
    auto row_id = made_.Reference(table, row_key);
    if (const auto row = rows[table].find(row_key); row != rows[table].end()) row_id = row->second;
    if (!row_id || source.empty() || key.empty()) {
      Refuse(record, Field::row_id, "import.reject.no_row");
      continue;
    }
    if (known[{source, table}].contains(key) || !seen.insert({source, table, key}).second) {
      ++counts.unchanged;
      continue;
    }
    const bool may = context_.scope.reach == access::Reach::organization || IsFromThisImport(*row_id) ||
                     (table == "person" && IsInTeam(*row_id));
    if (!may) {
      Refuse(record, Field::row_id, "import.reject.not_yours");
      continue;
    }
    ExternalReference reference;
    reference.source = source;
    reference.table_name = table;
    reference.external_id = key;
    reference.row_id = *row_id;
    work_.references.push_back(std::move(reference));
    ++counts.created;
  }
}

}  // namespace baton::intake
