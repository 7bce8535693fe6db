// Stages and attendances of a chunk: tables that only Baton's own export has.
#include "base/text.h"
#include "intake/settle.h"
#include "intake/stage_words.h"
#include "json/json.h"

namespace baton::intake {

void Loader::DecideStages() {
  LearnStages();
  RowsById<book::Stage> rows;
  for (book::Stage& stage : lookup_.Stages()) rows.emplace(stage.id, stage);
  TargetCounts& counts = CountsOf(work_.counts, Target::stage);
  for (const Record& record : records_) {
    const std::string name(form_->Text(record, Field::name));
    if (name.empty()) {
      Refuse(record, Field::name, "import.reject.blank");
      continue;
    }
    // Stages that are here stay as the people here have confirmed them.
    if (stages_.contains(Fold(name)) || made_.Name("stage", Fold(name))) {
      ++counts.unchanged;
      continue;
    }
    book::Stage stage;
    stage.id = new_id_();
    stage.name = name;
    stage.name_fold = Fold(name);
    stage.position = static_cast<std::int32_t>(form_->Get(record, Field::position).number);
    stage.category =
        json::EnumOf<book::StageCategory>(form_->Text(record, Field::kind)).value_or(CategoryOf(name));
    stage.is_confirmed = IsYes(form_->Text(record, Field::is_done));
    made_.AddName("stage", stage.name_fold, stage.id);
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
      attendance.person_id = OwnerOf(record);
    }
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

}  // namespace baton::intake
